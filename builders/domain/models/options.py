"""Something that can be set: its type, its bounds, and why a value does not fit."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from pydantic import (
    JsonValue,
    SecretStr,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    model_validator,
)

from builders.domain.models.entity import Entity

OptionType = Literal["string", "integer", "number", "boolean", "secret"]
"""What an option holds: JSON Schema's words, and `secret` for a string that is shown to nobody."""

OptionValue = str | int | float | bool
_Strict = StrictBool | StrictInt | StrictFloat | StrictStr


class Option(Entity):
    """Something that can be set: on a plugin, or on an algorithm.

    Attributes:
        name: in lower case with underscores.
        type: what it holds.
        required: whether it has to be set.
        default: what holds where it is not set; a required option and a secret have none.
        choices: the only values of a string or number; empty: any.
        minimum, maximum: bounds of an integer or a number, both allowed.

    Example:
        >>> retries = Option(name="retries", type="integer", default=3, minimum=0, maximum=10)
        >>> retries.why_not(5), retries.why_not(11)
        (None, '11 is more than the maximum 10')
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
    type: OptionType
    required: bool = False
    default: _Strict | None = None
    choices: tuple[_Strict, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        numeric = self.type in ("integer", "number")
        if not numeric and (self.minimum is not None or self.maximum is not None):
            raise ValueError(f"a {self.type} has no minimum and no maximum")
        if self.minimum is not None and self.maximum is not None and self.maximum < self.minimum:
            raise ValueError(f"maximum {self.maximum} is less than minimum {self.minimum}")
        if self.choices and self.type in ("boolean", "secret"):
            raise ValueError(f"a {self.type} has no choices")
        if self.default is not None and (self.required or self.type == "secret"):
            raise ValueError(f"a {'required option' if self.required else 'secret'} has no default")
        for what, value in [("default", self.default), *(("choice", choice) for choice in self.choices)]:
            reason = None if value is None else self.why_not(value)
            if reason is not None:
                raise ValueError(f"the {what} of {self.name!r} does not fit: {reason}")
        return self

    def why_not(self, value: object) -> str | None:
        """Why a value can't be set, in words; `None` when it can. Nothing is converted: "3" is no integer."""
        if self.type == "secret":
            return _why_no_secret(value)
        if not _is_of(self.type, value):
            return f"{value!r} is no {self.type}"
        if self.choices and value not in self.choices:
            return f"{value!r} is none of {', '.join(map(repr, self.choices))}"
        if isinstance(value, int | float):
            if self.minimum is not None and value < self.minimum:
                return f"{value!r} is less than the minimum {self.minimum:g}"
            if self.maximum is not None and value > self.maximum:
                return f"{value!r} is more than the maximum {self.maximum:g}"
        return None

    def json_schema(self) -> dict[str, JsonValue]:
        """What JSON Schema says of it."""
        schema: dict[str, JsonValue] = {"type": "string" if self.type == "secret" else self.type}
        if self.type == "secret":
            schema |= {"format": "password", "writeOnly": True, "minLength": 1}
        if self.default is not None:
            schema["default"] = self.default
        if self.choices:
            schema["enum"] = list(self.choices)
        if self.minimum is not None:
            schema["minimum"] = self.minimum
        if self.maximum is not None:
            schema["maximum"] = self.maximum
        return schema


def _is_of(type_: Literal["string", "boolean", "integer", "number"], value: object) -> bool:
    match type_:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _why_no_secret(value: object) -> str | None:
    """In words that do not tell it."""
    if not isinstance(value, SecretStr | str):
        return f"a secret is text, not of the type {type(value).__qualname__}"
    plain = plain_text(value)
    if not plain:
        return "the secret is empty"
    return "the secret is only its mask, as a dump shows it" if set(plain) == {"*"} else None


def plain_text(value: object) -> str:
    """A secret, in the open."""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
