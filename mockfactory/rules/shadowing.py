"""Rule 2: a method of a class that its own methods put something else above: `self.send = ...`."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping, Sequence
from inspect import Parameter
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from mockfactory.rules.comparing.pair import Meeting, Pair
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Binding, CallSpec, Kind, Member, Result
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import mro_of
from mockfactory.spec.looking.static import described_classes
from mockfactory.spec.members.constructing import setters_in
from mockfactory.spec.members.source import syntax_of
from mockfactory.spec.model import NO_ANNOTATION
from mockfactory.spec.read import read_assigned

if TYPE_CHECKING:
    import ast
    from types import FunctionType

_LAMBDA: Final = "lambda"
_known: Final[WeakKeyDictionary[Pair, dict[str, list[FunctionType]]]] = WeakKeyDictionary()


def is_shadowed(meeting: Meeting) -> bool:
    """Whether methods of the implementation assign an attribute in the place of a method, which the class may have.

    What methods of the interface assign is what it promises.
    """
    impl, iface = meeting.pair.impl.cls, meeting.pair.iface.cls
    given = meeting.given
    if meeting.asked.call is None or impl is None or iface is None or impl is iface:
        return False
    if given.call is None and not (given.found.startswith("assignment") and given.value.unchecked is not None):
        return False
    return given.name in _setters(meeting.pair)


def as_shadowed(meeting: Meeting) -> Meeting:
    """The same with what an object has there: by an annotation, or by what alone is assigned."""
    given = read_assigned(meeting.pair.impl.target, meeting.given.name)
    if given is None:
        return meeting
    if given.value.unchecked is not None:
        values = [one for setter in _setters(meeting.pair)[given.name] for one in _values(setter, given.name)]
        given = (_as_called(meeting, given, values[0]) if len(values) == 1 else None) or given
    return dataclasses.replace(meeting, given=given)


def untold_lambda(meeting: Meeting) -> Iterator[Finding]:
    """Rule 16: what a lambda gives is not compared."""
    asked = meeting.asked.call
    if meeting.given.found != _LAMBDA or asked is None or asked.returns.awaits is not None:
        return  # of what is awaited it is told that nobody knows whether it can be
    if asked.returns.value.unchecked is None and asked.returns.value.annotation is not None:
        yield meeting.finding(16, Severity.UNVERIFIED, "is a lambda there, and what that gives is not compared")


def _setters(pair: Pair) -> Mapping[str, Sequence[FunctionType]]:
    """By name, the methods that set an attribute and that the interface does not have."""
    known = _known.get(pair)
    if known is None:
        known = _known[pair] = {}
        promised = () if pair.iface.cls is None else mro_of(pair.iface.cls)
        for owner in () if pair.impl.cls is None else described_classes(pair.impl.cls):
            for function, names in () if is_one_of(owner, promised) else setters_in(owner):
                for name in names:
                    known.setdefault(name, []).append(function)
    return known


def _values(setter: FunctionType, name: str) -> Iterator[ast.expr | None]:
    """What a method assigns to an attribute of any object, as it is written; None where that is not a plain `=`."""
    import ast

    tree = syntax_of(setter)
    found = 0
    for node in () if tree is None else ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Attribute) and one.attr == name for one in node.targets
        ):
            found += 1
            yield node.value
    if not found:
        yield None


def _as_called(meeting: Meeting, given: Member, value: ast.expr | None) -> Member | None:
    """A method of the implementation itself, or a lambda, as the member that it is called as."""
    import ast

    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
        other = meeting.beside.get(value.attr)
        is_own = other is not None and other.call is not None and value.value.id == "self" and value.attr != given.name
        return dataclasses.replace(other, name=given.name) if other is not None and is_own else None
    if not isinstance(value, ast.Lambda):
        return None
    signature = inspect.Signature(list(_parameters(value.args)))
    call = CallSpec(signature, dict.fromkeys(signature.parameters, NO_ANNOTATION), Result(NO_ANNOTATION))
    return Member(given.name, Kind.METHOD, given.owner, Binding.INSTANCE, call, found=_LAMBDA)


def _parameters(written: ast.arguments) -> Iterator[Parameter]:
    alone = len(written.posonlyargs)
    placed = [*written.posonlyargs, *written.args]
    required = len(placed) - len(written.defaults)
    for place, one in enumerate(placed):
        kind = Parameter.POSITIONAL_ONLY if place < alone else Parameter.POSITIONAL_OR_KEYWORD
        yield Parameter(one.arg, kind, default=Parameter.empty if place < required else ...)
    if written.vararg is not None:
        yield Parameter(written.vararg.arg, Parameter.VAR_POSITIONAL)
    for one, default in zip(written.kwonlyargs, written.kw_defaults, strict=True):
        yield Parameter(one.arg, Parameter.KEYWORD_ONLY, default=Parameter.empty if default is None else ...)
    if written.kwarg is not None:
        yield Parameter(written.kwarg.arg, Parameter.VAR_KEYWORD)
