"""Protocols: told by inheritance where there is any, else by what the value has."""

from __future__ import annotations

from mockfactory.spec.check.compiler import CompileHint
from mockfactory.spec.check.conformance import Demands
from mockfactory.spec.check.placeholders import is_bare_mock, is_placeholder
from mockfactory.spec.check.subjects import Subject
from mockfactory.spec.check.verdict import Check, Problem, refusal
from mockfactory.spec.check.words import describe_type


def protocol_check(cls: type, compile_hint: CompileHint, name: str = "") -> Check:
    """Accept what has every member of a protocol, runtime-checkable or not, in a form that can be used like it.

    Methods must be callable with what the protocol passes, and async where the protocol's are; attributes must be
    there. No property is read. Type arguments are not looked at.
    """
    import weakref

    name = name or describe_type(cls)
    demands = Demands(cls, compile_hint)
    # Classes whose instances conform whatever they hold.
    conforming: weakref.WeakSet[type] = weakref.WeakSet()

    def accepts(value: object) -> bool:
        kind = type(value)
        try:
            if kind in conforming or _inherits(value, cls):
                return True
            if is_bare_mock(value):
                return demands.names == frozenset({"__call__"}) and callable(value)
            if is_placeholder(value):
                return True
            subject = Subject.of_value(value)
            if demands.problem(subject) is not None:
                return False
            if subject.told_by_class:
                conforming.add(kind)
        except Exception:
            return True
        return True

    def explain(value: object) -> Problem:
        if is_bare_mock(value):
            return refusal(value, name)
        return refusal(value, name, demands.problem(Subject.of_value(value)) or "")

    return Check(frozenset(), accepts, explain, name)


def class_conforms(cls: type, protocol: type, compile_hint: CompileHint) -> bool:
    """True when the instances of a class conform to a protocol, as far as the class tells."""
    return protocol in cls.__mro__ or Demands(protocol, compile_hint).problem(Subject.of_class(cls)) is None


def _inherits(value: object, protocol: type) -> bool:
    kind = type(value)
    if protocol in kind.__mro__:
        return True
    claimed = value.__class__
    return claimed is not kind and protocol in claimed.__mro__
