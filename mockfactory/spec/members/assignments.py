"""Attributes that methods assign to `self`."""

from __future__ import annotations

import functools
import inspect
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from types import CellType, CodeType, FunctionType, GetSetDescriptorType, NoneType
from typing import Final, Union

from mockfactory.spec.annotations.hints import strip_qualifiers
from mockfactory.spec.annotations.momentary import A_MOCK
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class, name_of, stored
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.bytecode import stored_names, uses_names
from mockfactory.spec.members.constants import hint_of_constants
from mockfactory.spec.members.kinds import links_of
from mockfactory.spec.members.lazy import is_dunder
from mockfactory.spec.members.names import Names, fills_in
from mockfactory.spec.members.reading import Reading, optional_by_default
from mockfactory.spec.members.signatures import scope_of
from mockfactory.spec.members.source import annotated_lines
from mockfactory.spec.members.stores import Store, stores_of
from mockfactory.spec.model import Hint, Kind

# What stores attributes under names that the bytecode does not show.
_BY_NAME: Final = frozenset({"setattr", "__setattr__", "__dict__", "vars"})

# By identity: a metaclass may have a hash of its own.
_PLAIN: Final = frozenset(
    map(id, (str, int, float, bool, bytes, tuple, list, dict, set, frozenset, NoneType, GetSetDescriptorType))
)

# A constructor that looks at these sets names that are declared elsewhere.
_KNOWN_NAMES: Final = frozenset({"hasattr", "fields", "_fields", "__slots__", "__annotations__"})


@dataclass(frozen=True, slots=True, eq=False)
class Assigned:
    """One attribute that a method of `owner` assigns."""

    name: str
    owner: type
    hint: Hint
    found: str
    kind: Kind = Kind.INSTANCE_ATTRIBUTE
    final: bool = False


class _Look:
    """What a quick look at a function says of the names that it may store."""

    __slots__ = ("annotated", "by_name", "names")

    def __init__(self, function: FunctionType) -> None:
        code = function.__code__
        self.names = stored_names(code)
        self.by_name = uses_names(code, _BY_NAME)
        self.annotated = {name for name, lines in annotated_lines(function).items() if lines[-1] >= code.co_firstlineno}

    @property
    def may_store(self) -> bool:
        """False where there is nothing to find."""
        return bool(self.names or self.by_name or self.annotated)


# A method of a base class is looked at once, not once for each subclass.
_looks: Final[weakref.WeakKeyDictionary[FunctionType, _Look]] = weakref.WeakKeyDictionary()


def _look_at(function: FunctionType) -> _Look:
    look = _looks.get(function)
    if look is None:
        look = _looks[function] = _Look(function)
    return look


def _stores_nothing(function: FunctionType) -> bool:
    """Whether it is plain without a closer look: it names no attribute, and no file of annotations may hide one."""
    code = function.__code__
    inner = any(type(const) is CodeType for const in code.co_consts)
    return not (code.co_names or inner or annotated_lines(function))


class _Method:
    """A function of the body of `owner`."""

    __slots__ = ("binding", "function", "look", "owner")

    def __init__(self, owner: type, function: FunctionType, binding: type) -> None:
        self.owner = owner
        self.function = function
        self.binding = binding
        self.look = _look_at(function)

    def may_store(self, name: str) -> bool:
        """Whether the function is worth a closer look for this name."""
        look = self.look
        if name in look.names or look.by_name or name in look.annotated:
            return True
        return "__" in name and _unmangled(name, self.owner) in look.annotated


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    method: _Method
    store: Store


