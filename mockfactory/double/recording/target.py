"""What a `when` or `verify` is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from mockfactory.double.matching.compare import Bound
from mockfactory.double.matching.faults import FaultStub, Working
from mockfactory.double.matching.stubs import Act, Stub
from mockfactory.double.planning.plan import Plan
from mockfactory.double.recording.current import NO_LEDGER, home_of
from mockfactory.double.recording.record import Recorder
from mockfactory.wording.places import Place


class Target(NamedTuple):
    """What a `when` or `verify` is about: a method, and the arguments if only some calls are meant.

    `plans` has more than one member where several overloads may be meant.
    """

    method: Recorder
    pattern: Bound | None
    text: str
    plans: tuple[Plan, ...]


def new_stub(target: Target, act: Act, peek: tuple[object] | None, place: Place) -> Stub:
    """Put an answer in place for a target.

    It belongs to the session that the double belongs to. On a double that several tests share it belongs to the running
    test, and ends with it.
    """
    method = target.method
    stub = Stub(act, target.pattern, place, target.text)
    stub.peek = peek
    stub.before = method.add_stub(stub)
    _owned(method, stub, method.remove_stub)
    return stub


def new_fault(target: Target, working: Working, place: Place) -> Stub:
    """Put a fault plan in place for a target, over what answers it; it belongs to a session as a stub does."""
    method = target.method
    stub = FaultStub(working, target.pattern, place, target.text)
    stub.before = method.add_fault(stub)
    _owned(method, stub, method.remove_fault)
    return stub


def _owned(method: Recorder, stub: Stub, remove: Callable[[Stub], None]) -> None:
    home = home_of(method.state.ledger)
    home.expect_use(method, stub)
    if home is not method.state.ledger and home is not NO_LEDGER:
        home.undo.append(partial(remove, stub))
        if stub.before is not None and not any(stub.before is one for _, one in home.stubs):
            stub.before.retired = False  # it is only covered for a while
