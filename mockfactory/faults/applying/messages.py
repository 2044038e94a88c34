"""A plan between two ends of a live connection: what happens to each message, as data for whoever carries them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from mockfactory.double.recording.current import current, home_of
from mockfactory.double.recording.record import Ledger
from mockfactory.faults.applying.attaching import AtWork, attach, effects_of, write_down
from mockfactory.faults.applying.changing import is_batch, is_text, part_of, spoiled
from mockfactory.faults.applying.holding import Held
from mockfactory.faults.applying.sorting import begin, seconds_of, sort
from mockfactory.faults.deciding.conditions import ABSENT
from mockfactory.faults.deciding.parts import Firing
from mockfactory.faults.deciding.running import RunningPlan
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.checks import MOST_OF_REASON
from mockfactory.faults.plans.effects import (
    Corrupts,
    Disconnects,
    Drops,
    Hangs,
    Partially,
    Raises,
    Returns,
    Truncates,
)
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.wording.text import report, show

Message: TypeAlias = str | bytes
_INTERNAL_ERROR: Final = 1011


@dataclass(frozen=True, slots=True)
class Close:
    """The connection is to end.

    Attributes:
        code: a close code of RFC 6455; 1006 is an abrupt reset, with no close frame.
        reason: for the close frame.
    """

    code: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with one message, in this order.

    Attributes:
        delay: wait so many seconds.
        send: hand these on: the message, changed or not, or twice; none where it is lost or held back; behind it those
            that were held back and may go now.
        close: then end the connection.
        hangs: hand on nothing more in this direction, until the connection ends.
    """

    delay: float = 0.0
    send: tuple[Message, ...] = ()
    close: Close | None = None
    hangs: bool = False


class MessagesUnderPlan:
    """Says of each message in one direction of a connection what happens to it. Safe under threads.

    `raises(error)` means that the side which sends fails: the connection ends with 1011 and the error's text.
    `returns(value)` puts another message in the place of the one that was sent: a text or bytes as they are, anything
    else as JSON. `argument=` of the others, and the names in `given`, are fields of a message that is a JSON object.

    Args:
        plan: what fails, and when: its numbers count messages.
        where: the connection and the direction, for the journal and for chance: "ada to server".
        ledger: of the session; the current one by default.
        work: the plan at work, where it was put to work on several connections at once, and counts for each.

    Raises:
        PlanError: the plan returns what is no text, no bytes and no JSON.

    Example:
        >>> from mockfactory.faults import duplicates
        >>> messages = MessagesUnderPlan(duplicates().given(type="ping"), "ada to server")
        >>> messages.decide('{"type": "ping"}')
        Verdict(delay=0.0, send=('{"type": "ping"}', '{"type": "ping"}'), close=None, hangs=False)
    """

    def __init__(self, plan: FaultPlan, where: str, ledger: Ledger | None = None, work: AtWork | None = None) -> None:
        self._ledger: Final = current() if ledger is None else ledger
        self._where: Final = where
        self._held: Held[tuple[Message, ...]] = Held()
        check_for_messages(plan)
        work = work or attach(plan, where, self._ledger, counts="message")
        self._running: Final[RunningPlan[object]] = work.run(where, _reader)

    def decide(self, message: Message) -> Verdict:
        """What to do with the next message."""
        firings = self._running.decide(_fields(message) if self._running.asks else None)
        what = begin(sort(firings))
        delay = 0.0
        for one in what.delays:
            seconds = seconds_of(one)
            self._tell(message, one, f"delays({seconds:g})")
            delay += seconds
        if what.end is not None:
            self._tell(message, what.end)
            return self._ended(what.end, delay)
        sent = message
        for change in what.changes:
            changed = _changed(sent, change)
            if changed != sent:
                self._tell(message, change)
            sent = changed
        if what.twice is not None:
            self._tell(message, what.twice)
        copies = (sent,) if what.twice is None else (sent, sent)
        if what.later is not None:
            self._tell(message, what.later)
            self._held.hold(copies, what.later)
            return Verdict(delay)
        return Verdict(delay, (*copies, *self._passed()))

    def again(self) -> MessagesUnderPlan:
        """The same plan, which goes on with its numbers, on one more connection; what is held back here stays here."""
        another = copy.copy(self)
        another._held = Held()
        return another

    @property
    def holds_back(self) -> bool:
        """Whether a message waits for others to pass it."""
        return bool(self._held)

    def release(self) -> tuple[Message, ...]:
        """What is still held back, when nothing has passed it for a while, or the connection is about to end."""
        return tuple(message for copies in self._held.take() for message in copies)

    def _passed(self) -> tuple[Message, ...]:
        return tuple(message for copies in self._held.passed() for message in copies)

    def _ended(self, end: Firing, delay: float) -> Verdict:
        effect = end.effect
        if isinstance(effect, Hangs):
            return Verdict(delay, hangs=True)
        if isinstance(effect, Drops):
            return Verdict(delay, self._passed())
        if isinstance(effect, Returns):
            return Verdict(delay, (_message(effect.value), *self._passed()))
        if isinstance(effect, Disconnects):
            return Verdict(delay, close=Close(effect.code, effect.reason))
        assert isinstance(effect, Raises)
        return Verdict(delay, close=Close(_INTERNAL_ERROR, _in_short(effect.error)))

    def _tell(self, message: Message, firing: Firing, effect: str = "") -> None:
        write_down(home_of(self._ledger), self._where, firing, show(message), effect)


