"""Attributes that methods assign to `self`."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from types import FunctionType
from typing import Final

from mockfactory.spec.annotations.momentary import A_MOCK
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.assigned import Assigned, assigned_at
from mockfactory.spec.members.functions import functions_of
from mockfactory.spec.members.lazy import is_dunder
from mockfactory.spec.members.names import Names
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.stores import stores_of
from mockfactory.spec.members.storing import BY_NAME, Method, Place, mangled, stores_nothing

# A constructor that looks at these sets names that are declared elsewhere.
_KNOWN_NAMES: Final = frozenset({"hasattr", "fields", "_fields", "__slots__", "__annotations__"})


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
            found = None if is_dunder(name) else self._find(name, self._values(name))
            if found is not None and found.hint.unchecked == A_MOCK:
                return found
            self._known[name] = found
        return self._known[name]

    def alone(self, name: str) -> Assigned | None:
        """The same where what the classes hold under the name is not what an object has: it is put above that."""
        return self._find(name, [])

    def names(self) -> list[str]:
        """All assigned names."""
        found: dict[str, None] = {}
        for method in self._methods:
            for store in stores_of(method.function).found if method.look.may_store else ():
                found[mangled(store.name, method.owner)] = None
        return [name for name in found if not is_dunder(name)]

    def _find(self, name: str, values: Sequence[object]) -> Assigned | None:
        places = [
            Place(method, store)
            for method in self._methods
            if method.may_store(name)
            for store in stores_of(method.function).found
            if mangled(store.name, method.owner) == name
        ]
        if not places:
            return None
        return assigned_at(self._reading, name, places, values, are_all=not self._sets_any_name)

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
    def _methods(self) -> list[Method]:
        return [
            Method(owner, function, binding)
            for owner in self._names.classes
            for function, binding in functions_of(owner)
            if function.__code__.co_argcount and not stores_nothing(function)
        ]


def sets_unknown_names(names: Names) -> str | None:
    """Where a constructor stores attributes under names that are not written in it; None when none does."""
    for owner in names.classes:
        function = namespace_of(owner).get("__init__")
        if type(function) is not FunctionType:
            continue
        used = function.__code__.co_names
        if BY_NAME.isdisjoint(used) or not _KNOWN_NAMES.isdisjoint(used):
            continue
        if stores_of(function).by_name:
            return f"{name_of(owner)}.__init__"
    return None
