"""What a metaclass gives its classes: names on a class double that its instances do not have."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from mockfactory.spec import Member, Spec
from mockfactory.spec.members.lazy import is_dunder

_OF_ANY_CLASS: Final = frozenset({*vars(type), *vars(object), "__getattr__"})
_NONE: Final[Mapping[str, Member]] = MappingProxyType({})


def spec_of_metaclass(spec: Spec) -> Spec | None:
    """The spec of the metaclass, of which nothing runs; None for `type` itself."""
    kind = type(spec.cls)
    if kind is type:
        return None
    from mockfactory.spec.read import read_spec

    return read_spec(kind)


def members_of_metaclass(spec: Spec) -> Mapping[str, Member]:
    """What the metaclass adds to the names that every class has."""
    above = spec_of_metaclass(spec)
    if above is None:
        return _NONE
    return {name: above.members[name] for name in above.members if name not in _OF_ANY_CLASS}


def with_operators(metaclass: type, spec: Spec, read: Callable[..., object]) -> type:
    """`metaclass` with `__len__`, `__getitem__` and the like where the real metaclass has them.

    Python looks these up on the class of the class alone.

    Args:
        metaclass: the class of class doubles.
        spec: of the class.
        read: gives what a class double has under a name.
    """
    kind = type(spec.cls)
    if kind is type:
        return metaclass
    found = _made.get(kind)
    if found is None:
        members = members_of_metaclass(spec)
        names = [name for name, one in members.items() if is_dunder(name) and one.call is not None]
        reading: dict[str, object] = {
            name: property(functools.partial(read, name=name)) for name in names if name not in vars(metaclass)
        }
        found = _made[kind] = type(metaclass.__name__, (metaclass,), reading) if reading else metaclass
    return found


_made: Final[weakref.WeakKeyDictionary[type, type]] = weakref.WeakKeyDictionary()
