"""What a constructor or a function asks for, parameter by parameter."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from inspect import Parameter
from types import FunctionType, NoneType
from typing import Annotated, Any, Final, get_args, get_origin

from mockfactory.factory.binding.bounds import says_more
from mockfactory.factory.binding.callables import call_of
from mockfactory.factory.binding.keys import name_in, saying_the_same, without_name
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.models import kind_of, parts_of
from mockfactory.factory.wiring.defaults import is_default, is_field, stated_default
from mockfactory.factory.wiring.structs import call_by_fields, said_by_field, takes_its_fields
from mockfactory.spec import CallSpec, Hint, Spec
from mockfactory.spec.annotations.evaluation import Unresolved
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.annotations.surroundings import plain_function
from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of
from mockfactory.spec.looking.written import annotations_in

_VARIADIC: Final = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


@dataclass(frozen=True, slots=True)
class Dependency:
    """One parameter.

    Attributes:
        parameter: its name.
        by_position: it can't be given by name.
        hint: its type, or why it is not known.
        written: its type with all that `Annotated` says, where it says more than a name.
        name: the one that is meant, of several of one type.
        default: what it is when it is left out; `Parameter.empty` where it can't be.
        stated: makes what it is when nobody gives it, where a default only states that: `Query(10)`.
    """

    parameter: str
    by_position: bool
    hint: Hint
    written: object
    name: str | None
    default: object
    stated: Callable[[], object] | None = None

    @property
    def has_default(self) -> bool:
        """Whether it may be left out."""
        return self.default is not Parameter.empty


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Asked:
    """All that is asked for, and whether other names are taken as well (`**kwargs`)."""

    dependencies: tuple[Dependency, ...]
    takes_more: bool

    def named(self, parameter: str) -> Dependency | None:
        """The one of a name."""
        return next((one for one in self.dependencies if one.parameter == parameter), None)


_known: Final[weakref.WeakKeyDictionary[Spec, Asked]] = weakref.WeakKeyDictionary()
_known_functions: Final[weakref.WeakKeyDictionary[FunctionType, Asked]] = weakref.WeakKeyDictionary()


def asked_by_class(annotation: object) -> Asked | None:
    """What the constructor of a class asks for; None where it can't be read.

    Args:
        annotation: the class, or an alias of it with type arguments.
    """
    from mockfactory.spec.read import read_spec

    spec = read_spec(annotation)
    known = _known.get(spec)
    if known is None:
        cls = class_in(annotation)
        call = spec.call if cls is None or not takes_its_fields(cls) else call_by_fields(annotation, cls)
        if cls is None or call is None or call.signature is None:
            return None
        known = Asked(*_of_constructor(annotation, cls, call))
        _known[spec] = known
    return known


def asked_by_function(function: Callable[..., object]) -> Asked | None:
    """What a function asks for; None where it can't be read."""
    known = _known_functions.get(function) if type(function) is FunctionType else None
    if known is not None:
        return known
    call = call_of(function)
    if call is None or call.signature is None:
        return None
    plain = plain_function(function) or plain_function(_call_in(type(function)))
    scope = Scope.of_function(plain) if plain is not None else None
    asked = Asked(tuple(_of_call(call, lambda name: scope)), _takes_more(call))
    if type(function) is FunctionType:
        _known_functions[function] = asked
    return asked


def _call_in(cls: type) -> object:
    found = find_raw(cls, "__call__")
    return None if found is None else found[1]


def _takes_more(call: CallSpec) -> bool:
    assert call.signature is not None
    return any(one.kind is Parameter.VAR_KEYWORD for one in call.signature.parameters.values())