class Assignments:
    """The attributes that methods of a class assign to their first parameter.

    Bytecode says at once which methods may store a name; only those are parsed when the name is asked for.
    """

    def __init__(self, reading: Reading, names: Names) -> None:
        self._reading = reading
        self._names = names
        self._known: dict[str, Assigned | None] = {}

    def get(self, name: str) -> Assigned | None:
        """What is assigned to `name`; None when nothing is.

        Its hint is the annotation of the assignment; else that of a parameter stored as it came; else the type of the
        constants, where nothing else is assigned; else it is unchecked.
        """
        if name not in self._known:
            found = None if is_dunder(name) else self._find(name)
            if found is not None and found.hint.unchecked == A_MOCK:
                return found
            self._known[name] = found
        return self._known[name]

    def names(self) -> list[str]:
        """All assigned names."""
        found: dict[str, None] = {}
        for method in self._methods:
            for store in stores_of(method.function).found if method.look.may_store else ():
                found[_mangled(store.name, method.owner)] = None
        return [name for name in found if not is_dunder(name)]

    def _find(self, name: str) -> Assigned | None:
        places = [
            _Place(method, store)
            for method in self._methods
            if method.may_store(name)
            for store in stores_of(method.function).found
            if _mangled(store.name, method.owner) == name
        ]
        if not places:
            return None
        constants = None if self._sets_any_name else hint_of_constants([p.store for p in places], self._values(name))
        return _assigned(self._reading, name, places, constants)

    def _values(self, name: str) -> list[object]:
        bodies = [namespace_of(owner) for owner in self._names.classes]
        return [body[name] for body in bodies if name in body]

    @functools.cached_property
    def _sets_any_name(self) -> bool:
        """Whether a method stores under computed names, and so may store anything under any name."""
        return any(
            stores_of(method.function).by_name
            for method in self._methods
            # What is restored was there before.
            if method.look.by_name and method.function.__name__ != "__setstate__"
        )

    @functools.cached_property
    def _methods(self) -> list[_Method]:
        return [
            _Method(owner, function, binding)
            for owner in self._names.classes
            for function, binding in functions_of(owner)
            if function.__code__.co_argcount and not _stores_nothing(function)
        ]


def sets_unknown_names(names: Names) -> str | None:
    """Where a constructor stores attributes under names that are not written in it; None when none does."""
    for owner in names.classes:
        function = namespace_of(owner).get("__init__")
        if type(function) is not FunctionType:
            continue
        used = function.__code__.co_names
        if _BY_NAME.isdisjoint(used) or not _KNOWN_NAMES.isdisjoint(used):
            continue
        if stores_of(function).by_name:
            return f"{name_of(owner)}.__init__"
    return None


def functions_of(owner: type) -> Iterator[tuple[FunctionType, type]]:
    """Each function written in the body of `owner`, decorated or not, with the class value's type that it was under."""
    seen: set[int] = set()
    for value in namespace_of(owner).values():
        if fills_in(value):  # its source is long, and no promise of the class
            continue
        for function in functions_in(value):
            if id(function) not in seen:
                seen.add(id(function))
                yield function, type(value)


def functions_in(value: object) -> Iterator[FunctionType]:
    """The functions behind a class value: under decorators, of a property, of a class method."""
    if type(value) is FunctionType:
        if value.__closure__ is None and "__wrapped__" not in value.__dict__:
            yield value  # a plain method, as most are
            return
        for link in links_of(value):
            if type(link) is FunctionType:
                yield link
                yield from _enclosed(link)
    elif issubclass(type(value), property):
        for name in ("fget", "fset", "fdel"):
            yield from functions_in(property.__dict__[name].__get__(value))
    elif issubclass(type(value), (staticmethod, classmethod)):
        base = staticmethod if issubclass(type(value), staticmethod) else classmethod
        yield from functions_in(base.__dict__["__func__"].__get__(value))
    elif issubclass(type(value), (functools.cached_property, functools.partialmethod, functools.singledispatchmethod)):
        yield from functions_in(stored(value, "func"))
    elif type(value) is not type and id(type(value)) not in _PLAIN:
        innermost = links_of(value)[-1]
        if type(innermost) is FunctionType:
            yield innermost


def _enclosed(wrapper: FunctionType) -> Iterator[FunctionType]:
    """Methods under a decorator that does not say what it wraps."""
    for cell in wrapper.__closure__ or ():
        content = _content(cell)
        if type(content) is FunctionType and _class_part(content) == _class_part(wrapper) != "":
            yield content


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _class_part(function: FunctionType) -> str:
    return function.__qualname__.rpartition(".")[0]


