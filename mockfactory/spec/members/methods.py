"""Members that are called."""

from __future__ import annotations

import inspect
import typing
from types import FunctionType
from typing import Final

from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.looking.raw import module_name_of, qualified_name_of
from mockfactory.spec.members.kinds import Callee, classify
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.self_types import is_for
from mockfactory.spec.members.signatures import call_spec, overload_specs
from mockfactory.spec.model import CallSpec, Hint, Member

_OVERLOADED: Final[object] = typing.overload(lambda: None)
_BY_OVERLOADS: Final = "said by the overloads only"


def method_member(reading: Reading, owner: type, name: str, shape: Callee) -> Member:
    """The member of a function in the body of `owner`."""
    if shape.function is _OVERLOADED:
        return _overloaded_member(reading, owner, name, shape)
    return Member(
        name,
        shape.kind,
        owner,
        shape.binding,
        call_spec(reading, owner, shape),
        overload_specs(reading, owner, shape, lambda overload: is_for(reading, owner, overload)),
        found="method",
        abstract=shape.abstract,
    )


def _overloaded_member(reading: Reading, owner: type, name: str, dummy: Callee) -> Member:
    """A method of a Protocol that has overloads and no body: Python keeps the same dummy for all of these."""
    shapes = [shape for one in _declared_overloads(owner, name) if isinstance(shape := classify(one), Callee)]
    shapes = [shape for shape in shapes if is_for(reading, owner, shape)]
    if not shapes:
        call = call_spec(reading, owner, dummy)
        return Member(name, dummy.kind, owner, dummy.binding, call, found="method")
    first = shapes[0]
    overloads = tuple(call_spec(reading, owner, shape) for shape in shapes)
    signature = inspect.signature(lambda *args, **kwds: None)
    hints = dict.fromkeys(signature.parameters, Hint(inspect.Parameter.empty, _BY_OVERLOADS))
    returns = result_of(first.kind, Hint(inspect.Parameter.empty, _BY_OVERLOADS))
    call = CallSpec(signature, hints, returns, first=overloads[0].first)
    return Member(name, first.kind, owner, first.binding, call, overloads, found="method", abstract=first.abstract)


def _declared_overloads(owner: type, name: str) -> list[object]:
    # `get_overloads` finds by module and qualified name; the dummy has lost its own.
    def named() -> None: ...

    assert isinstance(named, FunctionType)
    named.__module__ = module_name_of(owner)
    named.__qualname__ = f"{qualified_name_of(owner)}.{name}"
    return list(typing.get_overloads(named))
