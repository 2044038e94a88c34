"""Classes of one name, told apart by their modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mockfactory.spec import Hint, Member
from mockfactory.spec.annotations.forms import arguments_in, is_list
from mockfactory.spec.looking.raw import module_name_of, qualified_name_of
from mockfactory.spec.looking.static import is_class, name_of

_WORD: Final = r"(?<![\w.'\"]){}(?![\w'\"]|: | = |\()"
"""A name as the name of a type: not of a parameter, an attribute or a method, nor in quotes."""


def told_apart(promised: str, asked: Member, came: str, given: Member) -> tuple[str, str]:
    """Two members as text, with the module of each class that has the name of another class on the other side.

    Args:
        promised: the interface's member as text.
        asked: the same.
        came: the implementation's as text.
        given: the same.
    """
    mine, theirs = _classes(given), _classes(asked)
    for name in mine.keys() & theirs.keys():
        if mine[name] is not theirs[name]:
            word = re.compile(_WORD.format(re.escape(name)))
            promised = word.sub(full_name(theirs[name]), promised)
            came = word.sub(full_name(mine[name]), came)
    return promised, came


def names_of(one: type, other: type) -> tuple[str, str]:
    """The names of two classes; with their modules where they are the same."""
    names = name_of(one), name_of(other)
    return names if names[0] != names[1] else (full_name(one), full_name(other))


def full_name(cls: type) -> str:
    """The name of a class with its module."""
    return f"{module_name_of(cls)}.{qualified_name_of(cls)}"


def _classes(member: Member) -> Mapping[str, type]:
    """The classes that a member mentions, by name."""
    return {name_of(cls): cls for hint in _hints(member) for cls in _within(hint.annotation)}


def _hints(member: Member) -> Iterator[Hint]:
    yield member.value
    if member.guess is not None:
        yield member.guess
    for call in filter(None, (member.call, *member.overloads)):
        yield from call.hints.values()
        given = call.returns
        yield from filter(None, (given.value, given.awaits, given.enters, given.aenters, given.yields, given.ayields))


def _within(annotation: object) -> Iterator[type]:
    if is_class(annotation):
        yield annotation
    inner: Iterable[object] = annotation if is_list(annotation) else arguments_in(annotation)
    for one in inner:
        yield from _within(one)
