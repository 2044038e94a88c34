"""What a protocol demands, member by member, and what a value lacks of it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final, cast, final

from mockfactory.spec.check.callees import signature_or_none
from mockfactory.spec.check.compiler import CompileHint
from mockfactory.spec.check.options import written_out
from mockfactory.spec.check.outcomes import Expected, Outcome, outcome_of, outcome_of_member, surely_gives
from mockfactory.spec.check.subjects import Found, Subject, member_of
from mockfactory.spec.looking.raw import find_raw, namespace_of
from mockfactory.spec.looking.static import described_classes, is_class
from mockfactory.spec.members.kinds import Callee, classify
from mockfactory.spec.members.names import MACHINERY
from mockfactory.spec.model import CallSpec, Kind, Member

_NOT_DEMANDED: Final = MACHINERY | {
    "__class_getitem__", "__init__", "__init_subclass__", "__match_args__", "__new__", "__orig_class__",
    "__subclasshook__",
}  # fmt: skip
_POSITIONAL: Final = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_ATTRIBUTES: Final = (Kind.PROPERTY, Kind.INSTANCE_ATTRIBUTE, Kind.CLASS_ATTRIBUTE)


@final
class Demands:
    """The members of a protocol, its base protocols' included."""

    def __init__(self, protocol: type, compile_hint: CompileHint) -> None:
        self._protocol = protocol
        self._compile_hint = compile_hint

    @cached_property
    def names(self) -> frozenset[str]:
        """What the protocol names; of an ABC among its bases, what that leaves abstract."""
        names: set[str] = set()
        for base in described_classes(self._protocol):
            namespace = namespace_of(base)
            if namespace.get("_is_protocol") is True:
                names.update(namespace, cast("Iterable[str]", namespace.get("__annotations__", ())))
            else:
                names.update(cast("Iterable[str]", namespace.get("__abstractmethods__", ())))
        return frozenset(name for name in names if name not in _NOT_DEMANDED)

    @cached_property
    def _members(self) -> list[tuple[str, Member | None]]:
        return [(name, member_of(self._protocol, name)) for name in sorted(self.names)]

    def problem(self, subject: Subject) -> str | None:
        """The first thing that is missing or does not fit, in a phrase; None where all is there."""
        for name, member in self._members:
            found = subject.find(name)
            if found is None:
                kind = "method" if member is not None and member.call is not None else "attribute"
                return f"it has no {kind} {name!r}"
            problem = None if member is None else self._member_problem(subject, found, member)
            if problem is not None:
                return problem
        return None

    def _member_problem(self, subject: Subject, found: Found, member: Member) -> str | None:
        if member.name == "__call__" and subject.value is not None:
            # How a function or a class is called stands in no class body.
            return self._call_problem(signature_or_none(subject.value), outcome_of(subject.value), member)
        if member.call is not None:
            return self._method_problem(found, member)
        if not found.in_class or not isinstance(classify(found.raw), Callee):
            return None
        expected = self._compile_hint(member.value)
        if expected is None or expected.accepts(_any_function):
            return None
        return f"{member.name!r} is a method, not an attribute"

    def _method_problem(self, found: Found, member: Member) -> str | None:
        if not found.in_class:
            if not found.known:
                return None
            if not callable(found.raw):
                return f"{member.name!r} is not callable"
            return self._call_problem(signature_or_none(found.raw), outcome_of(found.raw), member)
        if found.member is not None and found.member.kind in _ATTRIBUTES:
            return _attribute_problem(found, member)
        if not isinstance(classify(found.raw), Callee):
            return None
        call = found.member.call if found.member is not None and not found.member.overloads else None
        signature = None if call is None else call.signature
        return self._call_problem(signature, outcome_of_member(found.raw, found.member), member)

    def _call_problem(self, signature: inspect.Signature | None, outcome: Outcome | None, member: Member) -> str | None:
        asked = member.overloads or ((member.call,) if member.call is not None else ())
        for call in asked:
            problem = _arity_problem(signature, written_out(call).signature) or self._outcome_problem(outcome, call)
            if problem is not None:
                return f"{member.name}() {problem}"
        return None

    def _outcome_problem(self, outcome: Outcome | None, call: CallSpec) -> str | None:
        if outcome is None:
            return None
        expected = self._compile_hint(call.returns.value)
        given = None if expected is None else surely_gives(outcome, Expected(expected, self._compile_hint))
        return None if given is None or expected is None else f"gives {given}, not {expected.name}"


def _attribute_problem(found: Found, member: Member) -> str | None:
    """An attribute may hold something callable: refused where its class certainly is not, or it is None."""
    hint = found.member.value if found.member is not None else None
    if found.known and found.raw is None:
        return f"{member.name!r} is None"
    if found.known and classify(found.raw) is None and not callable(found.raw):
        return f"{member.name!r} is an attribute, not a method"
    if hint is None or hint.unchecked is not None or not is_class(hint.annotation):
        return None
    is_callable = hint.annotation is object or find_raw(hint.annotation, "__call__") is not None
    return None if is_callable or hint.annotation is type else f"{member.name!r} is an attribute, not a method"


def _arity_problem(signature: inspect.Signature | None, asked: inspect.Signature | None) -> str | None:
    """Tried with as few and with as many arguments as the protocol allows; positional ones have no names here."""
    if signature is None or asked is None:
        return None
    for full in (False, True):
        wanted = [p for p in asked.parameters.values() if full or p.default is inspect.Parameter.empty]
        count = sum(p.kind in _POSITIONAL for p in wanted)
        keywords = {p.name: None for p in wanted if p.kind is inspect.Parameter.KEYWORD_ONLY}
        try:
            signature.bind(*[None] * count, **keywords)
        except TypeError as error:
            given = ", ".join(
                ["1 argument" if count == 1 else f"{count} arguments", *(f"{name}=..." for name in keywords)]
            )
            return f"cannot be called with {given}: {error}"
    return None


def _any_function(*args: object, **kwargs: object) -> Any:
    """Stands for whatever method a value may have where an attribute is asked for."""
