"""What a `when` or `verify` is about."""

from __future__ import annotations

from typing import NamedTuple

from mockfactory.double.matching.compare import Bound
from mockfactory.double.matching.stubs import Act, Stub
from mockfactory.double.planning.plan import Plan
from mockfactory.double.recording.record import Recorder
from mockfactory.double.wording.places import Place


class Target(NamedTuple):
    """What a `when` or `verify` is about: a method, and the arguments if only some calls are meant.

    `plans` has more than one member where several overloads may be meant.
    """

    method: Recorder
    pattern: Bound | None
    text: str
    plans: tuple[Plan, ...]


def new_stub(target: Target, act: Act, peek: tuple[object] | None, place: Place) -> Stub:
    """Put an answer in place for a target."""
    stub = Stub(act, target.pattern, place, target.text)
    stub.peek = peek
    target.method.add_stub(stub)
    return stub
