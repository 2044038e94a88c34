"""What has changed between two snapshots of an interface, by the rules."""

from __future__ import annotations

import ast
import dataclasses
import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.calling.gaps import gaps
from mockfactory.verification.snapshots.evaluating import Find, evaluated, known_alone
from mockfactory.verification.snapshots.lock import Entry, Lock
from mockfactory.verification.snapshots.written import Written, bare, read_line


class Change(enum.Enum):
    """How bad a change is."""

    BREAKING = "breaking"
    """Code that was right breaks."""
    UNVERIFIED = "unverified"
    """A type is another one, and whether it takes what the old one took is not known from its name."""
    COMPATIBLE = "compatible"
    """Code that was right stays right."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One member that has changed.

    Attributes:
        change: how bad it is.
        interface: "module:name".
        member: its name; "" for the interface as a whole.
        reason: what is different, in words.
        before: its lines in the old snapshot.
        after: in the new one.
        tests: those that rely on it.
    """

    change: Change
    interface: str
    member: str
    reason: str
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    tests: Sequence[str] = ()


def differences(before: Lock, after: Lock, find: Find = known_alone) -> list[Difference]:
    """What has changed, the worst first.

    Args:
        before: what the tests were written against.
        after: what there is now; of an interface that is not in it, all is gone.
        find: knows what the names of types mean now, so that a class which was moved is seen to be the same.
    """
    read = _read if before.has_modules and after.has_modules else _read_bare
    comparison = _Comparison(read, find)
    found = [
        one
        for name, entry in before.interfaces.items()
        for one in comparison.of_interface(name, entry, after.interfaces.get(name))
    ]
    order = list(Change)
    return sorted(found, key=lambda one: (order.index(one.change), one.interface, one.member))


def _read(lines: Sequence[str]) -> list[Written]:
    return [read_line(one) for one in lines]


def _read_bare(lines: Sequence[str]) -> list[Written]:
    return [bare(one) for one in _read(lines)]


@final
class _Comparison:
    def __init__(self, read: Callable[[Sequence[str]], list[Written]], find: Find) -> None:
        self._read: Final = read
        self._find: Final = find

    def of_interface(self, name: str, old: Entry, new: Entry | None) -> Iterator[Difference]:
        """Each member that has changed."""
        if new is None:
            tests = sorted({test for tests in old.used.values() for test in tests})
            yield Difference(Change.BREAKING, name, "", "it is gone", tests=tests)
            return
        for member in sorted({*old.members, *new.members}):
            lines, now = old.members.get(member), new.members.get(member)
            tests = list(old.used.get(member, ()))
            if lines is None:
                yield Difference(Change.COMPATIBLE, name, member, "it is new", (), now or (), tests)
            elif now is None:
                yield Difference(Change.BREAKING, name, member, "it is gone", lines, (), tests)
            elif list(lines) != list(now):
                before, after = self._read(lines), self._read(now)
                if not self._are_same(before, after):
                    yield Difference(*self._judged(before, after, name, member), lines, now, tests)

    def _are_same(self, old: Sequence[Written], new: Sequence[Written]) -> bool:
        """Whether nothing has changed but the modules from which the same classes come."""
        if len(old) != len(new):
            return False
        return all(
            dataclasses.replace(one, types={}, gives="") == dataclasses.replace(other, types={}, gives="")
            and one.types.keys() == other.types.keys()
            and all(self._is_same_type(one.types[name], other.types[name]) for name in one.types)
            and self._is_same_type(one.gives, other.gives)
            for one, other in zip(old, new, strict=True)
        )

    def _is_same_type(self, old: str, new: str) -> bool:
        if old == new or not old or not new:
            return old == new
        found = evaluated(old, self._find)
        return found is not None and found == evaluated(new, self._find)

    def _judged(
        self, old: Sequence[Written], new: Sequence[Written], interface: str, member: str
    ) -> tuple[Change, str, str, str]:
        """How bad it is that a member is written otherwise: of each overload, the new one that comes nearest counts."""
        order = list(Change)
        worst = (Change.COMPATIBLE, "it takes and gives no less than before")
        for one in old:
            nearest = max((self._of_call(one, other) for other in new), key=lambda found: order.index(found[0]))
            if order.index(nearest[0]) < order.index(worst[0]):
                worst = nearest
        return worst[0], interface, member, worst[1]

    def _of_call(self, old: Written, new: Written) -> tuple[Change, str]:
        if old.is_called != new.is_called:
            return Change.BREAKING, "it is called now" if new.is_called else "it is no longer called"
        if old.is_async != new.is_async:
            return Change.BREAKING, "it is async now" if new.is_async else "it is no longer async"
        if old.settable and not new.settable:
            return Change.BREAKING, "it can't be set any more"
        if old.signature is None or new.signature is None:
            if old.is_called and old.signature is not new.signature:
                return Change.UNVERIFIED, "how it is called is not known"
            return self._of_types([(old.gives, new.gives, True)], "it is")
        missing = gaps(new.signature, old.signature)
        if missing:
            return Change.BREAKING, missing[0].reason
        taken = [(old.types[name], new.types[name], False) for name in old.types if name in new.types]
        return self._of_types([*taken, (old.gives, new.gives, True)], "it gives")

    def _of_types(self, pairs: Sequence[tuple[str, str, bool]], verb: str) -> tuple[Change, str]:
        """How bad it is that types are other ones: what is given may become less, what is taken may become more."""
        unknown = ""
        for old, new, is_given in pairs:
            if old == new or not old or not new:
                continue
            given, wanted = (new, old) if is_given else (old, new)
            words = f"{verb} {new}, and was {old}" if is_given else f"it takes {new}, and took {old}"
            if _arms(given) <= _arms(wanted) or wanted in ("Any", "object"):
                continue
            one, other = evaluated(given, self._find), evaluated(wanted, self._find)
            if one is not None and other is not None:
                if is_surely_no(one, other):
                    return Change.BREAKING, words
                continue
            unknown = unknown or words
        return (
            (Change.UNVERIFIED, unknown) if unknown else (Change.COMPATIBLE, "it takes and gives no less than before")
        )


def _arms(text: str) -> set[str]:
    """The types of a union, as they are written."""
    node = ast.parse(text, mode="eval").body
    arms: set[str] = set()
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        arms.add(ast.unparse(node.right))
        node = node.left
    return {*arms, ast.unparse(node)}


def summary(found: Mapping[Change, int]) -> str:
    """One line: how many changes of each kind."""
    return ", ".join(f"{number} {change.value}" for change, number in found.items() if number) or "nothing has changed"
