"""What a checked call depends on: when a class has another field, it is checked again."""

from __future__ import annotations

from collections.abc import Iterable

from mypy.checker import TypeChecker
from mypy.nodes import TypeInfo
from mypy.plugin import CheckerPluginInterface
from mypy.server.trigger import make_trigger, make_wildcard_trigger


def watch(api: CheckerPluginInterface, classes: Iterable[TypeInfo]) -> None:
    """Have the call checked again when one of the classes changes.

    mypy looks at the types of expressions. The class of a nested object stands in none, and of a class that does, only
    the members that are read.

    Args:
        api: the checker of the module with the call.
        classes: what the signature of the call was made of.
    """
    if not isinstance(api, TypeChecker):
        return
    target = api.tscope.current_target()
    for info in classes:
        if info.module_name in ("builtins", "typing"):
            continue
        # Between runs, by the cache.
        api.module_refs.add(info.module_name)
        # In the daemon.
        for trigger in (make_trigger(info.fullname), make_wildcard_trigger(info.fullname)):
            api.tree.plugin_deps.setdefault(trigger, set()).add(target)
