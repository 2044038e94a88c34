"""Names that a class makes up in its `__getattr__`: they exist on a double once the test has said what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mockfactory.double.building.method import Attribute, make_method
from mockfactory.double.planning.plan import Plan
from mockfactory.double.recording.touch import capturing
from mockfactory.double.recording.unknown import refuse_name
from mockfactory.spec import Binding, Kind, Member

if TYPE_CHECKING:
    from mockfactory.double.recording.record import State


def read_dynamic(state: State, name: str) -> object:
    """The attribute `name` of a double of a class with `__getattr__`.

    Inside the lambda of `when` it comes into being; elsewhere it must have been stubbed so.
    """
    __tracebackhide__ = True
    method = state.methods.get(name)
    if isinstance(method, Attribute):
        return method.read()
    if capturing() is None:
        refuse_name(state, name)
    hint = state.spec.dynamic
    assert hint is not None
    member = Member(name, Kind.INSTANCE_ATTRIBUTE, state.spec.cls, Binding.INSTANCE, value=hint, found="__getattr__")
    plan = Plan(member, state.plans.reading(member), state.plans.owner)
    return cast(Attribute, state.methods.setdefault(name, make_method(state, plan))).read()
