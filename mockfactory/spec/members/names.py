"""The names of a class: where each is first defined, and which are machinery rather than promise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import FunctionType
from typing import Final, cast

from mockfactory.spec.looking.raw import mro_of, namespace_of
from mockfactory.spec.looking.static import described_classes, stored
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.fields import Fields, fields_of

MACHINERY: Final = frozenset(
    {
        "__abstractmethods__", "__annotate__", "__annotate_func__", "__annotations__", "__annotations_cache__",
        "__callable_proto_members_only__",
        "__class__", "__classcell__", "__dict__", "__doc__", "__firstlineno__", "__module__",
        "__non_callable_proto_members__", "__orig_bases__", "__parameters__", "__protocol_attrs__", "__qualname__",
        "__slots__", "__static_attributes__", "__type_params__", "__weakref__", "_abc_impl",
        "_is_protocol", "_is_runtime_protocol",
    }
)  # fmt: skip
_PROTOCOL_FILLERS: Final = frozenset({"_no_init_or_replace_init", "_proto_hook"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where a name stands: the nearest class whose body holds a value for it, and the nearest that annotates it."""

    body: type | None = None
    annotation: type | None = None

    @property
    def owner(self) -> type | None:
        """The class to name for it: where it is annotated, else where it has a value."""
        return self.body if self.annotation is None else self.annotation


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The classes that describe `cls`, the names they hold, and the fields they declare."""

    cls: type
    classes: tuple[type, ...]
    places: dict[str, Places]
    fields: Fields

    def is_annotated_nearer(self, place: Places) -> bool:
        """Whether a subclass annotates anew what a base class gives a value."""
        if place.annotation is None:
            return False
        nearest = next(one for one in self.classes if one is place.body or one is place.annotation)
        return nearest is not place.body


def names_of(cls: type) -> Names:
    """Everything that the bodies of `cls` and its bases name; methods are not looked into."""
    classes = described_classes(cls)
    fields = fields_of(cls)
    bodies: dict[str, type] = {}
    annotations: dict[str, type] = {}
    hidden: set[str] = set()
    for base in mro_of(cls):
        if all(base is not one for one in classes):
            # What `Generic` and `Protocol` define hides the same names of the classes after them.
            hidden.update(namespace_of(base))
            continue
        for name, value in namespace_of(base).items():
            if name in bodies or name in hidden or name in MACHINERY:
                continue
            if fills_in(value):
                hidden.add(name)
            else:
                bodies[name] = base
        for name in annotated_names(base):
            if name not in annotations and name not in fields.hidden:
                annotations[name] = base
    names = dict.fromkeys([*bodies, *annotations, *fields.fields])
    places = {name: Places(bodies.get(name), annotations.get(name)) for name in names if type(name) is str}
    return Names(cls, classes, places, fields)


def annotated_names(owner: type) -> Iterable[str]:
    """The names annotated in the body of `owner` itself."""
    return annotations_in(owner)


def fills_in(value: object) -> bool:
    """Whether `typing` put `value` into the body of a Protocol."""
    if type(value) is FunctionType:
        return value.__name__ in _PROTOCOL_FILLERS
    return type(value) is classmethod and fills_in(stored(cast(object, value), "__func__"))