def _of_constructor(annotation: object, cls: type, call: CallSpec) -> tuple[tuple[Dependency, ...], bool]:
    found = {one.parameter: _as_field(annotation, one) for one in _of_call(call, lambda name: _scope(cls, name))}
    takes_more = _takes_more(call)
    # `**kwargs` that are passed on: what the constructors of the bases require.
    for base in mro_of(cls)[_place_of_constructor(cls) + 1 :] if takes_more else ():
        init = namespace_of(base).get("__init__")
        if not inspect.isfunction(init):
            continue
        from mockfactory.spec.read import read_spec

        inherited = read_spec(base).call
        if inherited is None or inherited.signature is None:
            break
        for one in _of_call(inherited, lambda name, owner=base: _scope(owner, name)):  # type: ignore[misc]
            if not one.has_default and not one.by_position:
                found.setdefault(one.parameter, one)
        takes_more = _takes_more(inherited)
        if not takes_more:
            break
    return tuple(found.values()), takes_more


def _as_field(annotation: object, one: Dependency) -> Dependency:
    """A parameter with what the field of its name says: its type too, where the parameter has none (attrs converts)."""
    cls = class_in(annotation) or object
    if one.hint.unchecked is None:
        return replace(one, written=said_by_field(cls, one.parameter, one.written))
    if kind_of(cls) is None:
        return one
    for part in parts_of(annotation):
        if part.label.lstrip("_") == one.parameter and part.annotation is not Parameter.empty:
            return replace(one, hint=Hint(part.annotation), written=part.annotation)
    return one


def _place_of_constructor(cls: type) -> int:
    order = mro_of(cls)
    owner = find_raw(cls, "__init__")
    return next((index for index, base in enumerate(order) if owner is not None and base is owner[0]), 0)


def _of_call(call: CallSpec, scope_of: Callable[[str], Scope | None]) -> Iterator[Dependency]:
    assert call.signature is not None
    for parameter in call.signature.parameters.values():
        if parameter.kind in _VARIADIC:
            continue
        hint = call.hints.get(parameter.name, Hint(Parameter.empty, "no annotation"))
        if hint.unchecked == _CONVERTED:
            hint = Hint(hint.annotation)
        said = _evaluated(parameter.annotation, scope_of(parameter.name))
        yield Dependency(
            parameter.name,
            parameter.kind is Parameter.POSITIONAL_ONLY,
            hint,
            _with_field(_said(said, hint), hint, parameter.default),
            name_in(said),
            parameter.default if is_default(parameter.default) else Parameter.empty,
            stated_default(parameter.default),
        )


_CONVERTED: Final = "pydantic converts its input"


def _scope(cls: type, name: str) -> Scope | None:
    """Where the annotation of a constructor's parameter was written: of a generated constructor, beside the field."""
    found = find_raw(cls, "__init__")
    function = found[1] if found is not None else None
    if found is not None and inspect.isfunction(function) and not function.__code__.co_filename.startswith("<"):
        return Scope.of_function(function, found[0])
    for base in mro_of(cls):
        if name in annotations_in(base):
            return Scope.of_class(base)
    return None


def _evaluated(annotation: Any, scope: Scope | None) -> object:
    """An annotation as it was written, `Annotated` and all."""
    if not isinstance(annotation, str) or scope is None:
        return annotation
    try:
        return scope.evaluate(annotation)
    except (Unresolved, TypeError):
        return annotation


def _with_field(written: object, hint: Hint, default: object) -> object:
    """A type with the bounds that stand in the place of the default: `z: int = Query(..., ge=3)`."""
    return Annotated[written, default] if hint.unchecked is None and is_field(default) else written


def _said(annotation: object, hint: Hint) -> object:
    """The annotation where it says more of a value than its type, else the type."""
    parameters: object = getattr(annotation, "__parameters__", None)
    if hint.unchecked is not None or parameters or not (says_more(annotation) or _names_items(annotation)):
        return hint.annotation
    inner: Any = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if not is_union(inner):
        return annotation
    # Where None is allowed, there is something all the same.
    union, *others = (arm for arm in get_args(inner) if arm is not NoneType)
    for arm in others:
        union = union | arm
    return saying_the_same(annotation, union)


def _names_items(annotation: object) -> bool:
    """Whether it says of its items which ones are meant: `list[Annotated[Mailer, "backup"]]`."""
    return any(name_in(part) is not None or _names_items(part) for part in get_args(without_name(annotation)))
