"""Nested doubles that a stub makes for what a method gives."""

from __future__ import annotations

import types
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import get_origin

from mockfactory.double.matching.stubs import Act, Stub
from mockfactory.double.planning.plan import Plan
from mockfactory.double.planning.shapes import AsyncContextManager, ContextManager
from mockfactory.double.recording.record import state_of
from mockfactory.spec import Kind


def quiet(nested: object, name: str, act: Act) -> None:
    """Stub a method of a nested double where it has that method; nobody asks whether it was used."""

    state = state_of(nested)
    if name in state.spec.members:
        stub = Stub(act, None, state.place, name)
        state.method(name).add_stub(stub)


def context_type(plan: Plan) -> object:
    """The spec of the context manager that a member gives."""
    result = plan.result
    origin = get_origin(result.value.annotation)
    plain = origin in (AbstractContextManager, AbstractAsyncContextManager)
    if not plain and plan.member.kind not in (Kind.CONTEXT_MANAGER, Kind.ASYNC_CONTEXT_MANAGER):
        return result.value.annotation
    if result.aenters is not None:
        return types.GenericAlias(AsyncContextManager, (result.aenters.annotation,))
    assert result.enters is not None
    return types.GenericAlias(ContextManager, (result.enters.annotation,))
