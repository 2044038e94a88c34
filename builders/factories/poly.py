"""polyfactory's factories: what they declare is their own, and `build` makes the object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import faker.generator
from polyfactory.factories.base import BaseFactory

from builders.errors import CannotBuild, UnknownName
from builders.factories.chance import Chance
from builders.factories.foreign import ForeignFactory
from builders.factories.keys import key_of
from builders.factories.poly_parts import holds_object, inside
from builders.factories.values import Problem, refuse_wrong
from builders.plan.nesting import SEPARATOR, unknown

_NO_TRAITS: Final = "polyfactory has no traits"


class PolyFactory(ForeignFactory):
    """A factory class of polyfactory."""

    __slots__ = ()

    def __init__(self, class_: Any) -> None:
        model: type | None = getattr(class_, "__model__", None)
        if model is None:
            raise CannotBuild(
                f"{class_.__qualname__} is a base factory: it has no __model__.\n  write:  __model__ = ..."
            )
        super().__init__(class_, model)

    @property
    def traits(self) -> tuple[str, ...]:
        return ()

    def checked(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> dict[str, object]:
        for trait in traits:
            raise unknown(self.name, trait, self.traits, f"trait ({_NO_TRAITS})")
        return self._named(overrides, self.name)

    def refuse_wrong(self, overrides: Mapping[str, object], problem: Problem) -> None:
        record = self.record()
        if record is not None:
            refuse_wrong(record, overrides, problem)

    def chances(self) -> Iterator[Chance]:
        yield faker.generator.random
        # polyfactory makes factories of its own for the types of other fields; they draw from what their maker does.
        for each in (BaseFactory, *cast("Any", BaseFactory)._factory_type_mapping.values(), *self._declared({})):
            class_ = cast("Any", each)
            yield class_.__random__
            yield from (generator.random for generator in class_.__faker__.factories)

    def _declared(self, seen: dict[type, None]) -> dict[type, None]:
        """The class and those that it declares for its fields, and so on."""
        if self.factory not in seen:
            seen[self.factory] = None
            for name in dir(self.factory):
                inner = self._inner(name) if not name.startswith("__") else None
                if inner is not None:
                    inner._declared(seen)
        return seen

    def built(self, index: int, arguments: dict[str, object]) -> object:
        made: object = cast("Any", self.factory).build(**arguments)
        return made

    def _named(self, overrides: Mapping[str, object], path: str) -> dict[str, object]:
        """Check names, and gather those that lead into one object, as polyfactory takes them."""
        if not overrides:
            return {}
        record = self.record()
        fields = {field.name for field in cast("Any", self.factory).get_model_fields()}
        if record is not None:
            fields |= record.fields.keys()
        found: dict[str, object] = {}
        parts: dict[str, dict[str, object]] = {}
        for name, value in overrides.items():
            head, separator, rest = name.partition(SEPARATOR)
            if separator and rest and head in fields and name not in fields:
                parts.setdefault(head, {})[rest] = value
            elif type(value) is dict and self._holds_object(name):
                parts.setdefault(name, {}).update(cast("dict[str, object]", value))
            elif name in fields or (record is not None and record.extra):
                found[self._key(name, path)] = value
            else:
                raise unknown(path, name, record.fields if record is not None else sorted(fields))
        for head, given in parts.items():
            found[self._key(head, path)] = self._within(head, given, f"{path}.{head}")
        return found

    def _key(self, name: str, path: str) -> str:
        return key_of(self.model, name, path, by_name=getattr(self.factory, "__by_name__", False))

    def _within(self, head: str, parts: Mapping[str, object], path: str) -> dict[str, object]:
        """The parts of a field's object, as polyfactory takes them."""
        inner, record = self._inner(head), self.record()
        if inner is not None:
            return inner._named(parts, path)
        if record is None or head not in record.fields:
            return _nested(parts)
        if not self._holds_object(head):
            raise UnknownName(
                f"{path} holds no object with fields, so {head}{SEPARATOR}{next(iter(parts))} leads nowhere.\n"
                f"  write:  {head}=..."
            )
        return inside(record, head, parts, path)

    def _inner(self, field: str) -> PolyFactory | None:
        """The factory that is declared for a field, under its name or the key that the model takes."""
        for name in (field, self._key(field, self.name)):
            declared: object = getattr(self.factory, name, None)
            if isinstance(declared, type) and issubclass(declared, BaseFactory):
                return PolyFactory(declared)
        return None

    def _holds_object(self, field: str) -> bool:
        """Whether a dict for the field gives fields of an object."""
        record = self.record()
        return self._inner(field) is not None or (record is not None and holds_object(record, field))


def _nested(parts: Mapping[str, object]) -> dict[str, object]:
    """`{"plan__tier": 1}` as polyfactory takes it: `{"plan": {"tier": 1}}`."""
    found: dict[str, object] = {}
    for name, value in parts.items():
        head, separator, rest = name.partition(SEPARATOR)
        if separator and rest:
            inner = cast("dict[str, object]", found.setdefault(head, {}))
            inner.update(_nested({rest: value}))
        else:
            found[name] = value
    return found
