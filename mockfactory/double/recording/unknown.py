"""Names that the spec does not have: refused, and remembered where the code really used them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import FrameType
from typing import TYPE_CHECKING, Final, NoReturn

from mockfactory.double.recording.current import remember
from mockfactory.double.recording.messages import made, member_of, variable
from mockfactory.wording.errors import AttributeViolation
from mockfactory.wording.handlers import handlers_at
from mockfactory.wording.places import is_own
from mockfactory.wording.text import closest, nearest, report, some_of

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Recorder, State

_DIRECT: Final = frozenset({"LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR"})


def refuse_name(state: State, name: str, verb: str = "has no attribute") -> NoReturn:
    """Raise for an attribute that the spec does not promise.

    Raises:
        AttributeViolation: always. It is remembered only when the code wrote `double.name`: a look by `hasattr` or
            `getattr`, or under `except AttributeError`, asks a question, and has its answer.
    """
    __tracebackhide__ = True
    known = [member for member in state.spec.members if not member.startswith("__")]
    meant = closest(name, known)
    message = report(
        f"{state.spec.name} {verb} {name!r}.{f' Did you mean {meant!r}?' if meant else ''}",
        known=None if meant else some_of(member for member in known if not member.startswith("_")),
        double=made(state),
        write=_instead(state, name, meant),
    )
    refuse(message, name, state)


def _instead(state: State, name: str, meant: str | None) -> str:
    """What to write for a name that the spec does not have."""
    spec = state.spec
    if spec.dynamic is not None:
        why = spec.dynamic.unchecked or f"{spec.name} has __getattr__"
        return f"when(lambda: {variable(state)}.{name}) first: {why}, so only you know this name"
    if meant:
        return f"{variable(state)}.{meant}"
    where = f"in {spec.name}, or in a subclass to double"
    return f"`{name}: <its type>` {where}, if something outside of the class sets it"


def refuse_word(method: Recorder, name: str, known: Iterable[str] = ()) -> NoReturn:
    """Raise for an attribute that neither a method nor a mock has (`assert_caled_with`); `known` is what the method
    has of its own."""
    __tracebackhide__ = True
    from mockfactory.wording.mock_names import WORDS

    message = report(
        f"{method.plan.qualname} has no attribute {name!r}.{nearest(name, [*known, *WORDS])}",
        double=made(method.state),
        write=f"verify({member_of(method.state, method.plan)}) to ask about its calls",
    )
    refuse(message, name, method.state)


def refuse(message: str, name: str, state: State) -> NoReturn:
    """Raise an `AttributeViolation`, remembered unless somebody only asked whether the name is there."""
    __tracebackhide__ = True
    violation = AttributeViolation(message)
    frame = _user_frame()
    if not (name.startswith("__") and name.endswith("__")) and _uses(frame) and not _is_ready_for(frame):
        remember(violation, state.ledger)
    raise violation


def _user_frame() -> FrameType:
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and is_own(frame.f_code):
        frame = frame.f_back
    return frame


def _uses(frame: FrameType) -> bool:
    """Whether the instruction under way is an attribute access, and not a call of `hasattr` or `getattr`."""
    import dis

    return dis.opname[frame.f_code.co_code[frame.f_lasti]] in _DIRECT


def _is_ready_for(frame: FrameType) -> bool:
    """Whether the access stands in a `try` whose handler names AttributeError."""
    handlers = handlers_at(frame.f_code, frame.f_lasti, AttributeViolation)
    return any("AttributeError" in handler.names for handler in handlers)
