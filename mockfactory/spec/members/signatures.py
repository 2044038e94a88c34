"""How a member is called: its signature after decoration, bound, and what each part of it promises."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Coroutine
from types import FunctionType
from typing import Any, Final, cast

from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.annotations.generics import substitute
from mockfactory.spec.annotations.packed import checkable
from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import MISSING, instance_dict, is_class, stored
from mockfactory.spec.looking.written import annotations_in, signature_of
from mockfactory.spec.members.bodies import returns_no_value
from mockfactory.spec.members.kinds import Callee, Getter, callee, classify
from mockfactory.spec.members.parameter_lists import written_out
from mockfactory.spec.members.reading import Reading, optional_by_default
from mockfactory.spec.members.written import written_by
from mockfactory.spec.model import NO_ANNOTATION, Binding, CallSpec, Hint, Kind, Result

NO_SIGNATURE: Final = "no signature can be read (C function)"
NO_FIRST_ARGUMENT: Final = "its function takes no first argument, so it cannot be called on an instance"
_FIRST: Final = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def call_spec(reading: Reading, owner: type | None, member: Callee, *, self_given: bool = True) -> CallSpec:
    """How `member` of `owner` is called on the target.

    Args:
        reading: the target being read.
        owner: the class whose body holds the member; None for a function of its own.
        member: the class value as `classify` sees it.
        self_given: False to keep the first parameter (a function that is no member).

    Returns:
        The signature with its hints, or the reason why there is none.
    """
    source, declared = _signature_source(member.links)
    scope = scope_of(reading, source, owner)
    try:
        signature = declared or read_signature(source)
        whole = signature
        if self_given and member.binding is not Binding.STATIC and not _is_partial(source):
            signature = without_first(signature)
    except _NoFirstArgument:
        return CallSpec(None, {}, result_of(member.kind, NO_ANNOTATION), NO_FIRST_ARGUMENT)
    except (ValueError, TypeError, AttributeError):
        return CallSpec(None, {}, result_of(member.kind, NO_ANNOTATION), NO_SIGNATURE)
    written = written_by(source if declared is None else None, owner, signature, scope)
    hints = {
        name: optional_by_default(reading.bound(written.hints[name], owner), parameter.default)
        for name, parameter in signature.parameters.items()
    }
    if member.dispatched:
        _mark_dispatched(signature, hints)
    returns = reading.bound(written.returns, owner)
    own = _own_variable(reading, owner, whole, scope) if whole is not signature else None
    if own is not None:
        mapping = {own: reading.own_type}
        hints = {name: substitute(hint, mapping, reading.own_type) for name, hint in hints.items()}
        returns = substitute(returns, mapping, reading.own_type)
    first = _taken_away(whole, signature)
    no_value = _answers_nothing(member, owner, signature)
    signature, hints = written_out(signature, hints, reading.bindings_of(owner))
    hints = {name: checkable(hint) for name, hint in hints.items()}
    if _is_partial(source):
        _mark_given(cast("functools.partial[object]", source), signature, hints)
    return CallSpec(signature, hints, result_for(member, returns), no_value=no_value, first=first)


def _own_variable(reading: Reading, owner: type | None, whole: inspect.Signature, scope: Scope) -> object | None:
    """The type variable that stands for the class in `self: T`, or `cls: type[T]`: `Self` as written before there was
    one."""
    first = next(iter(whole.parameters.values()), None)
    if first is None or first.annotation is inspect.Parameter.empty:
        return None
    written = reading.hint(first.annotation, scope, owner).annotation
    if typing.get_origin(written) is type:
        (written,) = typing.get_args(written)
    return written if type(written) is typing.TypeVar else None


def overload_specs(
    reading: Reading,
    owner: type | None,
    member: Callee,
    is_meant: Callable[[Callee], bool] = lambda overload: True,
    *,
    self_given: bool = True,
) -> tuple[CallSpec, ...]:
    """The overloads that the source declares for `member`, in order; only those that are meant for the target."""
    definition = member.definition
    if definition is None:
        return ()
    found: list[CallSpec] = []
    for overload in typing.get_overloads(definition):
        shape = classify(overload)
        if isinstance(shape, Callee):
            one = callee(shape.function, member.binding)
            if not is_meant(one):
                continue
            found.append(call_spec(reading, owner, one, self_given=self_given))
    return tuple(found)


def result_for(member: Callee, returns: Hint) -> Result:
    """What a call of `member` can be used for, given what its function is annotated to return."""
    if not member.coroutine:
        return result_of(member.kind, returns)
    awaited = Any if returns.annotation is inspect.Parameter.empty or returns.unchecked else returns.annotation
    return result_of(member.kind, Hint(Coroutine[Any, Any, awaited]))  # type: ignore[valid-type]


def getter_hint(reading: Reading, owner: type | None, getter: Getter) -> Hint:
    """What reading an attribute through `getter` gives."""
    if getter.function is None or getter.function is MISSING:
        return NO_ANNOTATION
    member = callee(getter.function, Binding.INSTANCE)
    definition = member.definition
    if definition is None:
        return NO_ANNOTATION
    written = annotations_in(definition).get("return", inspect.Parameter.empty)
    returns = reading.hint(written, scope_of(reading, definition, owner), owner)
    return result_for(member, returns).value


def setter_hint(reading: Reading, owner: type | None, setter: object) -> Hint | None:
    """What a setter takes; None where its function does not say."""
    return None if setter is None else parameter_hint(reading, owner, callee(setter, Binding.INSTANCE).definition, 1)


def parameter_hint(reading: Reading, owner: type | None, function: object, index: int) -> Hint | None:
    """The hint of one positional parameter of a function; None where it has no annotation."""
    if type(function) is not FunctionType:
        return None
    code, written = function.__code__, annotations_in(function)
    name = code.co_varnames[index] if index < code.co_argcount else ""
    return reading.hint(written[name], scope_of(reading, function, owner), owner) if name in written else None


def scope_of(reading: Reading, function: object, owner: type | None) -> Scope:
    """Where the annotations of `function` were written."""
    if type(function) is functools.partial:
        return scope_of(reading, callee(function.func, Binding.STATIC).links[-1], owner)
    if type(function) is FunctionType or (owner is None and callable(function)):
        return Scope.of_function(function, owner, None if owner is None else reading.scope_of(owner))
    return reading.scope_of(owner if owner is not None else object)


def read_signature(function: object) -> inspect.Signature:
    """`inspect.signature` of one link, running no code of its class."""
    if type(function) is FunctionType:
        return signature_of(function)
    if type(function) is functools.partial:
        return signature_of(cast("functools.partial[object]", function), follow_wrapped=True)
    if is_class(function):
        raise ValueError(NO_SIGNATURE)
    found = find_raw(type(function), "__call__")
    if found is not None and type(found[1]) is FunctionType:
        return without_first(signature_of(found[1], follow_wrapped=True))
    if stored(function, "__text_signature__") is None:
        raise ValueError(NO_SIGNATURE)
    assert callable(function)
    return signature_of(function)


class _NoFirstArgument(ValueError):
    pass


def without_first(signature: inspect.Signature) -> inspect.Signature:
    """The signature as seen through an instance or a class."""
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind not in (*_FIRST, inspect.Parameter.VAR_POSITIONAL):
        raise _NoFirstArgument
    if parameters[0].kind is inspect.Parameter.VAR_POSITIONAL:
        return signature
    return signature.replace(parameters=parameters[1:])


def _taken_away(whole: inspect.Signature, bound: inspect.Signature) -> str | None:
    """The name that binding filled, where it can be given by keyword as well: `**kwargs` takes it when it cannot."""
    if len(whole.parameters) == len(bound.parameters):
        return None
    first = next(iter(whole.parameters.values()))
    return first.name if first.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD else None


def _signature_source(links: tuple[object, ...]) -> tuple[object, inspect.Signature | None]:
    for link in links:
        declared = instance_dict(link).get("__signature__")
        if type(declared) is inspect.Signature:
            return link, declared
    return links[-1], None


def _is_partial(function: object) -> bool:
    return type(function) is functools.partial


def _mark_given(partial: functools.partial[object], signature: inspect.Signature, hints: dict[str, Hint]) -> None:
    """Of `**options: Unpack[Options]` a partial may have given a part: what is left is no whole Options."""
    for name, parameter in signature.parameters.items():
        packed = parameter.kind is inspect.Parameter.VAR_KEYWORD and origin_of(hints[name].annotation) is typing.Unpack
        if packed and not partial.keywords.keys() <= signature.parameters.keys():
            hints[name] = Hint(hints[name].annotation, "functools.partial gives a part of it")


def _mark_dispatched(signature: inspect.Signature, hints: dict[str, Hint]) -> None:
    for name in signature.parameters:
        hints[name] = Hint(hints[name].annotation, "singledispatchmethod chooses by this argument's class")
        return


def _answers_nothing(member: Callee, owner: type | None, signature: inspect.Signature) -> bool:
    if signature.return_annotation is not inspect.Signature.empty or member.abstract or len(member.links) != 1:
        return False
    if member.kind not in (Kind.METHOD, Kind.ASYNC_METHOD) or (owner is not None and is_protocol(owner)):
        return False
    function = member.function
    return type(function) is FunctionType and returns_no_value(function)


def is_protocol(cls: type) -> bool:
    """Whether `cls` itself is a Protocol (not merely an implementation of one)."""
    from mockfactory.spec.looking.raw import namespace_of

    return namespace_of(cls).get("_is_protocol") is True
