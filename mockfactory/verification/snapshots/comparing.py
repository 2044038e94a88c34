"""What has changed between two snapshots of an interface, by the rules."""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.calling.gaps import gaps
from mockfactory.verification.snapshots.evaluating import evaluated
from mockfactory.verification.snapshots.lock import Entry, Lock
from mockfactory.verification.snapshots.written import Written, read_line


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


def differences(before: Lock, after: Lock) -> list[Difference]:
    """What has changed, the worst first.

    Args:
        before: what the tests were written against.
        after: what there is now; of an interface that is not in it, all is gone.
    """
    found = [
        one
        for name, entry in before.interfaces.items()
        for one in _of_interface(name, entry, after.interfaces.get(name))
    ]
    order = list(Change)
    return sorted(found, key=lambda one: (order.index(one.change), one.interface, one.member))


def _of_interface(name: str, old: Entry, new: Entry | None) -> Iterator[Difference]:
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
            change, reason = _judged([read_line(one) for one in lines], [read_line(one) for one in now])
            yield Difference(change, name, member, reason, lines, now, tests)


def _judged(old: Sequence[Written], new: Sequence[Written]) -> tuple[Change, str]:
    """How bad it is that a member is written otherwise: of each old overload, the new one that comes nearest counts."""
    order = list(Change)
    worst = (Change.COMPATIBLE, "it takes and gives no less than before")
    for one in old:
        nearest = max((_of_call(one, other) for other in new), key=lambda found: order.index(found[0]))
        if order.index(nearest[0]) < order.index(worst[0]):
            worst = nearest
    return worst


def _of_call(old: Written, new: Written) -> tuple[Change, str]:
    if old.is_called != new.is_called:
        return Change.BREAKING, "it is called now" if new.is_called else "it is no longer called"
    if old.is_async != new.is_async:
        return Change.BREAKING, "it is async now" if new.is_async else "it is no longer async"
    if old.settable and not new.settable:
        return Change.BREAKING, "it can't be set any more"
    if old.signature is None or new.signature is None:
        if old.is_called and old.signature is not new.signature:
            return Change.UNVERIFIED, "how it is called is not known"
        return _of_types([(old.gives, new.gives, True)], "it is")
    missing = gaps(new.signature, old.signature)
    if missing:
        return Change.BREAKING, missing[0].reason
    taken = [(old.types[name], new.types[name], False) for name in old.types if name in new.types]
    return _of_types([*taken, (old.gives, new.gives, True)], "it gives")


def _of_types(pairs: Sequence[tuple[str, str, bool]], verb: str) -> tuple[Change, str]:
    """How bad it is that types are written otherwise: what is given may become less, what is taken may become more."""
    unknown = ""
    for old, new, is_given in pairs:
        if old == new or not old or not new:
            continue
        given, wanted = (new, old) if is_given else (old, new)
        words = f"{verb} {new}, and was {old}" if is_given else f"it takes {new}, and took {old}"
        if _arms(given) <= _arms(wanted) or wanted in ("Any", "object"):
            continue
        one, other = evaluated(given), evaluated(wanted)
        if one is not None and other is not None:
            if is_surely_no(one, other):
                return Change.BREAKING, words
            continue
        unknown = unknown or words
    return (Change.UNVERIFIED, unknown) if unknown else (Change.COMPATIBLE, "it takes and gives no less than before")


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
