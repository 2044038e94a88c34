"""TypedDicts: a dictionary whose keys have types."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, ForwardRef, cast, get_args, get_origin

import typing_extensions

from builders.draws.choices import Maybe
from builders.draws.impossible import Impossible
from builders.plan.maker import Refusal
from builders.plan.reading.generics import Bindings, bindings, class_of
from builders.plan.reading.hints import resolved
from builders.plan.reading.making import checked, refusal
from builders.plan.reading.reading import Reading
from builders.plan.record import Record

_REQUIRED: Final = (typing.Required, typing_extensions.Required)
_NOT_REQUIRED: Final = (typing.NotRequired, typing_extensions.NotRequired)


class _Absent(enum.Enum):
    ABSENT = "left out"


@dataclass(frozen=True, eq=False)
class _Maker:
    """A dictionary of the keys that are there."""

    call: Callable[..., object]
    names: Collection[str]

    def make(self, values: dict[str, object]) -> object:
        return {name: value for name, value in values.items() if value is not _Absent.ABSENT}

    def refusal(self, error: Exception) -> Refusal | None:
        return refusal(error, self.names)


def read(type_: object, reading: Reading) -> Record | None:
    """Read a TypedDict, or an alias of a generic one; `None` when it is none.

    A key that is not required is left out once in eight times.
    """
    class_ = class_of(type_)
    if class_ is None or not typing_extensions.is_typeddict(class_):
        return None
    record = reading.begin(type_, _Maker(class_, _annotations(class_).keys()))
    record.check = checked(record)
    optional = cast("frozenset[str]", getattr(class_, "__optional_keys__", frozenset[str]()))
    bound: dict[object, object] = {}
    for found in bindings(type_).values():
        bound.update(found)
    for name, annotation in _annotations(class_).items():
        hint, required = _unqualified(_hint(annotation, class_, bound), name not in optional)
        reading.add(record, name, hint)
        field = record.fields[name]
        if not required and field.draw is not None and not isinstance(field.draw, Impossible):
            record.fields[name] = replace(field, draw=Maybe(field.draw, _Absent.ABSENT))
    return record


def _annotations(class_: type) -> Mapping[str, object]:
    """Those of the keys, the inherited ones too: a TypedDict does not remember its bases."""
    return typing_extensions.get_annotations(class_, format=typing_extensions.Format.FORWARDREF)


def _hint(annotation: object, class_: type, bound: Bindings) -> object:
    module: object = getattr(annotation, "__forward_module__", None)
    if isinstance(annotation, ForwardRef) and isinstance(module, str) and module != class_.__module__:
        # Inherited from a TypedDict of another module, where its names are known.
        owner = type(class_.__name__, (), {"__module__": module})
        return resolved(annotation, owner, bound)
    return resolved(annotation, class_, bound)


def _unqualified(hint: object, required: bool) -> tuple[object, bool]:
    """A hint without `Required`, `NotRequired` and `ReadOnly`, and whether the key has to be there."""
    while get_origin(hint) in (*_REQUIRED, *_NOT_REQUIRED, typing_extensions.ReadOnly):
        if get_origin(hint) in _REQUIRED:
            required = True
        elif get_origin(hint) in _NOT_REQUIRED:
            required = False
        hint = get_args(hint)[0]
    return hint, required
