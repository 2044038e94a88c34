"""Fault plans for the events on their way: looked at when they are given, and put to work for each who gets events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final, cast

from pydantic import TypeAdapter

from builders.domain.models.events import RunEvent
from mockfactory.double.recording.current import NO_LEDGER, current
from mockfactory.faults.applying.attaching import AtWork, attach, effects_of, triggers_of
from mockfactory.faults.applying.messages import MessagesUnderPlan, check_for_messages
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.effects import Corrupts, Partially, Truncates
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.options.kinds import of_kind_or_none
from mockfactory.spec.check.words import describe_type
from mockfactory.wording.text import nearest, report, some_of

_PLAIN: Final = ("builtins", "datetime")
"""Where values come from that are equal to those of the same kind alone; a matcher is of other modules."""


class Plans:
    """A plan at work in one direction of many connections: its numbers count the messages for each end.

    They go on when an end comes back. Two connections of one end at once are counted together. A part of the plan that
    acts for none of the ends is told when the session ends.

    Args:
        name: of the option, for messages.
        plan: what fails, and when; `None`: nothing.
        where: the direction, for the journal and for chance: "bridge to {}", with the name of the end.
        ends: what ends are called together: "its clients".
        events: whether the messages are events, whose fields are known.

    Raises:
        OptionError: it is no plan.
        PlanError: the plan can't act on messages, or names a field that no event has.
    """

    def __init__(self, name: str, plan: FaultPlan | None, where: str, ends: str, *, events: bool) -> None:
        __tracebackhide__ = True
        check_plan(name, plan)
        if plan is not None:
            check_for_messages(plan)
            if events:
                _check_fields(plan)
        self._plan: Final = plan
        self._where: Final = where
        self._ends: Final = ends
        self._ledger = NO_LEDGER
        self._work: AtWork | None = None
        self._attach()
        self._at_work: Final[dict[tuple[str, ...], MessagesUnderPlan]] = {}

    def of(self, name: str, *owner: str) -> MessagesUnderPlan | None:
        """What fails for an end; one that comes back goes on where it was.

        Args:
            name: of the end.
            owner: whose end it is, if several may have ends of that name: the tenant, the user.
        """
        if self._plan is not None and (name, *owner) not in self._at_work:
            self._attach()
            at_work = MessagesUnderPlan(self._plan, self._where.format(name), self._ledger, self._work)
            self._at_work[name, *owner] = at_work
        return self._at_work.get((name, *owner))

    def of_client(self, listener: Listener) -> MessagesUnderPlan | None:
        """What fails for a client of a user."""
        return self.of(listener.websocket_client_id, listener.tenant_id, listener.user_id)

    def _attach(self) -> None:
        """Put the plan to work in the session that runs; where none does yet, in the first that uses it."""
        __tracebackhide__ = True
        if self._plan is None or (self._work is not None and self._ledger is not NO_LEDGER):
            return
        ledger = current()
        if self._work is None or ledger is not NO_LEDGER:
            self._ledger = ledger
            self._work = attach(self._plan, self._where.format(self._ends), ledger, counts="message")


def check_plan(name: str, plan: object) -> None:
    """See that something is a fault plan, or `None`.

    Raises:
        OptionError: it is neither.
    """
    __tracebackhide__ = True
    of_kind_or_none(name, plan, FaultPlan, "a fault plan, such as drops().on_call(2)")


def _check_fields(plan: FaultPlan) -> None:
    """See that there are events with the fields that a plan names.

    Raises:
        PlanError: there are none, so that the plan would never come into play.
    """
    __tracebackhide__ = True
    kinds = list(_kinds(RunEvent))
    for when in triggers_of(plan):
        _check_given(dict(when.given), kinds)
    known = {name for kind in kinds for name in kind.model_fields}
    for effect in effects_of(plan):
        if isinstance(effect, Corrupts | Truncates | Partially) and effect.argument not in (None, *known):
            raise _unknown(f"{effect!r}", str(effect.argument), known)


def _check_given(given: dict[str, object], kinds: list[type[RunEvent]]) -> None:
    __tracebackhide__ = True
    shown = f"given({', '.join(f'{name}={value!r}' for name, value in given.items())})"
    known = {name for kind in kinds for name in kind.model_fields}
    for name in given:
        if name not in known:
            raise _unknown(shown, name, known)
    wanted = given.get("type")
    types = {_type_of(kind) for kind in kinds}
    is_plain = type(wanted).__module__ in _PLAIN and not isinstance(wanted, str)
    if "type" in given and is_plain:
        raise PlanError(
            report(f"{shown} can never fire: a type of event is a text.", write=f"type={min(types)!r}, or a matcher")
        )
    if isinstance(wanted, str) and wanted not in types:
        raise PlanError(
            report(f"{shown}: {wanted!r} is no type of event.{nearest(wanted, types)}", known=", ".join(sorted(types)))
        )
    fitting = [kind for kind in kinds if not isinstance(wanted, str) or _type_of(kind) == wanted]
    if not any(given.keys() <= kind.model_fields.keys() for kind in fitting):
        kind = f"event of the type {wanted!r}" if isinstance(wanted, str) else "event"
        raise PlanError(report(f"{shown}: no {kind} has {' and '.join(name for name in given if name != 'type')}."))
    for name, value in given.items():
        fields = [kind.model_fields[name] for kind in fitting if name in kind.model_fields]
        if type(value).__module__ in _PLAIN and not any(_may_be(value, field.annotation) for field in fields):
            wanted = " or ".join(sorted({describe_type(field.annotation) for field in fields}))
            raise PlanError(
                report(
                    f"given({name}={value!r}) can never fire: in the JSON of an event, {name!r} is {wanted}.",
                    write="a value as JSON has it, or a matcher",
                )
            )


def _may_be(value: object, annotation: object) -> bool:
    """Whether a field of an event, in JSON, may be equal to a value."""
    try:
        TypeAdapter[object](cast("type[object]", annotation)).validate_json(json.dumps(value), strict=True)
    except (TypeError, ValueError):
        return False
    return True


def _kinds(kind: type[RunEvent]) -> Iterator[type[RunEvent]]:
    """The classes of events, an application's own too."""
    for derived in kind.__subclasses__():
        if "type" in derived.model_fields:
            yield derived
        yield from _kinds(derived)


def _type_of(kind: type[RunEvent]) -> str:
    return str(kind.model_fields["type"].default)


def _unknown(shown: str, name: str, known: set[str]) -> PlanError:
    return PlanError(report(f"{shown}: no event has a field {name!r}.{nearest(name, known)}", known=some_of(known, 40)))
