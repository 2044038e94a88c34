"""What a type checker infers of an attribute that is assigned without annotation: `self.mailer = FakeMailer()`.

It is a guess: whoever has the object may put something else there. So doubles are not held to it.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from types import MemberDescriptorType, ModuleType, NoneType
from typing import Final, Union

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.made import makes_its_own
from mockfactory.spec.members.reading import Reading
from mockfactory.spec.members.stored_types import class_called, parameter_hint
from mockfactory.spec.members.storing import Place
from mockfactory.spec.model import Hint

_CONSTANTS: Final = (bool, int, float, str, bytes, NoneType)
_READ_OTHERWISE: Final = ("__get__", "__getattr__")
"""What makes of a value something else to who reads it: a descriptor, a proxy."""


def guess_of(reading: Reading, places: Sequence[Place], values: Sequence[object]) -> Hint | None:
    """The union of the types of all values that are assigned.

    Args:
        reading: the reading of the class.
        places: where the attribute is assigned.
        values: what class bodies hold under its name.

    Returns:
        None where the type of one of them is not known.
    """
    found: list[object] = []
    for place in places:
        types = _types_at(reading, place)
        if not types:
            return None
        found += types
    for value in values:
        if type(value) in _CONSTANTS:
            found.append(type(value))
        elif type(value) is not MemberDescriptorType:
            kind = class_of_value(value)
            if kind is None:
                return None
            found.append(kind)
    return Hint(Union[tuple(found)])  # noqa: UP007


def class_of_value(value: object) -> type | None:
    """The class of a value in a class body; None where what is read there may be of another one, as of a proxy."""
    kind = type(value)
    if is_one_of(kind, (object, ModuleType)) or any(find_raw(kind, name) is not None for name in _READ_OTHERWISE):
        return None
    return kind


def _types_at(reading: Reading, place: Place) -> list[object]:
    """What one place stores; nothing where that is not known."""
    store = place.store
    if store.none:
        return [NoneType]
    if store.constant is not None:
        return [store.constant]
    if store.parameter is not None:
        hint = parameter_hint(reading, place)
        return [] if hint is None or hint.unchecked is not None else [hint.annotation]
    if store.made is None or _is_local(store.made, place):
        return []
    cls = class_called(reading, place)
    return [cls] if is_class(cls) and cls is not inspect.Parameter.empty and makes_its_own(cls) else []


def _is_local(made: str, place: Place) -> bool:
    """Whether the name that is called is one of the method's own."""
    code = place.method.function.__code__
    return made.partition(".")[0] in (*code.co_varnames, *code.co_cellvars)
