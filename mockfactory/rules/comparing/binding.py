"""A generic method beside another one: what its type variables are where it is called as the other one is.

Source: the typing specification, "Generics": a generic function is assignable to another one if there are types for its
variables with which it is, whatever the variables of the other one stand for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from mockfactory.spec import CallSpec, Hint
from mockfactory.spec.annotations.forms import arguments_in, is_list
from mockfactory.spec.annotations.parameters import replace
from mockfactory.spec.assigning.calls import parameters_met
from mockfactory.spec.assigning.variables import bounds_in
from mockfactory.spec.looking.identity import ByIdentity, is_one_of, same_type
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import Result


def with_one_meaning(given: CallSpec, asked: CallSpec, known: Collection[object]) -> tuple[CallSpec, CallSpec]:
    """Both calls; each type variable of the one that is asked for as a class of its own, those of the other solved.

    Args:
        given: how it is called.
        asked: how that is called for which it stands.
        known: the type variables of the class, which mean the same in both.
    """
    own = [(one, type(one.__name__, (), {})) for one in _variables(asked) if not is_one_of(one, known)]
    open_ = [one for one in _variables(given) if not is_one_of(one, known)]
    if not own and not open_:
        return given, asked
    asked = _with(asked, dict[object, object](own))
    return _with(given, dict(_solved(given, asked, open_, ByIdentity((cls, one) for one, cls in own)))), asked


def _solved(
    given: CallSpec, asked: CallSpec, open_: Collection[TypeVar], origins: ByIdentity[TypeVar]
) -> Iterator[tuple[object, object]]:
    """What each variable has to take, where that is one type."""
    met = [(asked.hints[one.name], given.hints[other.name]) for one, other in parameters_met(given, asked)]
    said = [
        bound
        for passed, taken in met
        if passed.unchecked is None and taken.unchecked is None
        for bound in bounds_in(passed.annotation, taken.annotation, open_)
    ]
    for variable in open_:
        types = [one.type for one in said if one.variable is variable]
        if types and all(same_type(one, types[0]) for one in types):
            origin = origins.get(types[0])
            if _limits(variable) in ((None, ()), origin and _limits(origin)):
                yield variable, types[0]


def _limits(variable: TypeVar) -> tuple[object, tuple[object, ...]]:
    return variable.__bound__, variable.__constraints__


def _variables(call: CallSpec) -> list[TypeVar]:
    hints = [*call.hints.values(), call.returns.value]
    return list(dict.fromkeys(one for hint in hints for one in _in(hint.annotation)))


def _in(annotation: object) -> Iterator[TypeVar]:
    if isinstance(annotation, TypeVar):
        yield annotation
    elif not is_class(annotation):
        for one in annotation if is_list(annotation) else arguments_in(annotation):
            yield from _in(one)


def _with(call: CallSpec, mapping: Mapping[object, object]) -> CallSpec:
    if not mapping:
        return call

    def put(hint: Hint) -> Hint:
        return dataclasses.replace(hint, annotation=replace(hint.annotation, mapping))

    result = call.returns
    uses = (result.awaits, result.enters, result.aenters, result.yields, result.ayields)
    returns = Result(put(result.value), *(None if one is None else put(one) for one in uses))
    return dataclasses.replace(call, hints={name: put(hint) for name, hint in call.hints.items()}, returns=returns)
