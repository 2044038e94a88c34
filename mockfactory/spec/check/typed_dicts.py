"""`TypedDict`: the keys that must and may be there, and what they hold."""

from __future__ import annotations

import sys
import typing
from collections.abc import Mapping
from typing import NamedTuple

from mockfactory.spec.check.compiler import Compiler
from mockfactory.spec.check.placeholders import is_placeholder
from mockfactory.spec.check.qualifiers import named
from mockfactory.spec.check.substitution import substituted
from mockfactory.spec.check.verdict import Check, Problem, refusal
from mockfactory.spec.check.words import short_repr


def is_typed_dict(cls: type) -> bool:
    """True for a class made with `TypedDict`, of `typing` or `typing_extensions`."""
    return dict in cls.__mro__ and "__total__" in vars(cls) and "__required_keys__" in vars(cls)


class _Keys(NamedTuple):
    required: frozenset[str]
    checks: Mapping[str, Check | None]
    extra: Check | None
    open: bool


def typed_dict_check(
    cls: type, arguments: Mapping[object, object], compiler: Compiler, name: str
) -> Check | None:
    """Accept dicts with every required key, no unknown one, and in each the type that it promises.

    Args:
        cls: the TypedDict.
        arguments: its type parameters with their arguments.
        compiler: the compilation going on.
        name: how the type is written in messages.
    """
    return compiler.recursive_check((cls, tuple(arguments.items())), name, lambda: _compile(cls, arguments, compiler, name))


def _compile(cls: type, arguments: Mapping[object, object], compiler: Compiler, name: str) -> Check:
    keys = _keys_of(cls, arguments, compiler)
    checked = [(key, check) for key, check in keys.checks.items() if check is not None]

    def accepts(value: object) -> bool:
        try:
            if not isinstance(value, dict):
                return is_placeholder(value)
            if not issubclass(type(value), dict):  # a stand-in for a dict has no items to look at
                return True
            return _accepts(value, keys, checked)
        except Exception:
            return True

    def explain(value: object) -> Problem:
        if not issubclass(type(value), dict):
            return refusal(value, name)
        return _explain(typing.cast("dict[object, object]", value), keys, checked, name) or refusal(value, name)

    return Check(frozenset(), accepts, explain, name)
