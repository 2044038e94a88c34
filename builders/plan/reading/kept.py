"""What was found out of types, kept for as long as they live."""

from __future__ import annotations

import sys
from collections import OrderedDict
from typing import Final, Generic, TypeVar, cast, get_args, get_origin

T = TypeVar("T")
_MOST: Final = 1024


class Kept(Generic[T]):
    """Something for each type.

    What can be imported again lives as long as the process, and so does what is kept for it. For any other class, such
    as one that a test defines, it becomes an attribute, and goes when the class goes. (A weak dictionary would not do:
    what is known of a class holds the class.) The same holds for what mentions such a class, as `list[User]` does. Of
    all other aliases and forms, only the last thousand are remembered.
    """

    def __init__(self, attribute: str) -> None:
        """Nothing yet.

        Args:
            attribute: the name under which classes hold it.
        """
        self._attribute = attribute
        self._mentioning = f"{attribute}mentioning__"
        # By identity, since a metaclass may define `__eq__`; each with the class, so that its identity stays taken.
        self._importable: dict[int, tuple[type, T]] = {}
        self._others: OrderedDict[object, tuple[object, T]] = OrderedDict()

    def get(self, type_: object) -> T | None:
        """What is kept for a type."""
        importable = self._importable.get(id(type_))
        if importable is not None:
            return importable[1]
        if isinstance(type_, type):
            # Not the attribute: a subclass would inherit it.
            return cast("T | None", type_.__dict__.get(self._attribute))
        key = _hashed(type_)
        known = self._others.get(key)
        if known is None and (class_ := _mentioned(type_)) is not None:
            known = self._beside(class_).get(key)
        return None if known is None else known[1]

    def keep(self, type_: object, value: T) -> None:
        """Keep a value for a type, in place of an earlier one."""
        if isinstance(type_, type):
            if _is_importable(type_):
                self._importable[id(type_)] = (type_, value)
            else:
                type.__setattr__(type_, self._attribute, value)
            return
        class_ = _mentioned(type_)
        # With the type itself, for what is known by its identity.
        if class_ is not None:
            type.__setattr__(class_, self._mentioning, {**self._beside(class_), _hashed(type_): (type_, value)})
            return
        self._others[_hashed(type_)] = (type_, value)
        while len(self._others) > _MOST:
            self._others.popitem(last=False)

    def _beside(self, class_: type) -> dict[object, tuple[object, T]]:
        """What is kept for what mentions a class."""
        return cast("dict[object, tuple[object, T]]", class_.__dict__.get(self._mentioning, {}))


def _hashed(type_: object) -> object:
    try:
        hash(type_)
    except TypeError:
        return ("by identity", id(type_))
    return type_


def _mentioned(form: object) -> type | None:
    """The first class that a form mentions and that can't be imported again; the class of a value, in a `Literal`."""
    waiting: list[object] = [get_origin(form), *get_args(form)]
    while waiting:
        here = waiting.pop(0)
        class_ = here if isinstance(here, type) else type(here)
        if not _is_importable(class_):
            return class_
        waiting += cast("list[object]", here) if isinstance(here, list) else get_args(here)
    return None


def _is_importable(class_: type) -> bool:
    """Whether a class is found under its own module and name. Classes in C are, or live as long as those that are."""
    if not class_.__flags__ & _HEAP_TYPE:
        return True
    found: object = sys.modules.get(class_.__module__)
    for part in class_.__qualname__.split("."):
        found = getattr(found, "__dict__", {}).get(part)
    return found is class_


_HEAP_TYPE: Final = 1 << 9
