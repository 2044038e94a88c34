"""What does nothing where it stands: a question without a verb, a plan that nobody gets, a report that nobody reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from mypy.checker import TypeChecker
from mypy.nodes import CallExpr, Expression, RefExpr, TypeInfo
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Type

from mockfactory.mypy.codes import UNUSED
from mockfactory.mypy.statements import ASKED, Idle, Statements


class Lost(NamedTuple):
    """What is lost when the value of a call goes nowhere.

    Attributes:
        lacks: what the call does then.
        write: what to write instead.
        asked: whether it may not be asked if it is true, because it always is.
        verbs: whether only calling a method of the value does something.
        said: whether the call does something by itself.
        of_real: whether it does nothing only if what it is given was made in its own parentheses.
    """

    lacks: str
    write: str
    asked: bool = False
    verbs: bool = False
    said: bool = False
    of_real: bool = False


_PLAN: Final = Lost("makes nothing fail", "when(...).fails(...) or inject(..., ...) around the plan")
_REPORT: Final = Lost("passes whatever it finds", "assert report.substitutable, str(report)", asked=True)
_MATCHER: Final = Lost("matches nothing", "it as an argument in the lambda of when or verify")
_STUBBED: Final = Lost("", "", verbs=True, said=True)
_DOUBLE: Final = "mockfactory.double"
_PLANS: Final = "mockfactory.faults.plans"
_MAKING: Final = ("raises", "returns", "hangs", "passes", "delays", "disconnects")
_ON_THE_WAY: Final = ("drops", "duplicates", "reorders", "corrupts", "truncates", "partially")
_NARROWING: Final = (
    "on_call", "from_call", "every", "until_call", "with_probability", "given", "lenient", "__or__"
)  # fmt: skip
_VERBS: Final = ("returns", "raises", "calls", "yields", "enters", "fails")

FUNCTIONS: Final = {
    f"{_DOUBLE}.stubbing.when.when": Lost(
        "says nothing", ".returns(...), .raises(...) or another verb behind it", asked=True, verbs=True
    ),
    f"{_DOUBLE}.verifying.verify.verify": Lost(
        "asks nothing", ".once(), .never() or another verb behind it", asked=True, verbs=True
    ),
    f"{_DOUBLE}.verifying.order.in_order": Lost("asks nothing", "with in_order(): and the questions in the block"),
    f"{_DOUBLE}.recording.calls.calls_to": Lost("asks nothing", "assert len(calls_to(...)) == 1, or what is meant"),
    **{f"{_DOUBLE}.matching.matchers.{name}": _MATCHER for name in ("any_", "matching", "capture")},
    **{f"{_PLANS}.making.{name}": _PLAN for name in _MAKING},
    **{f"{_PLANS}.on_the_way.{name}": _PLAN for name in _ON_THE_WAY},
    f"{_PLANS}.sequences.in_sequence": _PLAN,
    "mockfactory.faults.clock.running.virtual_clock": Lost(
        "starts no clock", "with virtual_clock() as clock: and the code in the block"
    ),
    "mockfactory.faults.applying.http.transport.faulty_transport": Lost(
        "changes no client", "a client with transport=faulty_transport(...)"
    ),
    "mockfactory.faults.applying.injecting.inject": Lost(
        "makes nothing fail that a test can reach", "client = inject(...)", of_real=True
    ),
    "mockfactory.verification.checking.check_substitutable": _REPORT,
    "mockfactory.verification.verifying.verify_pairs": Lost(
        "passes whatever it finds", "assert all(report.substitutable for report in verify_pairs(...))", asked=True
    ),
    "mockfactory.verification.contracts.contract.contract": Lost("runs no test", "a fixture: service = contract(...)"),
    "mockfactory.verification.pairs.marked.stands_for": Lost("marks no class", "@stands_for(...) above a class"),
}
METHODS: Final = {
    **{f"{_DOUBLE}.stubbing.when.When.{verb}": _STUBBED for verb in _VERBS},
    **{f"{_PLANS}.plan.FaultPlan.{name}": _PLAN for name in _NARROWING},
}

_Context: TypeAlias = FunctionContext | MethodContext


def finder(fullname: str, lost: Lost, statements: Statements) -> Callable[[_Context], Type]:
    """What looks at each call of a function whether its value goes nowhere.

    Args:
        fullname: of the function or method.
        lost: what is lost then.
        statements: of the files.
    """
    name = fullname.rpartition(".")[2]

    def find(context: _Context) -> Type:
        api = context.api
        idle = statements.idle(api.tree, context.context) if isinstance(api, TypeChecker) else None
        if idle is not None and not (lost.of_real and not _gives_new(context.args[0])):
            told = _told("a plan" if name == "__or__" else f"{name}(...)", lost, idle)
            if told is not None:
                api.fail(told, context.context, code=UNUSED)
        return context.default_return_type

    return find


def _told(call: str, lost: Lost, idle: Idle) -> str | None:
    if idle.word and lost.verbs:
        return f"{call}.{idle.word} is named and not called; write .{idle.word}()"
    if idle.how is ASKED:
        return f"{call} is always true; write {lost.write}" if lost.asked and not idle.word else None
    return None if lost.said else f"{call} {lost.lacks}; write {lost.write}"


def _gives_new(given: list[Expression]) -> bool:
    """Whether an argument is `Client(...)`: what is already in a variable may be a double, and is changed in place."""
    return any(
        isinstance(one, CallExpr) and isinstance(one.callee, RefExpr) and isinstance(one.callee.node, TypeInfo)
        for one in given
    )
