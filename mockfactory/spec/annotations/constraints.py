"""Type variables with constraints (`AnyStr`): a call is for one of these, and for the same one everywhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import fields, replace
from inspect import Signature
from typing import Final, TypeVar

from mockfactory.spec.annotations import parameters
from mockfactory.spec.annotations.forms import is_type_form
from mockfactory.spec.annotations.generics import substitute
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import CallSpec, Hint, Result

_MOST: Final = 16


def by_constraint(call: CallSpec) -> tuple[CallSpec, ...]:
    """`call`, once for each choice among the constraints of its type variables.

    Args:
        call: how something is called.

    Returns:
        One call for each choice; none where there is nothing to choose, where the choice makes no difference because
        a variable stands in one place alone, or where there are too many.

    Example:
        >>> from mockfactory.spec import read_spec
        >>> from typing import AnyStr
        >>> def join(a: AnyStr, b: AnyStr) -> AnyStr: ...
        >>> [one.hints["b"].annotation for one in by_constraint(read_spec(join).call)]
        [<class 'bytes'>, <class 'str'>]
    """
    given = [variable for hint in call.hints.values() for variable in _constrained(hint)]
    if not given:
        return ()
    places = [*given, *_constrained(call.returns.value)]
    several = [variable for variable in dict.fromkeys(given) if places.count(variable) > 1]
    choices = list(itertools.islice(itertools.product(*(one.__constraints__ for one in several)), _MOST + 1))
    if not several or len(choices) > _MOST:
        return ()
    return tuple(_chosen(call, dict(zip(several, choice, strict=True))) for choice in choices)


def _constrained(hint: Hint) -> Iterator[TypeVar]:
    """The type variables with constraints in a hint, each once."""
    annotation = hint.annotation
    if hint.unchecked is not None or is_class(annotation) or not is_type_form(annotation):
        return
    found = (annotation,) if type(annotation) is TypeVar else getattr(annotation, "__parameters__", ())
    for one in found:
        if type(one) is TypeVar and one.__constraints__ and all(map(is_class, one.__constraints__)):
            yield one


def _chosen(call: CallSpec, choice: dict[object, object]) -> CallSpec:
    def put_in(hint: Hint) -> Hint:
        return substitute(hint, choice, parameters.KEEP_SELF)

    hints = {name: put_in(hint) for name, hint in call.hints.items()}
    parts = {field.name: getattr(call.returns, field.name) for field in fields(Result)}
    returns = Result(**{name: hint and put_in(hint) for name, hint in parts.items()})
    signature = call.signature and _written(call.signature, hints, returns)
    return replace(call, signature=signature, hints=hints, returns=returns)


def _written(signature: Signature, hints: dict[str, Hint], returns: Result) -> Signature:
    shown = [one.replace(annotation=hints[one.name].annotation) for one in signature.parameters.values()]
    return signature.replace(parameters=shown, return_annotation=(returns.awaits or returns.value).annotation)
