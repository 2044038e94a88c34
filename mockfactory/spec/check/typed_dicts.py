"""`TypedDict`: the keys that must and may be there, and what they hold."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple

from mockfactory.spec.check.compiler import Compiler
from mockfactory.spec.check.placeholders import is_placeholder
from mockfactory.spec.check.readers import ITEMS, as_dict
from mockfactory.spec.check.verdict import Check, Problem, refusal
from mockfactory.spec.check.words import short_repr
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import mro_of, namespace_of


def is_typed_dict(cls: type) -> bool:
    """True for a class made with `TypedDict`, of `typing` or `typing_extensions`."""
    own = namespace_of(cls)
    return "__total__" in own and "__required_keys__" in own and is_one_of(dict, mro_of(cls))


class _Keys(NamedTuple):
    """`extra` checks the values of unknown keys; without `takes_extra` there may be none."""

    required: frozenset[str]
    checks: Mapping[str, Check | None]
    takes_extra: bool
    extra: Check | None


def typed_dict_check(cls: type, arguments: tuple[object, ...], compiler: Compiler, name: str) -> Check | None:
    """Accept dicts with every required key, no unknown one, and in each the type that it promises.

    Args:
        cls: the TypedDict.
        arguments: its type arguments, where it is generic.
        compiler: the compilation going on.
        name: how the type is written in messages.
    """
    return compiler.recursive(cls, arguments, name, lambda: _compile(cls, arguments, compiler, name))


def _compile(cls: type, arguments: tuple[object, ...], compiler: Compiler, name: str) -> Check:
    keys = _keys_of(cls, arguments, compiler)

    def accepts(value: object) -> bool:
        try:
            found = as_dict(value)
            if found is not None:
                return _accepts(found, keys)
            return isinstance(value, dict) or is_placeholder(value)
        except Exception:
            return True

    def explain(value: object) -> Problem:
        found = as_dict(value)
        return (found is not None and _explain(found, keys, name)) or refusal(value, name)

    return Check(frozenset(), accepts, explain, name)


def _accepts(value: dict[object, object], keys: _Keys) -> bool:
    checks = keys.checks
    found = 0
    for key, item in ITEMS(value):
        if type(key) is not str or key not in checks:
            if not keys.takes_extra or not isinstance(key, str):
                return False
            check = keys.extra
        else:
            check = checks[key]
            found += key in keys.required
        if check is not None and type(item) not in check.exact and not check.accepts(item):
            return False
    return found == len(keys.required)


def _explain(value: dict[object, object], keys: _Keys, name: str) -> Problem | None:
    given = dict(ITEMS(value))
    checks = [(key, check) for key, check in keys.checks.items() if key in given and check is not None]
    for key, check in sorted(checks, key=lambda one: not _is_tag(one[1])):
        if check.accepts(given[key]):
            continue
        problem = check.explain(given[key]).under(f"key {key!r}")
        return problem._replace(tag=check.name) if _is_tag(check) else problem
    for unknown in [key for key in given if key not in keys.checks]:
        if not keys.takes_extra or not isinstance(unknown, str):
            return Problem((), f"key {short_repr(unknown)} is not in {name}{_nearest(unknown, keys)}", noun=False)
        if keys.extra is not None and not keys.extra.accepts(given[unknown]):
            return keys.extra.explain(given[unknown]).under(f"key {unknown!r}")
    missing = [key for key in keys.checks if key in keys.required and key not in given]
    if missing:
        wanted = keys.checks[missing[0]]
        tag = wanted.name if wanted is not None and _is_tag(wanted) else ""
        return Problem((), f"key {missing[0]!r} of {name} is missing", noun=False, tag=tag)
    return None


def _is_tag(check: Check) -> bool:
    return check.name.startswith("Literal[")


def _nearest(key: object, keys: _Keys) -> str:
    import difflib

    near = difflib.get_close_matches(key, keys.checks, n=1) if isinstance(key, str) else []
    return f" (did you mean {near[0]!r}?)" if near else ""


def _keys_of(cls: type, arguments: tuple[object, ...], compiler: Compiler) -> _Keys:
    from mockfactory.spec.annotations.hints import annotations_of, strip_qualifiers
    from mockfactory.spec.annotations.parameters import bind, replace

    bound = bind(getattr(cls, "__parameters__", ()), arguments)
    required: set[str] = set(getattr(cls, "__required_keys__", ()))
    checks: dict[str, Check | None] = {}
    for key, hint in annotations_of(cls).items():
        bare, qualifiers = strip_qualifiers(hint.annotation)
        # With postponed annotations the class itself could not read these.
        if "Required" in qualifiers:
            required.add(key)
        elif "NotRequired" in qualifiers:
            required.discard(key)
        checks[key] = compiler.check_hint(replace(bare, bound), hint.unchecked, f"key {key!r}")
    takes_extra, extra = _extra_items(cls, compiler)
    return _Keys(frozenset(required), checks, takes_extra, extra)


def _extra_items(cls: type, compiler: Compiler) -> tuple[bool, Check | None]:
    """PEP 728: `class Headers(TypedDict, extra_items=str)`."""
    absent: object = getattr(sys.modules.get("typing_extensions"), "NoExtraItems", None)
    annotation: object = getattr(cls, "__extra_items__", absent)
    if annotation is absent or annotation is None:
        return False, None
    return True, compiler.check(annotation, "extra key")
