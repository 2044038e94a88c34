"""The calls that one signature takes and another one does not, one for each parameter that is to blame."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Final, final

from mockfactory.spec.calling.shapes import Calls, Place, Shape, is_required


@dataclass(frozen=True, slots=True)
class Gap:
    """Calls that an implementation does not take, though what it stands for does.

    Attributes:
        rule: the number of the rule that is broken, in the table of the reference.
        parameter: the one that is to blame: of the interface where it has it, else of the implementation.
        reason: what is wrong with the implementation, as the end of a sentence about it.
        call: the shortest of these calls.
    """

    rule: int
    parameter: str
    reason: str
    call: Shape


def gaps(impl: Signature, iface: Signature) -> list[Gap]:
    """Each parameter for which `impl` does not take every call that `iface` takes; empty where it takes them all.

    Args:
        impl: what is called.
        iface: what callers know.

    Example:
        >>> import inspect
        >>> impl, iface = (inspect.signature(one) for one in (lambda recipient: 0, lambda to, subject="": 0))
        >>> for gap in gaps(impl, iface):
        ...     print(gap.rule, gap.parameter, gap.reason)
        8 to its parameter 1 is named 'recipient', not 'to'
        7 subject it takes no argument 'subject'
    """
    if _outline(impl) == _outline(iface):
        return []
    found: dict[str, Gap] = {}
    for gap in _Comparison(Calls(impl), Calls(iface)).all():
        found.setdefault(gap.parameter, gap)
    return list(found.values())


def why_not_called_as(impl: Signature, iface: Signature) -> str | None:
    """Why `impl` can't take every call that `iface` takes, as the end of a sentence about it; None where it can.

    Example:
        >>> import inspect
        >>> why_not_called_as(inspect.signature(lambda to: 0), inspect.signature(lambda to, subject: 0))
        "it takes no argument 'subject'"
    """
    found = gaps(impl, iface)
    return found[0].reason if found else None


def _outline(signature: Signature) -> list[tuple[str, object, bool]]:
    return [(one.name, one.kind, is_required(one)) for one in signature.parameters.values()]


@final
class _Comparison:
    def __init__(self, impl: Calls, iface: Calls) -> None:
        self._impl: Final = impl
        self._iface: Final = iface
        known = dict.fromkeys((*iface.by_name, *(slot.name for slot in iface.slots), *impl.by_name))
        # One name that neither knows stands for all of them.
        self._names: Final = [*known, next(name for name in _others() if name not in known)]

    def all(self) -> Iterator[Gap]:
        """What is wrong for each number of arguments by position; beyond the last slot of both, all are alike."""
        most = max(len(self._impl.slots), len(self._iface.slots)) + 1
        for positional in range(most + 1):
            if self._iface.has_room(positional) and self._iface.unfilled(positional) is None:
                yield from self._at(positional)

    def _at(self, positional: int) -> Iterator[Gap]:
        impl, iface = self._impl, self._iface
        plain = Shape(positional, iface.needed(positional))
        if not impl.has_room(positional):
            yield self._no_room(positional, plain)
            return
        unfilled = impl.unfilled(positional)
        if unfilled is not None:
            yield self._by_position_alone(unfilled, plain)
        for name in self._names:
            asked, given = iface.place_of(name, positional), impl.place_of(name, positional)
            if given.covers(asked):
                continue
            if given is Place.NEEDED:
                yield self._needed(name, positional, plain)
            else:
                yield self._refused(name, positional, Shape(positional, plain.names | {name}))

    def _no_room(self, positional: int, call: Shape) -> Gap:
        slots = self._iface.slots
        if positional > len(slots):
            rest = self._iface.rest
            assert rest is not None
            return Gap(12, f"*{rest.name}", f"it takes no *{rest.name}", call)
        name = slots[positional - 1].name
        if name in self._impl.by_name:
            return Gap(4, name, f"{name!r} can't be given by position", call)
        return Gap(4, name, f"it takes no {_ordinal(positional)} positional argument ({name!r})", call)

    def _by_position_alone(self, slot: Parameter, call: Shape) -> Gap:
        """`slot` of the implementation must be given by position, and the call does not."""
        index = self._impl.slots.index(slot)
        if index >= len(self._iface.slots):
            if slot.name in self._iface.by_name:
                return Gap(10, slot.name, f"{slot.name!r} can't be given by name", call)
            return self._required(5, slot.name, call)
        theirs = self._iface.slots[index]
        if not is_required(theirs):
            return self._no_longer_optional(slot.name, theirs.name, call)
        return Gap(8, theirs.name, f"{theirs.name!r} can't be given by name", call)

    def _needed(self, name: str, positional: int, call: Shape) -> Gap:
        """The implementation must be given `name`, and the call need not."""
        index, slots = self._impl.index_of(name), self._iface.slots
        place = self._iface.index_of(name)
        if index is not None and index < len(slots):
            theirs = slots[index]
            if not is_required(theirs):
                return self._no_longer_optional(name, theirs.name, call)
            return self._renamed(index, theirs.name, call) if place is None else self._moved(name, index, place, call)
        if name not in self._iface.by_name:
            return self._required(5 if index is not None else 6, name, call)
        if place is not None and place < positional:
            return Gap(4, name, f"{name!r} can't be given by position", call)
        return self._no_longer_optional(name, name, call)

    def _refused(self, name: str, positional: int, call: Shape) -> Gap:
        """The implementation can't be given `name`, and the call gives it."""
        impl, iface = self._impl, self._iface
        if name not in iface.by_name:
            return self._refused_option(name, call)
        mine, index = impl.index_of(name), iface.index_of(name)
        if mine is not None:
            if index is None:
                return Gap(10, name, f"{name!r} is its parameter {mine + 1}, which such a call gives by position", call)
            return self._moved(name, mine, index, call)
        if any(slot.name == name for slot in impl.slots):
            return Gap(10 if index is None else 8, name, f"{name!r} can't be given by name", call)
        if index is None or index >= len(impl.slots):
            by_rest = index is not None and impl.rest is not None
            return Gap(
                7, name, f"{name!r} can't be given by name" if by_rest else f"it takes no argument {name!r}", call
            )
        if impl.slots[index].kind is Parameter.POSITIONAL_ONLY:
            return Gap(8, name, f"{name!r} can't be given by name", call)
        return self._renamed(index, name, call)

    def _refused_option(self, name: str, call: Shape) -> Gap:
        """The interface takes any name."""
        options = self._iface.options
        assert options is not None
        title = f"**{options.name}"
        if self._impl.options is None:
            return Gap(13, title, f"it takes no {title}", call)
        return Gap(13, title, f"{name!r} is a parameter of its own, which such a call gives by position", call)

    def _renamed(self, index: int, theirs: str, call: Shape) -> Gap:
        mine = self._impl.slots[index].name
        return Gap(8, theirs, f"its parameter {index + 1} is named {mine!r}, not {theirs!r}", call)

    def _moved(self, name: str, mine: int, theirs: int, call: Shape) -> Gap:
        return Gap(8, name, f"{name!r} is its parameter {mine + 1}, not {theirs + 1}", call)

    def _no_longer_optional(self, mine: str, theirs: str, call: Shape) -> Gap:
        beside = "it is optional" if mine == theirs else f"{theirs!r} is optional"
        return Gap(11, theirs, f"its parameter {mine!r} is required, and {beside} in what it stands for", call)

    def _required(self, rule: int, name: str, call: Shape) -> Gap:
        return Gap(rule, name, f"it requires {name!r}, which no call gives", call)


def _others() -> Iterator[str]:
    yield "any_other"
    yield from (f"any_other_{number}" for number in itertools.count(2))


def _ordinal(number: int) -> str:
    return ("first", "second", "third", "fourth", "fifth")[number - 1] if number <= 5 else f"{number}th"
