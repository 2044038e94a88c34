"""Which types have an end, and what else keeps an object from being built.

How high an object must be at least is a least fixed point: a record is one object higher than the lowest that its
fields can do with, and no record is known to end before its fields are. What is infinite then needs an object of its
own type within itself, without a choice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from builders.draws.draw import Draw
from builders.draws.impossible import Impossible
from builders.plan.nested import records_in
from builders.plan.nesting import Within
from builders.plan.record import Record

_NOTHING: Final[Mapping[str, object]] = {}


def settle(records: Iterable[Record]) -> None:
    """Find out how high the objects of each record are at least.

    Args:
        records: all that were read together. What else their fields lead to was settled before.
    """
    waiting = list(records)
    changed = True
    while changed:
        changed = False
        for record in waiting:
            height = max((draw.height() for _, draw in _drawn(record, _NOTHING)), default=0)
            if height < record.height:
                record.height = height
                changed = True


def problem(root: Draw, title: str, given: Mapping[str, object] = _NOTHING) -> str:
    """What keeps a value from being drawn.

    Args:
        root: how it is drawn. Its records are settled.
        title: of the value, for messages.
        given: values of the outermost object's fields, or `Within` for some fields of the object in one.

    Returns:
        The path, the reason and what to do; "" if nothing does.
    """
    for impossible in _impossible_in(root):
        return f"{title}: {impossible.reason}"
    way = _Way()
    for record in records_in(root):
        for message in way.along(record, record.title, given):
            return message
    return ""


def is_unknown(root: Draw) -> bool:
    """Whether a draw needs a value that nobody knows how to draw, as far as its records have been read."""
    waiting, seen = [root], set[int]()
    while waiting:
        draw = waiting.pop()
        if any(True for _ in _impossible_in(draw)):
            return True
        for record in records_in(draw):
            if id(record) not in seen:
                seen.add(id(record))
                waiting.extend(inner for _, inner in _drawn(record, _NOTHING))
    return False


@dataclass
class _Way:
    """A walk through all records that an object may be made of, each once."""

    seen: set[int] = field(default_factory=set[int])

    def along(self, record: Record, path: str, given: Mapping[str, object]) -> Iterator[str]:
        """The problems of a record's fields that are not given, and of what they lead to."""
        for name, value in given.items():
            if isinstance(value, Within):
                for standing, overrides in value.choices:
                    yield from self.along(standing.record, f"{path}.{name}", overrides)
        further: list[tuple[Record, str]] = []
        for name, draw in _drawn(record, given):
            here = f"{path}.{name}"
            for impossible in _impossible_in(draw):
                own = f"{record.title}.{name}"
                deeper = impossible.path[len(own) :] if impossible.path.startswith(own) else ""
                root, _, way = here.partition(".")
                given_there = f"build({root}, {way.replace('.', '__')}="
                yield f"{here}{deeper}: {impossible.reason}".replace(f"build(..., {name}=", given_there)
            if math.isinf(draw.height()) and (circle := _circle(record, name)):
                yield (
                    f"{here}: can't be built, because each object needs another, without an end\n"
                    f"  the circle:  {circle}\n"
                    f"  write:       a default, `| None` or a list in one of these places\n"
                    f"  give it:     build({path.partition('.')[0]}, {here.partition('.')[2].replace('.', '__')}=...)"
                )
            further += [(inner, here) for inner in records_in(draw)]
        for inner, here in further:
            if id(inner) not in self.seen:
                self.seen.add(id(inner))
                yield from self.along(inner, here, _NOTHING)


def _impossible_in(draw: Draw) -> Iterator[Impossible]:
    if isinstance(draw, Impossible):
        yield draw
    for part in draw.parts():
        yield from _impossible_in(part)


def _drawn(record: Record, given: Mapping[str, object]) -> Iterator[tuple[str, Draw]]:
    return (
        (entry.name, entry.draw)
        for entry in record.fields.values()
        if entry.draw is not None and not entry.is_said(given)
    )


def _circle(record: Record, name: str) -> str:
    """The way from a field back to its own record, or "" where it only leads to a circle further on."""
    steps = [f"{record.title}.{name}"]
    draw, seen = record.fields[name].draw, {id(record)}
    while draw is not None:
        following = next(inner for inner in records_in(draw) if math.isinf(inner.height))
        if following is record:
            return " -> ".join([*steps, record.title])
        if id(following) in seen:
            return ""
        seen.add(id(following))
        via, draw = next((name, inner) for name, inner in _drawn(following, _NOTHING) if math.isinf(inner.height()))
        steps.append(f"{following.title}.{via}")
    return ""
