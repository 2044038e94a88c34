"""Overloads that are meant for some classes only, which they say by the annotation of `self`."""

from __future__ import annotations

import inspect
from typing import Literal, TypeVar, get_args

from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.annotations.hints import annotations_of
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import mro_of, namespace_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.kinds import Callee
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.signatures import scope_of


def is_for(reading: Reading, owner: type, overload: Callee) -> bool:
    """Whether an overload can be the one of the target.

    `def get(self: AsyncClient, key: str) -> Awaitable[str]` in a base that sync and async clients share is none of a
    sync client's. Where it cannot be told for certain, it counts.

    Args:
        reading: the target.
        owner: the class whose body holds the overload.
        overload: the overload as `classify` sees it.
    """
    function = overload.definition
    if reading.cls is None or function is None or not function.__code__.co_argcount:
        return True
    written = annotations_in(function).get(function.__code__.co_varnames[0], inspect.Parameter.empty)
    if written is inspect.Parameter.empty:
        return True
    hint = reading.hint(written, scope_of(reading, function, owner), owner)
    return hint.unchecked is not None or _fits(reading, hint.annotation)


def _fits(reading: Reading, annotation: object) -> bool:
    assert reading.cls is not None
    origin = origin_of(annotation)
    wanted = annotation if origin is None else origin
    if not is_class(wanted):
        return True
    if is_one_of(wanted, mro_of(reading.cls)):
        return _arguments_fit(reading, wanted, get_args(annotation))
    if namespace_of(wanted).get("_is_protocol") is True:
        return all(_attribute_fits(reading, name, hint.annotation) for name, hint in annotations_of(wanted).items())
    return False


def _arguments_fit(reading: Reading, cls: type, arguments: tuple[object, ...]) -> bool:
    bound = tuple(reading.bindings.get(cls, {}).values())
    if len(bound) != len(arguments):
        return True
    return all(
        isinstance(mine, TypeVar) or isinstance(theirs, TypeVar) or not is_class(theirs) or mine == theirs
        for mine, theirs in zip(bound, arguments, strict=True)
    )


def _attribute_fits(reading: Reading, name: str, wanted: object) -> bool:
    """An attribute that tells classes apart by a literal (`is_async: Literal[True]`); others are not looked at."""
    assert reading.cls is not None
    for base in mro_of(reading.cls):
        hint = annotations_of(base).get(name)
        if hint is not None:
            both_literal = origin_of(wanted) is Literal and origin_of(hint.annotation) is Literal
            return not both_literal or bool({*get_args(wanted)} & {*get_args(hint.annotation)})
    return any(name in namespace_of(base) for base in mro_of(reading.cls))
