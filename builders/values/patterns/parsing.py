"""From the source of a regular expression to a tree: Python's own parser reads it."""

from __future__ import annotations

import functools
import importlib
import re
import string
from collections.abc import Callable, Iterable
from typing import Any, Final, cast

from builders.values.patterns.nodes import Again, Characters, Choice, Edge, Group, Node, Nothing, Repeated, Sequence

Ranges = tuple[tuple[int, int], ...]

_PARSER: Final[Any] = importlib.import_module("re._parser")
_DIGITS: Final[Ranges] = ((48, 57),)
_LETTERS: Final[Ranges] = ((65, 90), (97, 122))
_WORD: Final[Ranges] = (*_DIGITS, (65, 90), (95, 95), (97, 122))
_PRINTABLE: Final[Ranges] = ((32, 126),)
_ANY: Final[Ranges] = (*_DIGITS, *_LETTERS)
_CATEGORIES: Final[dict[str, Ranges]] = {
    "CATEGORY_DIGIT": _DIGITS,
    "CATEGORY_WORD": _WORD,
    "CATEGORY_SPACE": ((32, 32),),
}
_EDGES: Final = frozenset({"AT_BEGINNING", "AT_BEGINNING_STRING", "AT_END", "AT_END_STRING"})
# What Rust's regular expressions have, and Python's spell otherwise: in a class, and outside of one.
_CLASSES: Final = {
    "L": "a-zA-Z",
    "Letter": "a-zA-Z",
    "Alphabetic": "a-zA-Z",
    "Lu": "A-Z",
    "Uppercase": "A-Z",
    "Ll": "a-z",
    "Lowercase": "a-z",
    "N": "0-9",
    "Nd": "0-9",
    "P": "!-/:-@",
    "Z": " ",
    "Zs": " ",
    "alpha": "a-zA-Z",
    "alnum": "a-zA-Z0-9",
    "digit": "0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "punct": "!-/:-@",
    "space": " ",
    "word": "a-zA-Z0-9_",
    "xdigit": "0-9a-fA-F",
}
_RUST: Final = re.compile(
    r"\\(?:p\{\^?(?P<long>\w+)\}|p(?P<short>[A-Z])|x\{(?P<hex>[0-9A-Fa-f]+)\}|(?P<end>z)|.)"
    r"|\[:(?P<posix>\w+):\]|\(\?<(?P<group>[A-Za-z_]\w*)>|(?P<open>\[\^?\]?)|(?P<close>\])",
    re.DOTALL,
)


class Unreadable(Exception):
    """A pattern that is none, or says what is not understood here."""


def in_python(pattern: str) -> str:
    """A pattern of Rust's `regex` as Python writes it: `\\p{L}`, `[[:alpha:]]`, `\\x{41}`, `\\z`, `(?<name>...)`."""
    written: list[str] = []
    position = 0
    inside = False
    for found in _RUST.finditer(pattern):
        written.append(pattern[position : found.start()])
        position = found.end()
        kind, whole = found.lastgroup, found.group()
        if kind in {"long", "short", "posix"}:
            characters = _CLASSES.get(found.group(kind))
            if characters is None:
                raise Unreadable(f"{whole} is not known")
            written.append(characters if inside else f"[{characters}]")
        elif kind == "hex":
            written.append(re.escape(chr(int(found.group("hex"), 16))))
        elif kind == "end":
            written.append(r"\Z")
        elif kind == "group":
            written.append(f"(?P<{found.group('group')}>")
        else:
            if kind == "open" and not inside:
                inside = True
            elif kind == "close":
                inside = False
            written.append(whole)
    return "".join([*written, pattern[position:]])


@functools.cache
def search(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """What searches for a pattern.

    Raises:
        Unreadable: it is no regular expression.
    """
    try:
        return re.compile(in_python(pattern)).search
    except (re.error, OverflowError, RecursionError) as error:
        raise Unreadable(str(error)) from None


def parsed(pattern: str) -> Node:
    """The tree of a pattern in Python's spelling.

    Raises:
        Unreadable: it is no regular expression.
    """
    try:
        return _sequence(_PARSER.parse(pattern), {})
    except (re.error, OverflowError, RecursionError) as error:
        raise Unreadable(str(error)) from None


def _sequence(items: Iterable[tuple[object, Any]], groups: dict[int, int]) -> Node:
    parts = [_node(str(code), argument, groups) for code, argument in items]
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


def _node(code: str, argument: Any, groups: dict[int, int]) -> Node:
    if code == "LITERAL":
        return Characters(((argument, argument),))
    if code == "NOT_LITERAL":
        return Characters(_without(((argument, argument),)))
    if code == "ANY":
        return Characters(_ANY)
    if code == "IN":
        return Characters(_class(argument))
    if code == "BRANCH":
        return Choice(tuple(_sequence(branch, groups) for branch in argument[1]))
    if code in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, items = argument
        return Repeated(_sequence(items, groups), int(least), int(most))
    if code == "SUBPATTERN":
        number, _, _, items = argument
        part = _sequence(items, groups)
        if number is None:
            return part
        groups[number] = part.lengths
        return Group(number, part)
    if code == "ATOMIC_GROUP":
        return _sequence(argument, groups)
    if code == "GROUPREF":
        return Again(argument, groups.get(argument, 1))
    if code == "AT" and str(argument) in _EDGES:
        return Edge()
    if code in {"AT", "ASSERT", "ASSERT_NOT"}:
        return Nothing()
    raise Unreadable(f"{code.lower()} is not known")


def _class(items: Iterable[tuple[object, Any]]) -> Ranges:
    ranges: list[tuple[int, int]] = []
    negated = False
    for code, argument in items:
        name = str(code)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            ranges.append((argument, argument))
        elif name == "RANGE":
            ranges.append(cast("tuple[int, int]", argument))
        elif name == "CATEGORY":
            ranges.extend(_category(str(argument)))
        else:
            raise Unreadable(f"{name.lower()} is not known")
    return _without(tuple(ranges)) if negated else _merged(ranges)


def _category(name: str) -> Ranges:
    if name in _CATEGORIES:
        return _CATEGORIES[name]
    opposite = name.replace("_NOT_", "_")
    if opposite in _CATEGORIES:
        return _without(_CATEGORIES[opposite])
    raise Unreadable(f"{name.lower()} is not known")


def _without(ranges: Ranges) -> Ranges:
    """The printable characters of ASCII that are in none of the ranges: letters and digits where there are any."""
    for candidates in (_ANY, _PRINTABLE):
        kept = [
            (point, point)
            for first, last in candidates
            for point in range(first, last + 1)
            if not any(start <= point <= end for start, end in ranges)
        ]
        if kept:
            return _merged(kept)
    return ()


def _merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Ranges in order, none touching another, so that each character counts once."""
    result: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return tuple(result)


FILLER: Final = Repeated(Characters(tuple((ord(letter), ord(letter)) for letter in string.ascii_lowercase)), 0, 1 << 20)
"""What may stand before or after a match that is only searched for."""
