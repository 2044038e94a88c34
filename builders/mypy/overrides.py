"""What a call may name: the parameters that stand in the place of `**overrides: object`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mypy.nodes import DictExpr, Expression, ListExpr, StrExpr, TupleExpr, TypeInfo
from mypy.plugin import CheckerPluginInterface
from mypy.typeops import make_simplified_union
from mypy.types import AnyType, Type, TypedDictType, TypeOfAny

from builders.mypy.fields import Fields, arms, fields_of
from builders.mypy.items import items

SEPARATOR: Final = "__"
_ANYTHING: Final = AnyType(TypeOfAny.special_form)

Asked = Mapping[str, Expression | None]
"""The names that a call or a dict display gives, each with its value where it is known."""


@dataclass(frozen=True)
class Named:
    """The names that are known in one place, and what was read to know them."""

    types: dict[str, Type]
    open: bool
    classes: frozenset[TypeInfo]


@dataclass(frozen=True)
class Naming:
    """Names and types of overrides.

    Only what the call leads to is read: the fields of a nested object when a nested name stands in the call. So a type
    that leads back to itself has no end, and needs none.

    Attributes:
        api: mypy's, for the types that it knows by name.
        given: what may be given for a value of a type: the type itself, in a builder a declaration of it too.
        whole: whether only whole values count, no mapping for the parts of a nested object.
        many: whether a name may lead into each item of a collection, as in a builder that declares `fresh_many`.
    """

    api: CheckerPluginInterface
    given: Callable[[Type], Type]
    whole: bool = False
    many: bool = False

    def names(self, fields: Fields, asked: Asked) -> Named:
        """The names that overrides of a type may have, nested ones as far as the call has them.

        Args:
            fields: of the type.
            asked: what the call names.
        """
        classes = set(fields.classes)
        types: dict[str, Type] = {}
        for name, type_ in fields.types.items():
            if name in asked:
                types[name], read = self._value(type_, asked[name])
                classes |= read
            else:
                types[name] = self.given(type_) if self.whole else type_
        for head, rest in _heads(fields, asked).items():
            inner = [self.names(one, rest) for one in self._nested(fields.types[head])]
            for one in inner:
                classes |= one.classes
                for name, type_ in one.types.items():
                    full = f"{head}{SEPARATOR}{name}"
                    types[full] = make_simplified_union([types[full], type_]) if full in types else type_
            if any(one.open for one in inner):
                types.update({full: _ANYTHING for name in rest if (full := f"{head}{SEPARATOR}{name}") not in types})
        return Named(types, fields.open, frozenset(classes))

    def _nested(self, type_: Type) -> list[Fields]:
        """The fields of what names lead into."""
        into = [*arms(type_), *(arm for item in items(type_) for arm in arms(item) if self.many)]
        return [found for arm in into if (found := fields_of(arm)) is not None]

    def _value(self, type_: Type, expression: Expression | None) -> tuple[Type, frozenset[TypeInfo]]:
        """What may be given for one field: its type, or a mapping with parts of the object that it holds."""
        given = self.given(type_)
        if self.whole:
            return given, frozenset()
        nested = [found for arm in arms(type_) if (found := fields_of(arm)) is not None]
        if not nested:
            return self._items(type_, expression)
        read = frozenset(info for one in nested for info in one.classes)
        keys = _keys(expression)
        if keys is None or any(one.open for one in nested):
            return make_simplified_union([given, self._mapping()]), read
        inner = [self.names(one, keys) for one in nested]
        # A dict display is checked key by key where nothing else may stand.
        parts: list[Type] = [self.given(arm) for arm in arms(type_) if fields_of(arm) is None]
        parts += [self._partial(one.types) for one in inner]
        return make_simplified_union(parts), read.union(*(one.classes for one in inner))

    def _items(self, type_: Type, expression: Expression | None) -> tuple[Type, frozenset[TypeInfo]]:
        """What may be given for a field of no object: in a list of objects a mapping with parts of one."""
        given = self.given(type_)
        objects = [found for item in items(type_) for arm in arms(item) if (found := fields_of(arm)) is not None]
        entries = expression.items if isinstance(expression, ListExpr | TupleExpr) else []
        displays = [entry for entry in entries if isinstance(entry, DictExpr)]
        if not objects or not displays:
            return given, frozenset()
        several = make_simplified_union([*items(type_), self._parts(displays, objects)])
        read = frozenset(info for one in objects for info in one.classes)
        return make_simplified_union([given, self.api.named_generic_type("typing.Sequence", [several])]), read

    def _parts(self, displays: Sequence[DictExpr], objects: Sequence[Fields]) -> Type:
        """One mapping for all items: mypy would not choose between several."""
        keys: dict[str, Expression | None] = {}
        for display in displays:
            read = _keys(display)
            if read is None or len(objects) != 1 or objects[0].open:
                return self._mapping()
            keys |= read
        return self._partial(self.names(objects[0], keys).types)

    def _mapping(self) -> Type:
        names: list[Type] = [self.api.named_generic_type(f"builtins.{name}", []) for name in ("str", "object")]
        return self.api.named_generic_type("typing.Mapping", names)

    def _partial(self, types: Mapping[str, Type]) -> Type:
        fallback = self.api.named_generic_type("typing._TypedDict", [])
        return TypedDictType(dict(types), set(), set(), fallback)


def _heads(fields: Fields, asked: Asked) -> dict[str, dict[str, Expression | None]]:
    """The fields that nested names lead into, each with the rest of those names."""
    heads: dict[str, dict[str, Expression | None]] = {}
    for name, value in asked.items():
        head, separator, rest = name.partition(SEPARATOR)
        if name not in fields.types and separator and rest and head in fields.types:
            heads.setdefault(head, {})[rest] = value
    return heads


def _keys(expression: Expression | None) -> dict[str, Expression | None] | None:
    """The keys of a dict display, when all can be read."""
    if not isinstance(expression, DictExpr):
        return None
    entries = list(_entries(expression))
    return dict(entries) if len(entries) == len(expression.items) else None


def _entries(expression: DictExpr) -> Iterator[tuple[str, Expression]]:
    for key, value in expression.items:
        if isinstance(key, StrExpr):
            yield key.value, value