def check_for_messages(plan: FaultPlan) -> None:
    """See that a plan can act on messages.

    Raises:
        PlanError: it returns what is no text, no bytes and no JSON.
    """
    __tracebackhide__ = True
    for effect in effects_of(plan):
        if isinstance(effect, Returns):
            try:
                _message(effect.value)
            except (TypeError, ValueError) as error:
                raise PlanError(
                    report(
                        f"{effect!r}: no message can be made of it ({error}).",
                        write="a text, bytes, or what JSON can hold",
                    )
                ) from None


def _reader(name: str) -> Callable[[object], object]:
    return lambda fields: cast("dict[str, object]", fields).get(name, ABSENT) if fields is not None else ABSENT


def _fields(message: Message) -> dict[str, object] | None:
    """The fields of a message that is a JSON object."""
    parsed = _parsed(message)
    return cast("dict[str, object]", parsed) if isinstance(parsed, dict) else None


def _parsed(message: Message) -> object:
    try:
        return cast("object", json.loads(message))
    except (ValueError, RecursionError):
        return None


def _message(value: object) -> Message:
    return value if isinstance(value, str | bytes) else json.dumps(value)


def _in_short(error: BaseException | type[BaseException]) -> str:
    """The reason of a close frame, as much as there is room for."""
    text = error.__name__ if isinstance(error, type) else str(error) or type(error).__name__
    return text.encode()[:MOST_OF_REASON].decode(errors="ignore")


def _changed(message: Message, change: Firing) -> Message:
    effect = change.effect
    assert isinstance(effect, Corrupts | Truncates | Partially)
    if effect.argument is None and not isinstance(effect, Partially):
        return cast("Message", spoiled(message, change))
    parsed = _parsed(message)
    if effect.argument is None:
        changed = _changed_value(parsed, change)
        return message if changed is parsed else _like(message, changed)
    if not isinstance(parsed, dict) or effect.argument not in parsed:
        return message
    fields = cast("dict[str, object]", parsed)
    changed = _changed_value(fields[effect.argument], change)
    return message if changed is fields[effect.argument] else _like(message, fields | {effect.argument: changed})


def _changed_value(value: object, change: Firing) -> object:
    if isinstance(change.effect, Partially):
        return part_of(cast("Sequence[object]", value), change.effect.keep) if is_batch(value) else value
    return spoiled(value, change) if is_text(value) else value


def _like(message: Message, parsed: object) -> Message:
    """JSON, as a text or as bytes, as the message was."""
    text = json.dumps(parsed)
    return text if isinstance(message, str) else text.encode()
