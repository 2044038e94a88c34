"""What the constructor of a type makes of a value that was given for a field: a UUID of its text, in a model."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast, get_origin
from weakref import WeakKeyDictionary

Convert = Callable[[object], object]

_known: Final[WeakKeyDictionary[type[object], Mapping[str, Convert]]] = WeakKeyDictionary()


class Refused(Exception):
    """The field does not take the value."""


def converted(type_: object, name: str, value: object) -> object:
    """The value that a field has, when an object was made with another one for it.

    Args:
        type_: a class with fields, or an alias of a generic one.
        name: the field's.
        value: what was given.

    Returns:
        The value itself where its constructor converts nothing, or where that can't be known for a field alone.

    Raises:
        Refused: the field does not take it. The words say why.
    """
    class_: object = get_origin(type_) or type_
    if not isinstance(class_, type):
        return value
    owner = cast("type[object]", class_)
    if owner not in _known:
        _known[owner] = dict(_converters(owner))
    convert = _known[owner].get(name)
    return value if convert is None else convert(value)


def _converters(owner: type[object]) -> Iterator[tuple[str, Convert]]:
    schema: object = vars(owner).get("__pydantic_core_schema__")
    if isinstance(schema, dict):
        yield from _of_pydantic(cast("dict[str, Any]", schema))
    elif "attrs" in sys.modules or "attr" in sys.modules:
        import attrs

        if attrs.has(owner):
            for field in attrs.fields(owner):
                # A converter that asks for the object needs one.
                if field.converter is not None and not isinstance(field.converter, attrs.Converter):
                    yield field.alias or field.name, _Called(cast("Convert", field.converter))


def _of_pydantic(schema: dict[str, Any]) -> Iterator[tuple[str, Convert]]:
    definitions: list[Any] = []
    config: Any = None
    node: Any = schema
    while isinstance(node, dict):
        inner = cast("dict[str, Any]", node)
        config = inner.get("config", config)
        definitions += inner.get("definitions", ())
        if inner["type"] == "model-fields":
            for name, field in inner["fields"].items():
                yield name, _Validated(field["schema"], definitions, config)
            return
        if inner["type"] == "dataclass-args":
            for field in inner["fields"]:
                yield field["name"], _Validated(field["schema"], definitions, config)
            return
        if inner["type"] == "definition-ref":
            node = next((each for each in definitions if each.get("ref") == inner["schema_ref"]), None)
        else:
            node = inner.get("schema")


class _Called:
    """A converter of attrs."""

    def __init__(self, function: Convert) -> None:
        self._function = function

    def __call__(self, value: object) -> object:
        try:
            return self._function(value)
        except (TypeError, ValueError) as error:
            raise Refused(str(error)) from None


class _Validated:
    """The part of a pydantic model's schema that is for one field."""

    def __init__(self, schema: Any, definitions: list[Any], config: Any) -> None:
        self._schema = schema
        self._definitions = definitions
        self._config = config
        self._validator: Any = None

    def __call__(self, value: object) -> object:
        from pydantic_core import SchemaValidator, ValidationError, core_schema

        if self._validator is None:
            whole = core_schema.definitions_schema(self._schema, self._definitions)
            self._validator = SchemaValidator(whole if self._definitions else self._schema, self._config)
        try:
            # A validator that looks at other fields can't be asked for one field alone.
            with contextlib.suppress(AttributeError, TypeError, KeyError):
                return self._validator.validate_python(value)
        except ValidationError as error:
            raise Refused("; ".join(each["msg"] for each in error.errors(include_url=False))) from None
        return value
