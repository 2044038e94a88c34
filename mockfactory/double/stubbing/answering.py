"""Choosing the answer to one call: a stub, the real object behind a spy, or the default of the declared type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from mockfactory.double.matching.compare import equal
from mockfactory.double.matching.differences import incomparable
from mockfactory.double.matching.matchers import drop_captured, keep_captured
from mockfactory.double.planning.overloads import fitting
from mockfactory.double.planning.unstubbed.default import UnknownAnswerError, give
from mockfactory.double.recording.current import allows, violate
from mockfactory.double.recording.messages import call_of, made, pasteable, promised, shown_bound, to_stub
from mockfactory.double.recording.touch import Captured
from mockfactory.spec.looking.identity import same_type
from mockfactory.wording.errors import OtherArguments, UnstubbedCall
from mockfactory.wording.strictness import way_out
from mockfactory.wording.text import report

if TYPE_CHECKING:
    from mockfactory.double.matching.compare import Bound
    from mockfactory.double.matching.faults import Failure
    from mockfactory.double.matching.stubs import Stub
    from mockfactory.double.recording.record import Recorder


def answer(method: Recorder, bound: Bound, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    """What the call gives (for an awaited one: what awaiting it gives)."""
    __tracebackhide__ = True
    return act(method, choose(method, bound), bound, args, kwargs)


def choose(method: Recorder, bound: Bound) -> Stub | None:
    """The stub that is to answer a call; None where the default, or the real object of a spy, does.

    Raises:
        OtherArguments: there are stubs, and none for these arguments.
    """
    __tracebackhide__ = True
    if method.stubs is None:
        return None
    stub = method.stubs.find(bound)
    if stub is not None:
        stub.used = True
        keep_captured()
    elif method.state.real is None:
        _refuse_other_arguments(method, bound)
    return stub


def would_answer(method: Recorder, bound: Bound) -> None:
    """A call failed as planned: the stub that would have answered it is not to be told of as unused."""
    stub = method.stubs.find(bound) if method.stubs is not None else None
    if stub is not None:
        stub.used = True
    drop_captured()


def act(
    method: Recorder, stub: Stub | Failure | None, bound: Bound, args: tuple[object, ...], kwargs: dict[str, object]
) -> object:
    """Let the chosen one answer."""
    __tracebackhide__ = True
    if stub is not None:
        return stub.act(args, kwargs)
    state = method.state
    if state.real is not None:
        from mockfactory.double.stubbing.spying import call_through

        return call_through(method, args, kwargs)
    if state.strict and not (method.plan.default.constant and method.plan.default.value is None):
        _refuse_unstubbed(method, bound, "the double is strict")
    try:
        fits = fitting(method.plan, args, kwargs)
        return give((fits[0] if fits else method.plan).default, state.fresh, method.plan.qualname)
    except UnknownAnswerError as unknown:
        reason = unknown.reason
    _refuse_unstubbed(method, bound, reason)


def peek(method: Recorder, bound: Bound) -> object:
    """What the call answers inside the lambda of `when` or `verify`: a nested double where the lambda may go on."""
    plan = method.plan
    what = shown_bound(plan, bound) if plan.member.call is not None else plan.name
    stub = method.stubs.find(bound) if method.stubs is not None else None
    if stub is not None and stub.peek is not None:
        return stub.peek[0]
    default = plan.default
    if plan.name in _MUST_BE_REAL and default.unknown is None:
        return give(default, method.state.child, plan.qualname)
    if default.nested and not plan.awaited and (method.state.real is None or _gives_its_own_type(method)):
        return give(default, method.state.child, plan.qualname)
    return Captured(what)


def _gives_its_own_type(method: Recorder) -> bool:
    """Whether a method of a spy may give the spy: then a lambda with a chain of calls means the last call of it."""
    return same_type(method.plan.value.annotation, method.state.spec.target)


_MUST_BE_REAL = frozenset(
    {"__len__", "__bool__", "__contains__", "__iter__", "__int__", "__float__", "__index__", "__str__"}
)
"""Python itself insists on the type of what these give."""


def _refuse_other_arguments(method: Recorder, bound: Bound) -> None:
    __tracebackhide__ = True
    assert method.stubs is not None
    meant = method.stubs.specific
    if any(stub.lenient for stub in meant) or allows("other-arguments", method.state.ledger):
        return
    plan = method.plan
    lines = "\n".join(f"{_pattern(method, stub)} at {stub.place}" for stub in meant[-5:])
    alike = next(filter(None, (_incomparable(method, stub, bound) for stub in meant[-5:])), None)
    violate(
        OtherArguments(
            report(
                f"{plan.qualname}() was stubbed for other arguments.",
                came=shown_bound(plan, bound),
                stubbed=lines,
                differs=alike,
                double=made(method.state),
                write=None
                if alike
                else f"when(lambda: {call_of(method.state, plan, pasteable(bound))}) for this call, "
                f"or .lenient() behind the stub if other calls are fine",
                or_allow=way_out("other-arguments"),
            )
        ),
        method.state.ledger,
    )


def _pattern(method: Recorder, stub: Stub) -> str:
    return shown_bound(method.plan, stub.pattern) if stub.pattern is not None else f"{method.plan.name}(...)"


def _incomparable(method: Recorder, stub: Stub, bound: Bound) -> str | None:
    """What to do where all that keeps a call from its stub are arguments that `==` can't compare."""
    pairs = zip(method.plan.slots, stub.pattern or (), bound, strict=False)
    wrong = [(slot, wanted, came) for slot, wanted, came in pairs if not equal(wanted, came)]
    told = [incomparable(slot.parameter.name, wanted, came) for slot, wanted, came in wrong]
    return "; ".join(filter(None, told)) if all(told) else None


def _refuse_unstubbed(method: Recorder, bound: Bound, reason: str) -> NoReturn:
    __tracebackhide__ = True
    plan = method.plan
    called = plan.member.call is not None
    violate(
        UnstubbedCall(
            report(
                f"{plan.qualname}{'()' if called else ''} has no answer: {reason}.",
                promised=promised(plan) if called else None,
                came=shown_bound(plan, bound) if called else None,
                double=made(method.state),
                write=to_stub(method.state, plan),
            )
        ),
        method.state.ledger,
    )
