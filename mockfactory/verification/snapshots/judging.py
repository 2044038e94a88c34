"""How bad it is that a member is written otherwise, by the rules."""

from __future__ import annotations

import ast
import dataclasses
import enum
from collections.abc import Awaitable, Iterator, Sequence
from typing import Any, Final, NamedTuple, final

from mockfactory.spec import Binding
from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.calling.gaps import gaps
from mockfactory.verification.snapshots.evaluating import Find, evaluated
from mockfactory.verification.snapshots.strangers import stranger
from mockfactory.verification.snapshots.variables import numbered
from mockfactory.verification.snapshots.written import Written


class Change(enum.Enum):
    """How bad a change is."""

    BREAKING = "breaking"
    """Code that was right breaks."""
    UNVERIFIED = "unverified"
    """A type is another one, and whether it takes what the old one took is not known from its name."""
    COMPATIBLE = "compatible"
    """Code that was right stays right."""


class Verdict(NamedTuple):
    """How bad it is, and why: all that breaks, else all that is not known.

    Attributes:
        change: how bad it is.
        reasons: the ends of sentences about the member.
    """

    change: Change
    reasons: Sequence[str]


class _Retyped(NamedTuple):
    """A type that is written otherwise; the texts to compare have numbers for type variables."""

    given: str
    wanted: str
    words: str


_BADNESS: Final = {Change.COMPATIBLE: 0, Change.UNVERIFIED: 1, Change.BREAKING: 2}
_RIGHT: Final = Verdict(Change.COMPATIBLE, ["it takes and gives no less than before"])


@final
class Judge:
    """Compares what was written of a member with what is written now."""

    def __init__(self, find: Find) -> None:
        self._find: Final = find

    def are_same(self, old: Sequence[Written], new: Sequence[Written]) -> bool:
        """Whether nothing has changed but the modules of the same classes, and the names of type variables."""
        if len(old) != len(new):
            return False
        return all(
            _without_types(one) == _without_types(other)
            and not any(_lost(one, other))
            and one.types.keys() == other.types.keys()
            and all(self._is_same_type(one.types[name], other.types[name]) for name in one.types)
            and self._is_same_type(one.gives, other.gives)
            for one, other in zip(map(numbered, old), map(numbered, new), strict=True)
        )

    def _is_same_type(self, old: str, new: str) -> bool:
        if old == new or not old or not new:
            return old == new
        return bool(evaluated(old, self._find, stranger) == evaluated(new, self._find, stranger))

    def of_lines(self, old: Sequence[Written], new: Sequence[Written]) -> Verdict:
        """Of each overload, the new one that comes nearest counts; of these, the worst."""
        nearest = [min((self._of_call(one, other) for other in new), key=_badness) for one in old]
        return max(nearest, key=lambda one: _BADNESS[one.change], default=_RIGHT)

    def _of_call(self, before: Written, after: Written) -> Verdict:
        old, new = self._as_awaited(before, after)
        if old.is_called != new.is_called:
            return Verdict(Change.BREAKING, ["it is called now" if new.is_called else "it is no longer called"])
        broken = list(_lost(old, new))
        unknown: list[str] = []
        if old.signature is not None and new.signature is not None:
            broken += [_as_before(gap.reason) for gap in gaps(new.signature, old.signature)]
        elif old.is_called and old.signature is not new.signature:
            unknown.append("how it is called is not known")
        for one in _retyped(old, new):
            change = self._of_type(one)
            broken += [one.words] if change is Change.BREAKING else []
            unknown += [one.words] if change is Change.UNVERIFIED else []
        if broken:
            return Verdict(Change.BREAKING, broken)
        return Verdict(Change.UNVERIFIED, unknown) if unknown else _RIGHT

    def _as_awaited(self, old: Written, new: Written) -> tuple[Written, Written]:
        """An `async def` and a `def` that gives something to await, both as what is called and awaited."""
        if old.is_async is new.is_async or not self._is_awaited((new if old.is_async else old).gives):
            return old, new
        return _as_plain(old), _as_plain(new)

    def _is_awaited(self, text: str) -> bool:
        return text not in ("", "Any") and not is_surely_no(evaluated(text, self._find, stranger), Awaitable)

    def _of_type(self, one: _Retyped) -> Change:
        """What is given may become less, what is taken may become more."""
        if _arms(one.given) <= _arms(one.wanted) or one.wanted in ("Any", "object"):
            return Change.COMPATIBLE
        if is_surely_no(*(evaluated(text, self._find, _anything) for text in (one.given, one.wanted))):
            return Change.BREAKING
        given, wanted = (evaluated(text, self._find, stranger) for text in (one.given, one.wanted))
        return Change.UNVERIFIED if is_surely_no(given, wanted) else Change.COMPATIBLE


def _anything(text: str) -> Any:
    """Where a type is not known: what is certain is certain whatever it is."""
    return Any


def _as_plain(one: Written) -> Written:
    if not one.is_async:
        return one
    return dataclasses.replace(one, is_async=False, gives=f"Awaitable[{one.gives or 'Any'}]")


def _as_before(reason: str) -> str:
    """What is wrong with a signature, where the other one is not stood for, but was there before."""
    return reason.replace(" is optional in what it stands for", " was optional")


def _badness(verdict: Verdict) -> tuple[int, int]:
    return _BADNESS[verdict.change], len(verdict.reasons)


def _without_types(one: Written) -> Written:
    return dataclasses.replace(one, types={}, gives="", of_class=False, on_class=False)


def _lost(old: Written, new: Written) -> Iterator[str]:
    """What callers did with it, and can't do any more."""
    if old.is_async != new.is_async:
        yield "it is async now" if new.is_async else "it is no longer async"
    if old.is_called and old.binding is not Binding.INSTANCE and new.binding is Binding.INSTANCE:
        yield "it needs an object now, and could be called on the class"
    if old.settable and not new.settable:
        yield "it can't be set any more"
    if old.of_class and not new.on_class:
        yield "it is there only on an object now, and could be read on the class"


def _retyped(old: Written, new: Written) -> Iterator[_Retyped]:
    was, now = numbered(old), numbered(new)
    for name, text in was.types.items():
        came = now.types.get(name, "")
        if came and came != text:
            before, after = old.types[name], new.types[name]
            yield _Retyped(text, came, f"it takes {after}, and took {before}")
    if was.gives and now.gives and was.gives != now.gives:
        verb = "gives" if old.is_called else "is"
        yield _Retyped(now.gives, was.gives, f"it {verb} {new.gives}, and was {old.gives}")


def _arms(text: str) -> set[str]:
    """The types of a union, as they are written."""
    node = ast.parse(text, mode="eval").body
    arms: set[str] = set()
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        arms.add(ast.unparse(node.right))
        node = node.left
    return {*arms, ast.unparse(node)}
