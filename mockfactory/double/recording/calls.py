"""Recorded calls, as a test sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from mockfactory.double.matching.compare import matches
from mockfactory.double.matching.matchers import drop_captured
from mockfactory.double.recording.current import home_of
from mockfactory.double.recording.messages import shown_bound
from mockfactory.double.recording.record import AsyncRow, Recorder, SyncRow
from mockfactory.double.recording.targets import find_target

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.recording.record import State


class Call:
    """One call that was made of a double.

    Attributes:
        name: of the method, with its class: "Mailer.send".
        args: as passed by position.
        kwargs: as passed by name.
        awaited: whether it was awaited; always true of a call that needs no awaiting.
    """

    __slots__ = ("_row", "method")

    def __init__(self, method: Recorder, row: SyncRow | AsyncRow) -> None:
        self.method: Recorder = method
        self._row = row

    @property
    def name(self) -> str:
        return self.method.plan.qualname

    @property
    def args(self) -> tuple[object, ...]:
        return self._row.args if isinstance(self._row, AsyncRow) else self._row[1]

    @property
    def kwargs(self) -> Mapping[str, object]:
        return MappingProxyType(self._row.kwargs if isinstance(self._row, AsyncRow) else self._row[2])

    @property
    def awaited(self) -> bool:
        return not is_pending(self.method, self._row)

    @property
    def unawaited(self) -> str:
        """Words for a call that was not awaited, with the line that made it; else none."""
        return (
            f" (not awaited, called at {self._row.place})"
            if isinstance(self._row, AsyncRow) and not self.awaited
            else ""
        )

    @property
    def arguments(self) -> dict[str, object]:
        """What each parameter received, by name, in the order of the signature, defaults included."""
        plan = self.method.plan
        received = {slot.parameter.name: value for slot, value in zip(plan.slots, self.bound, strict=False)}
        signature = plan.call.signature
        return {name: received[name] for name in signature.parameters} if signature is not None else dict(self.kwargs)

    @property
    def bound(self) -> Bound:
        """The arguments in the order of the compiled signature."""
        return bound_of(self.method, self._row)

    @property
    def number(self) -> int:
        """Its place in the one order over all doubles."""
        return number_of(self._row)

    def __repr__(self) -> str:
        owner = self.method.plan.owner
        return f"{owner + '.' if owner else ''}{shown_bound(self.method.plan, self.bound)}"


def bound_of(method: Recorder, row: SyncRow | AsyncRow) -> Bound:
    """The arguments of a recorded call in the order of the compiled signature."""
    if type(row) is tuple:
        args, kwargs = row[1], row[2]
    else:
        assert isinstance(row, AsyncRow)
        args, kwargs = row.args, row.kwargs
    plan = method.plan
    return args if not kwargs and len(args) == plan.full else plan.bind(*args, **kwargs)


def number_of(row: SyncRow | AsyncRow) -> int:
    """The place of a recorded call in the one order over all doubles."""
    return row.number if isinstance(row, AsyncRow) else row[0]


def is_pending(method: Recorder, row: SyncRow | AsyncRow) -> bool:
    """Whether a recorded call is still to be awaited."""
    if not isinstance(row, AsyncRow) or row.coroutine is None:
        return False
    from mockfactory.spec.members.awaiting import must_be_awaited

    return must_be_awaited(method.plan.member, method.state.spec.members)


def rows_now(method: Recorder) -> list[SyncRow | AsyncRow]:
    """The recorded calls that the running session is asked about, oldest first.

    Of a double that several tests share these are the calls since the running test began.
    """
    ledger = method.state.ledger
    home = home_of(ledger)
    rows = all_rows(method)
    return rows if home is ledger or not home.since else [row for row in rows if number_of(row) > home.since]


def all_rows(method: Recorder) -> list[SyncRow | AsyncRow]:
    """All recorded calls, oldest first.

    A thread may draw its number and be overtaken before it has written its call down: what was recorded is in order
    but for a few places, which a sort mends in one pass.
    """
    return sorted(method.rows, key=number_of if method.plan.awaited else _NUMBER)


_NUMBER: Final[Callable[[Any], int]] = itemgetter(0)
"""`number_of` where every row is a tuple, at C speed."""


def rows_of(method: Recorder, pattern: Bound | None) -> Iterator[SyncRow | AsyncRow]:
    """Those of them that a pattern means; all of them where there is no pattern."""
    for row in rows_now(method):
        drop_captured()
        if pattern is None or matches(pattern, bound_of(method, row)):
            yield row


def calls_seen(method: Recorder) -> str:
    """The last calls of a method, for a text about what was expected of it."""
    plan = method.plan
    return _last(method.rows, [Call(method, row) for row in method.rows[-_SHOWN:]]) or (
        f"{plan.qualname} was never {'called' if plan.member.call is not None else 'read'}"
    )


def seen_of(state: State) -> str:
    """The same of all methods of a double."""
    every = [Call(method, row) for method in list(state.methods.values()) for row in list(method.rows)]
    return _last(every, sorted(every, key=lambda call: call.number)[-_SHOWN:]) or (
        f"no method of {state.spec.name} was called"
    )


def _last(every: Sequence[object], shown: Sequence[Call]) -> str:
    many = [f"{len(every)} calls, the last are"] if len(every) > len(shown) else []
    return "\n".join([*many, *map(repr, shown)])


_SHOWN: Final = 3


def calls_to(target: Callable[..., object]) -> list[Call]:
    """The calls that were made, oldest first; of a double that several tests share, those of the running test.

    Args:
        target: a method of a double for all its calls, or a lambda with one call for those that match it.

    Raises:
        MisuseError: when no double's method is found in `target`.

    Example:
        >>> from mockfactory import calls_to, double
        >>> class Mailer:
        ...     def send(self, to: str, *, subject: str = "hello") -> None: ...
        >>> mailer = double(Mailer)
        >>> mailer.send("ada")
        >>> calls_to(mailer.send)
        [Mailer.send('ada')]
        >>> calls_to(mailer.send)[0].arguments
        {'to': 'ada', 'subject': 'hello'}
    """
    __tracebackhide__ = True
    meant = find_target(target, "calls_to")
    calls = [Call(meant.method, row) for row in rows_of(meant.method, meant.pattern)]
    drop_captured()
    return calls
