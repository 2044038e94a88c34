"""Types, spelt as a stub spells them."""

from __future__ import annotations

import collections.abc
import enum
import keyword
import re
import sys
import types
import typing
from collections.abc import Callable, Sequence
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    NewType,
    NotRequired,
    Required,
    Union,
    cast,
    get_args,
    get_origin,
)

from typing_extensions import ReadOnly, TypeAliasType

UNKNOWN: Final = "object"
"""Takes any value: what stands for a type that can't be spelt."""
_CALLABLE: Final = get_origin(Callable[..., object])
# How many arguments a bare class has, where the class itself does not say it.
_ARITY: Final[dict[object, int]] = {
    list: 1, set: 1, frozenset: 1, type: 1, dict: 2,
    collections.abc.Sequence: 1, collections.abc.Iterable: 1, collections.abc.Mapping: 2,
}  # fmt: skip
_WRAPPERS: Final = (ClassVar, Final, Required, NotRequired, ReadOnly, typing.Required, typing.NotRequired)
_ALIASES: Final = (TypeAliasType, getattr(typing, "TypeAliasType", TypeAliasType))


class Speller:
    """Spells types, and knows which modules have to be imported for it.

    Attributes:
        modules: those that were needed so far.
    """

    def __init__(self) -> None:
        self.modules: set[str] = set()

    def imports(self, text: str) -> list[str]:
        """The lines that import those of them that a text uses."""
        used = set(re.findall(r"\w+", text))
        return [f"import {module} as {name}" for module in sorted(self.modules) if (name := alias(module)) in used]

    def spell(self, annotation: object) -> str:
        """A type as an expression; "object" when it has no name that a module can be asked for."""
        try:
            return self._spell(annotation)
        except _Unspeakable:
            return UNKNOWN

    def named(self, found: object) -> str:
        """A class, or another thing that its module knows by its name.

        Raises:
            LookupError: its module does not know it.
        """
        name = getattr(found, "__qualname__", None) or getattr(found, "__name__", None)
        module = _home(found, name) if isinstance(name, str) else None
        if module is None:
            raise _Unspeakable(repr(found))
        self.modules.add(module)
        return f"{alias(module)}.{name}"

    def _spell(self, annotation: object) -> str:
        if annotation is None or annotation is types.NoneType:
            return "None"
        origin = get_origin(annotation)
        arguments = get_args(annotation)
        if origin is Annotated or origin in _WRAPPERS:
            return self._spell(arguments[0])
        if origin in (Union, types.UnionType):
            return " | ".join(dict.fromkeys(self._spell(arm) for arm in arguments))
        if origin is Literal:
            return f"{self.named_from('typing', 'Literal')}[{', '.join(map(self._value, arguments))}]"
        if isinstance(annotation, _ALIASES):
            return self.named(annotation)
        if isinstance(annotation, NewType):
            return self.named(annotation)
        if origin is not None:
            return self._generic(origin, arguments)
        if isinstance(annotation, type):
            return self._class(annotation)
        raise _Unspeakable(repr(annotation))

    def named_from(self, module: str, name: str) -> str:
        """A name of a module that is known to have it."""
        self.modules.add(module)
        return f"{alias(module)}.{name}"

    def _class(self, cls: type) -> str:
        metadata = getattr(cls, "__pydantic_generic_metadata__", None)
        if metadata and metadata["origin"] is not None:
            return self._generic(metadata["origin"], metadata["args"])
        name = self.named(cls)
        if cls is tuple:
            return f"{name}[{self.named_from('typing', 'Any')}, ...]"
        count = _ARITY.get(cls, len(parameters(cls)))
        return f"{name}[{', '.join([self.named_from('typing', 'Any')] * count)}]" if count else name

    def _generic(self, origin: object, arguments: Sequence[object]) -> str:
        name = self.named(origin)
        if origin is _CALLABLE:
            taken, given = arguments
            if taken is ...:
                return f"{name}[..., {self._spell(given)}]"
            if not isinstance(taken, list):
                raise _Unspeakable(repr(taken))
            each = ", ".join(self._spell(one) for one in cast("list[object]", taken))
            return f"{name}[[{each}], {self._spell(given)}]"
        if origin is tuple and not arguments:
            return f"{name}[()]"
        return f"{name}[{', '.join('...' if one is ... else self._argument(one) for one in arguments)}]"

    def _argument(self, annotation: object) -> str:
        # A list of what can't be spelt is a list of anything: `list[object]` would take no list of strings.
        try:
            return self._spell(annotation)
        except _Unspeakable:
            return self.named_from("typing", "Any")

    def _value(self, value: object) -> str:
        if isinstance(value, enum.Enum):
            return f"{self.named(type(value))}.{value.name}"
        if value is None or isinstance(value, bool | int | str | bytes):
            return ascii(value)
        raise _Unspeakable(repr(value))


class _Unspeakable(LookupError):
    """A type that has no name."""


def parameters(cls: object) -> tuple[object, ...]:
    """The variables of a generic class."""
    metadata = getattr(cls, "__pydantic_generic_metadata__", None)
    found: object = metadata["parameters"] if metadata else getattr(cls, "__parameters__", ())
    return cast("tuple[object, ...]", found) if isinstance(found, tuple) else ()


def alias(module: str) -> str:
    """The name by which a stub knows a module: one that no field has."""
    return "_" + module.replace("_", "_1").replace(".", "__")


def _home(found: object, name: str) -> str | None:
    """The module that has it under its own name: the one that it says, or a public one above it."""
    module = getattr(found, "__module__", None)
    if not isinstance(module, str) or not all(
        part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")
    ):
        return None
    candidates = [module]
    while any(part.startswith("_") for part in module.split(".")) and "." in module:
        module = module.rpartition(".")[0]
        candidates.insert(0, module)
    return next((one for one in candidates if _has(one, name, found)), None)


def _has(module: str, name: str, found: object) -> bool:
    inside: Any = sys.modules.get(module)
    for part in name.split("."):
        inside = getattr(inside, part, None)
    return inside is found and module != "__main__"
