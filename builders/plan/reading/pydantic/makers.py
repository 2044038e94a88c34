"""Who makes the objects: always the type's own validator, called once, and what its refusals mean."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Mapping
from typing import Any, cast

from builders.plan.maker import Refusal, Steps
from builders.plan.reading.pydantic.node import Node
from builders.plan.reading.pydantic.settings import validation_of

Make = Callable[[dict[str, object]], object]


class Absent(enum.Enum):
    """Stands for the value of a key that is left out."""

    ABSENT = "left out"


class Refusals:
    """Which fields a `ValidationError` refuses.

    Attributes:
        names: of the fields, by what an error may call them: their names and aliases.
        alone: the fields whose values are refused whatever stands beside them.
        whole: the one field that every place of an error leads to, "" where the place says which.
    """

    def __init__(self, whole: str = "") -> None:
        self.names: dict[str, str] = {}
        self.alone: frozenset[str] = frozenset()
        self.whole = whole

    def refusal(self, error: Exception) -> Refusal | None:
        """See `builders.plan.maker.Maker`."""
        from pydantic_core import ValidationError

        if not isinstance(error, ValidationError):
            # A validator's own; pydantic lets it through where it runs a constructor.
            return Refusal({"": str(error)}) if isinstance(error, ValueError | AssertionError) else None
        reasons: dict[str, str] = {}
        parts: dict[str, list[Steps]] = {}
        for entry in error.errors(include_url=False, include_context=False, include_input=False):
            name, rest = self._field_at(entry["loc"])
            reason = f"at {'.'.join(map(str, rest))}: {entry['msg']}" if rest else entry["msg"]
            reasons[name] = f"{reasons[name]}; {reason}" if name in reasons else reason
            parts.setdefault(name, []).append(rest)
        inside = {name: steps for name, steps in parts.items() if name and all(steps)}
        return Refusal(reasons, self.alone & reasons.keys(), inside)

    def _field_at(self, place: Steps) -> tuple[str, Steps]:
        """The field that an error's place leads to, "" for the whole, and the way on from there."""
        if self.whole or not place:
            return self.whole, place
        return self.names.get(str(place[0]), str(place[0])), place[1:]


class ModelMaker(Refusals):
    """Makes models."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self._validate = validation_of(model)
        self.make: Make = self._validate

    def by_name(self) -> None:
        """Take values by the names of fields that have aliases."""
        self.make = functools.partial(self._validate, by_name=True)

    def by_alias(self, aliases: Mapping[str, str]) -> None:
        """Give values under their aliases, as callers do: the model has a function that sees them so."""
        self.make = functools.partial(_renaming, functools.partial(self._validate, by_name=True), aliases)


class RootMaker(Refusals):
    """Makes root models: the one value is all there is."""

    def __init__(self, model: Any) -> None:
        super().__init__("root")
        self._validate: Callable[[object], object] = model.__pydantic_validator__.validate_python

    def make(self, values: dict[str, object]) -> object:
        return self._validate(values["root"]) if "root" in values else self._validate_nothing()

    def _validate_nothing(self) -> object:
        from pydantic_core import PydanticUndefined

        return self._validate(PydanticUndefined)


class DataclassMaker(Refusals):
    """Makes pydantic dataclasses, by their constructor."""

    def __init__(self, class_: Callable[..., object]) -> None:
        super().__init__()
        self._class = class_
        self._aliases: Mapping[str, str] = {}

    def by_alias(self, aliases: Mapping[str, str]) -> None:
        """Give values under their aliases, which the constructor asks for."""
        self._aliases = aliases

    def make(self, values: dict[str, object]) -> object:
        if self._aliases:
            return _renaming(lambda renamed: self._class(**renamed), self._aliases, values)
        return self._class(**values)


class StructureMaker(Refusals):
    """Makes what has no validator of its own: dataclasses, typed dictionaries and named tuples in a model.

    Its validator is made of its part of the model's core schema, when the first object is made.
    """

    def __init__(self, node: Node, definitions: Mapping[str, Node]) -> None:
        super().__init__()
        self._node = node
        self._definitions = definitions

    @functools.cached_property
    def _validate(self) -> Callable[..., object]:
        from pydantic_core import SchemaValidator

        ref: str | None = self._node.get("ref")
        schema: Node = {
            "type": "definitions",
            "schema": {"type": "definition-ref", "schema_ref": ref} if ref in self._definitions else self._node,
            "definitions": list(self._definitions.values()),
        }
        validator = SchemaValidator(cast("Any", schema if self._definitions else self._node))
        return validator.validate_python

    def make(self, values: dict[str, object]) -> object:
        # Not strict: a strict validator takes nothing but an object that is there already.
        there = {name: value for name, value in values.items() if value is not Absent.ABSENT}
        return self._validate(there, strict=False, by_name=True)


class ValueMaker(Refusals):
    """Makes nothing of a value: the model that it stands in validates it."""

    def __init__(self) -> None:
        super().__init__("value")

    def make(self, values: dict[str, object]) -> object:
        return values["value"]


def _renaming(make: Make, aliases: Mapping[str, str], values: dict[str, object]) -> object:
    return make({aliases.get(name, name): value for name, value in values.items()})
