"""What a checked string depends on: when it changes, the string is checked again."""

from __future__ import annotations

from mypy.checker import TypeChecker
from mypy.server.trigger import make_trigger, make_wildcard_trigger

from mockfactory.mypy.modules import Modules, prefixes


def watch(api: TypeChecker, target: str, modules: Modules) -> None:
    """Have the call checked again when something on the way of a dotted name changes, or comes to be.

    Args:
        api: the checker of the file with the call.
        target: the dotted name.
        modules: the modules of the run.
    """
    here = api.tscope.current_target()
    for name in (*prefixes(target), target):
        # Between runs, by the cache.
        if name in modules.read:
            api.module_refs.add(name)
        # In the daemon.
        for trigger in (make_trigger(name), make_wildcard_trigger(name)):
            api.tree.plugin_deps.setdefault(trigger, set()).add(here)