def _mangled(name: str, owner: type) -> str:
    if not name.startswith("__") or name.endswith("__"):
        return name
    bare = name_of(owner).lstrip("_")
    return f"_{bare}{name}" if bare else name


def _unmangled(name: str, owner: type) -> str:
    prefix = f"_{name_of(owner).lstrip('_')}__"
    return name.removeprefix(prefix[:-2]) if name.startswith(prefix) else name


def _assigned(reading: Reading, name: str, places: list[_Place], constants: Hint | None) -> Assigned:
    for place in places:
        if place.store.annotation is not None:
            return _annotated(reading, name, place)
    first = min(places, key=lambda place: place.method.function.__name__ != "__init__")
    kind = (
        Kind.CLASS_ATTRIBUTE
        if all(place.method.binding is classmethod for place in places)
        else Kind.INSTANCE_ATTRIBUTE
    )
    method = first.method.function.__name__
    found = f"assignment in {method}"
    hint = _hint_of_parameters(reading, places) or constants
    if hint is None:
        hint = Hint(_made_in(reading, first), f"assigned in {method} without annotation")
    return Assigned(name, first.method.owner, hint, found, kind)


def _made_in(reading: Reading, place: _Place) -> object:
    """The class of the value assigned, called by its name: not enough to check against, enough to stand in for."""
    if place.store.made is None:
        return inspect.Parameter.empty
    hint = reading.hint(
        place.store.made, scope_of(reading, place.method.function, place.method.owner), place.method.owner
    )
    return hint.annotation if hint.unchecked is None and is_class(hint.annotation) else inspect.Parameter.empty


def _annotated(reading: Reading, name: str, place: _Place) -> Assigned:
    scope = scope_of(reading, place.method.function, place.method.owner)
    bare, qualifiers = strip_qualifiers(place.store.annotation)
    hint = reading.hint(bare, scope, place.method.owner)
    if bare is inspect.Parameter.empty and place.store.parameter:
        hint = _parameter_hint(reading, place) or hint
    found = f"assignment in {place.method.function.__name__}"
    return Assigned(name, place.method.owner, hint, found, final="Final" in qualifiers)


def _hint_of_parameters(reading: Reading, places: list[_Place]) -> Hint | None:
    """What the parameters that are stored say together; None when something else may be stored as well."""
    hints: list[Hint] = []
    optional = False
    for place in places:
        store = place.store
        if store.parameter is not None:
            hint = _parameter_hint(reading, place)
            if hint is None or hint.unchecked is not None:
                return hint
            hints.append(hint)
        elif store.none:
            optional = True
        elif not store.augmented and not annotations_in(place.method.function):
            # An annotated method is taken to keep the type, since type checkers look into it; another one need not.
            return None
    if not hints:
        return None
    annotations = [hint.annotation for hint in hints] + ([None] if optional else [])
    found: object = Union[tuple(annotations)]  # noqa: UP007
    return Hint(None if found is type(None) else found)


def _parameter_hint(reading: Reading, place: _Place) -> Hint | None:
    function, name = place.method.function, place.store.parameter
    code = function.__code__
    if name is None or name not in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]:
        return None
    written = annotations_in(function)
    if name not in written:
        return None
    hint = reading.hint(written[name], scope_of(reading, function, place.method.owner), place.method.owner)
    return optional_by_default(hint, _default_of(function, name))


def _default_of(function: FunctionType, name: str) -> object:
    if function.__kwdefaults__ and name in function.__kwdefaults__:
        return function.__kwdefaults__[name]
    positional = function.__code__.co_varnames[: function.__code__.co_argcount]
    defaults = function.__defaults__ or ()
    with_default = dict(zip(reversed(positional), reversed(defaults), strict=False))
    return with_default.get(name, inspect.Parameter.empty)
