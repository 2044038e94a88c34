"""Finding a member on a value without running any of its code, so that a protocol can be compared with it."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import NamedTuple, cast, final

from mockfactory.spec.check.placeholders import is_mock
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.model import Member, Spec


class Found(NamedTuple):
    """Where a member was found.

    `raw` is what the class body holds (`in_class`), or the value itself; without `known` it could not be had. `member`
    is what the class promises of it, where that could be read.
    """

    raw: object = None
    member: Member | None = None
    in_class: bool = False
    known: bool = True


@final
class Subject:
    """What is looked at: the instance's own names, and the classes that speak for the rest.

    `told_by_class` turns false once something was found in the instance alone, and so says nothing of the next one.
    """

    def __init__(self, value: object, classes: tuple[type, ...], names: Mapping[str, object]) -> None:
        self.value = value
        self.told_by_class = not isinstance(value, (type, types.ModuleType, types.FunctionType, types.MethodType))
        self._classes = classes
        self._names = names

    @classmethod
    def of_value(cls, value: object) -> Subject:
        """Look at a value: for one that answers `__class__` with another class, that class speaks too."""
        kind = type(value)
        if issubclass(kind, type):
            return cls(value, (kind,), {})
        claimed = value.__class__
        subject = cls(value, (kind,) if claimed is kind else (kind, claimed), _names_of(value))
        subject.told_by_class = subject.told_by_class and claimed is kind
        return subject

    @classmethod
    def of_class(cls, kind: type) -> Subject:
        """Look at the instances of a class, with none at hand."""
        return cls(None, (kind,), {})

    def find(self, name: str) -> Found | None:
        """The member of this name, None where there is none. Special methods are looked up on the class alone."""
        special = name.startswith("__") and name.endswith("__")
        if isinstance(self.value, type) and (found := self._of_class_object(self.value, name)):
            return found
        if not special and name in self._names:
            self.told_by_class = False
            return Found(self._names[name])
        for cls in self._classes:
            raw = find_raw(cls, name)
            if raw is not None:
                # A class may take away what its base has: `__hash__ = None`.
                return None if special and raw[1] is None else Found(raw[1], member_of(cls, name), in_class=True)
        return self._declared(name) or (None if special else self._dynamic(name))

    def _of_class_object(self, cls: type, name: str) -> Found | None:
        """A class that is passed itself: its functions still take `self`."""
        raw = find_raw(cls, name)
        if raw is None:
            return None
        if isinstance(raw[1], (classmethod, staticmethod)):
            return Found(raw[1], member_of(cls, name), in_class=True)
        return Found(raw[1])

    def _declared(self, name: str) -> Found | None:
        """An attribute that is only annotated, or set by a method."""
        for cls in reversed(self._classes):
            spec = _spec(cls)
            if spec is None:
                continue
            member = spec.members.get(name)
            if member is not None:
                return Found(member=member, in_class=True, known=False)
            if cls is not type(self.value) and spec.dynamic is not None:
                return Found(known=False)
        return None

    def _dynamic(self, name: str) -> Found | None:
        """A name that the class makes up in `__getattr__`: not asked of doubles, which would write that down."""
        if is_mock(self.value):
            return Found(known=False) if name in dir(self.value) else None
        if len(self._classes) > 1 or self.value is None:
            return None
        getter = find_raw(type(self.value), "__getattr__")
        if getter is None or not isinstance(getter[1], types.FunctionType):
            return None
        self.told_by_class = False
        try:
            return Found(getter[1](self.value, name))
        except AttributeError:
            return None


def _names_of(value: object) -> Mapping[str, object]:
    """The `__dict__` of an instance, or of a module; empty where a class puts its own code in the way."""
    found = find_raw(type(value), "__dict__")
    if found is None or not isinstance(found[1], (types.GetSetDescriptorType, types.MemberDescriptorType)):
        return {}
    names: object = found[1].__get__(value)
    return cast("dict[str, object]", names) if isinstance(names, dict) else {}


def _spec(cls: type) -> Spec | None:
    from mockfactory.spec.read import read_spec

    try:
        return read_spec(cls)
    except Exception:  # `int` and its like are not read
        return None


def member_of(cls: type, name: str) -> Member | None:
    """What a class promises of a name; None where it promises nothing or cannot be read."""
    spec = _spec(cls)
    return None if spec is None else spec.members.get(name)
