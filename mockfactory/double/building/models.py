"""What pydantic reads of a model without asking it. A double of one has its fields there, as its attributes answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from mockfactory.double.recording.current import violate
from mockfactory.double.recording.messages import made, variable
from mockfactory.double.recording.record import Recorder, State, state_of
from mockfactory.spec import Spec
from mockfactory.spec.looking.raw import find_raw
from mockfactory.wording.errors import UnstubbedCall
from mockfactory.wording.text import report

_FIELD: Final = "pydantic field"


def model_namespace(spec: Spec, read: Callable[[object, str], object]) -> dict[str, object]:
    """The names that go into the class of the doubles of a pydantic model; none for another class.

    Args:
        spec: what is doubled.
        read: reads an attribute of a double.
    """
    if spec.cls is None or find_raw(spec.cls, "__pydantic_fields__") is None:
        return {}
    fields = [name for name in spec.members if spec.members[name].found == _FIELD]

    def stored(self: object) -> dict[str, object]:
        __tracebackhide__ = True
        # `isinstance` with a Protocol looks for names there, and wants no values.
        if sys._getframe(1).f_globals.get("__name__") == "inspect":  # pyright: ignore[reportPrivateUsage]
            return {}
        return {name: _value(self, name, read) for name in fields}

    return {
        "__dict__": property(stored),
        "__pydantic_fields_set__": property(lambda self: set(fields)),
        "__pydantic_extra__": None,
        "__pydantic_private__": None,
    }


def _value(double: object, name: str, read: Callable[[object, str], object]) -> object:
    __tracebackhide__ = True
    state = state_of(double)
    method = state.method(name)
    if _is_known(state, method):
        return read(double, name)
    it = variable(state)
    message = report(
        f"{state.title} can't be serialised: of its field {name!r} {method.plan.default.unknown}.",
        double=made(state),
        write=f"a real {state.spec.name} in its place, or when(lambda: {it}.{name}).returns(...)",
    )
    return violate(UnstubbedCall(message), state.ledger)


def _is_known(state: State, method: Recorder) -> bool:
    if method.stubs is not None or method.plan.name in state.values or state.real is not None:
        return True
    return method.plan.default.unknown is None
