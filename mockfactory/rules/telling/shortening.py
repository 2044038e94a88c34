"""Signatures that no screen would hold, cut to what a reader needs; what is at issue stays."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from mockfactory.spec.check.words import cut_union

LONGEST: Final = 200
"""A signature up to this length is shown whole."""
_LONGEST_TYPE: Final = 60
_LONGEST_RESULT: Final = 100
_MOST_OVERLOADS: Final = 6
_LEFT_OUT: Final = "..."
_MARKS: Final = ("*", "/")
_FIRST: Final = ("self", "cls")
_HEAD: Final = re.compile(r"[\w @]*")
_QUOTED: Final = re.compile(r"(?<!\[)(?<!, )'(\w+)'")
"""A name in quotes, but for those of a `Literal`."""
_MYPY_TYPE: Final = re.compile(f'"([^"]{{{LONGEST},}})"')
_OPEN: Final = "([{"
_CLOSED: Final = ")]}"


def shortened(text: str, named: Collection[str] = ()) -> str:
    """A member as one writes it, a line for each overload; of long lines, the types and the parameters cut.

    Args:
        text: as it is written.
        named: the parameters that stay; where none is named, the first that a line holds.

    Example:
        >>> many = ", ".join(f"argument_{number}: int | None = None" for number in range(20))
        >>> shortened(f"send(to: str, {many}) -> bool", ["argument_7"])
        'send(..., argument_7: int | None = None, ...) -> bool'
        >>> shortened("send(to: str) -> bool")
        'send(to: str) -> bool'
    """
    lines = [line if len(line) <= LONGEST else _of_line(line, named) for line in text.split("\n")]
    more = len(lines) - _MOST_OVERLOADS
    return "\n".join(lines if more <= 1 else [*lines[:_MOST_OVERLOADS], f"{_LEFT_OUT} ({more} more)"])


def shortened_mend(text: str) -> str:
    """What to write, where that is long: its name, and that there is more to it.

    Example:
        >>> many = ", ".join(f"argument_{number}: int | None = None" for number in range(20))
        >>> shortened_mend(f"add def send(self, {many}) -> bool")
        'add def send(self, ...) -> bool'
    """
    call = _call(text) if len(text) > LONGEST else None
    if call is None:
        return shortened(text)
    first = [one for one in call.parameters if one in _FIRST]
    return f"{call.head}({', '.join([*first, _LEFT_OUT])}){_of_rest(call.rest)}"


def named_in(*sentences: str) -> frozenset[str]:
    """The names that stand in quotes: the parameters at issue.

    Example:
        >>> sorted(named_in("FakeMailer.send() can't take every call: it takes no argument 'urgent'"))
        ['urgent']
    """
    return frozenset(name for sentence in sentences for name in _QUOTED.findall(sentence))


def other_parameters(promised: str, came: str) -> frozenset[str]:
    """The names of the parameters that two signatures do not both have, written the same."""
    mine, theirs = ({_name(one): one for one in _parameters(text)} for text in (promised, came))
    return frozenset(name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name))


def shortened_types(message: str) -> str:
    """What mypy says, with its types cut."""
    return _MYPY_TYPE.sub(lambda found: f'"{_of_mypy(found[1])}"', message)


def _of_mypy(text: str) -> str:
    return _of_type(text, LONGEST // 2) if _call(text) is None else _of_line(text, ())


class _Call(NamedTuple):
    head: str
    parameters: Sequence[str]
    rest: str


def _of_line(line: str, named: Collection[str]) -> str:
    call = _call(line)
    if call is None:
        return ", ".join(_of_parameter(one) for one in _parts(line, ", "))
    parameters = [_of_parameter(one) for one in call.parameters]
    rest = _of_rest(call.rest)
    whole = f"{call.head}({', '.join(parameters)}){rest}"
    if len(whole) <= LONGEST:
        return whole
    room = LONGEST - len(call.head) - len(rest)
    return f"{call.head}({', '.join(_chosen(parameters, named, room))}){rest}"


def _of_rest(text: str) -> str:
    arrow, _, result = text.partition(" -> ")
    return f"{arrow} -> {_of_type(result, _LONGEST_RESULT)}" if result else text


def _chosen(parameters: Sequence[str], named: Collection[str], room: int) -> Iterator[str]:
    """The named parameters, and the marks between them; of unnamed ones as many as there is room for."""
    is_named = any(_name(one) in named for one in parameters)
    is_left_out = False
    for one in parameters:
        room -= len(one)
        if one in _MARKS or (_name(one) in named if is_named else room > 0):
            yield one
            is_left_out = False
        elif not is_left_out:
            yield _LEFT_OUT
            is_left_out = True


def _parameters(text: str) -> Sequence[str]:
    call = None if "\n" in text else _call(text)
    return () if call is None else call.parameters


def _name(parameter: str) -> str:
    return re.split(r"\W", parameter.lstrip("*"), maxsplit=1)[0]


def _call(line: str) -> _Call | None:
    """The parts of a signature; None where there is none."""
    found = _HEAD.match(line)
    start = 0 if found is None else found.end()
    if line[start : start + 1] != "(":
        return None
    end = next((at for at, depth in _depths(line, start) if depth == 0 and at > start), None)
    return None if end is None else _Call(line[:start], _parts(line[start + 1 : end], ", "), line[end + 1 :])


def _of_parameter(text: str) -> str:
    name, colon, rest = text.partition(": ")
    if not colon:
        return text
    written, *default = _parts(rest, " = ")
    return " = ".join([f"{name}: {_of_type(written, _LONGEST_TYPE)}", *default])


def _of_type(text: str, most: int) -> str:
    """A type with what stands in the brackets of its arms left out where it is long; then the first of its arms."""
    if len(text) <= most:
        return text
    arms = [arm if len(arm) <= most // 4 else _bare(arm) for arm in _parts(text, " | ")]
    return cut_union(" | ".join(arms), most)


def _bare(arm: str) -> str:
    head, bracket, _ = arm.partition("[")
    return f"{head}[{_LEFT_OUT}]" if bracket else arm


def _parts(text: str, between: str) -> list[str]:
    """A text, parted where no bracket and no quote is open."""
    if not text:
        return []
    ends = [at for at, depth in _depths(text, 0) if depth == 0 and text.startswith(between, at)]
    starts = [0, *(at + len(between) for at in ends)]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True)]


def _depths(text: str, start: int) -> Iterator[tuple[int, int]]:
    """For each character outside of quotes, its place and how many brackets are open behind it."""
    depth, quote, is_escaped = 0, "", False
    for at in range(start, len(text)):
        one = text[at]
        if quote:
            quote = "" if one == quote and not is_escaped else quote
            is_escaped = one == "\\" and not is_escaped
            continue
        if one in "'\"":
            quote = one
            continue
        depth += (one in _OPEN) - (one in _CLOSED)
        yield at, depth
