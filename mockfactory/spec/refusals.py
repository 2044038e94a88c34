"""What is said of a target that has no members and no call to promise."""

from __future__ import annotations

import typing
from types import UnionType
from typing import Any, Final, Generic, Literal, NewType, NoReturn, Protocol, TypeVar, Union, get_args

from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.errors import SpecError
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_a, is_class, name_of

_WANTED: Final = "Give a class, a Protocol, a generic alias (Repo[User]), a function, a callable type or a module."


def refuse(target: object) -> NoReturn:
    """Say what `target` is, why it cannot be read, and what to write instead.

    Raises:
        SpecError: always.
    """
    raise SpecError(f"{_reason(target)} {_WANTED}")


def is_refused(target: object) -> bool:
    """Whether `target` looks like a class to Python, but is a form of type or promises nothing."""
    return target is Any or target is type(None) or target is Generic or target is Protocol


def _reason(target: object) -> str:
    if target is None or target is type(None):
        return "None promises nothing."
    if target is Any:
        return "Any promises nothing: every name and every call would be right."
    if target is typing.NoReturn or target is typing.Never:
        return f"{_shown(target)} has no values."
    if is_a(target, str):
        return f"The string {target!r} is a name, not what it names. Import it and give the class itself."
    if is_a(target, TypeVar) or type(target).__name__ in ("ParamSpec", "TypeVarTuple"):
        return f"The type variable {_shown(target)} stands for a type that is not known here. Give that type."
    if target is Generic or target is Protocol:
        return f"{_shown(target)} is what other classes are made with."
    if type(target) is NewType:
        return f"{_shown(target)} is a name for {_shown(target.__supertype__)}. Give that."
    return _reason_of_form(target)


def _reason_of_form(target: object) -> str:
    origin = origin_of(target)
    if origin is Union or origin is UnionType:
        parts = " or ".join(_shown(part) for part in get_args(target))
        others = [part for part in get_args(target) if part is not type(None)]
        advice = f" Give {_shown(others[0])}." if len(others) == 1 else " Choose the one that is meant."
        return f"The union {_shown(target)} is {parts}, and promises only what they share.{advice}"
    if origin is Literal:
        return f"{_shown(target)} is a choice of values: use one of them."
    if origin is type:
        return f"{_shown(target)} is a class itself, not an instance. Give the class."
    if origin is not None:
        return f"{_shown(target)} is a form of type that has no members of its own."
    if module_name_of(type(target)) in ("typing", "typing_extensions"):
        return f"{_shown(target)} is a form of type that has no members of its own."
    kind = name_of(type(target))
    return f"An instance of {kind} was given where its class is wanted: write {kind}."


def _shown(target: object) -> str:
    if is_class(target):
        return name_of(target)
    return str(target).replace("typing.", "")
