"""The names that overrides of a type have, each with the type of its value."""

from __future__ import annotations

import keyword
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Final, Union, get_args, get_origin

from builders.declaring.gathering import collections_in
from builders.plan.nesting import SEPARATOR
from builders.plan.record import Record
from builders.typings.listing import Model, record_of
from builders.typings.spelling import UNKNOWN, Speller

_DEPTH: Final = 2
_MANY: Final = 300
"""With more names than that, a type's nested names are listed one level deep only."""

VALUES: Final = "values"
DECLARED: Final = "declared"
RULES: Final = "rules"


class Naming:
    """Writes the dictionaries of names, each once.

    Attributes:
        speller: spells the types of fields.
        blocks: the dictionaries that were written, by their names.
    """

    def __init__(self, speller: Speller) -> None:
        self.speller = speller
        self.blocks: dict[str, str] = {}

    def model(self, model: Model) -> None:
        """Write those of a model."""
        if model.record is not None:
            self._values(model.record, VALUES)
            self._values(model.record, DECLARED)
            self._rules(model)

    def _values(self, record: Record, kind: str) -> str:
        """The dictionary of a record's names, for the values themselves or for what a builder declares of them."""
        name = f"{dictionary(record)}_{kind}"
        if name not in self.blocks:
            self.blocks[name] = ""  # a field may lead back to it
            self.blocks[name] = _block(name, self._names(record, kind))
        return name

    def _names(self, record: Record, kind: str) -> Mapping[str, str]:
        names = _joined(self._entries(record, kind, _DEPTH))
        return names if len(names) <= _MANY else _joined(self._entries(record, kind, 1))

    def _entries(self, record: Record, kind: str, depth: int) -> Iterator[tuple[str, str]]:
        for name, field in record.fields.items():
            nested = list(_nested(field.annotation))
            spelt = self.speller.spell(field.annotation)
            if spelt != UNKNOWN:
                more = [self._values(inner, kind) for inner in nested] + list(self._in_part(field.annotation, kind))
                if kind == DECLARED:
                    more += [f"_Declaration[{one}]" for one in (spelt, *self._lists(field.annotation))]
                spelt = " | ".join([spelt, *more])
            yield name, spelt
            if depth:
                # `fresh_many` takes parts for each of its objects.
                for inner in (*nested, *(inner for item in _items(field.annotation) for inner in _nested(item))):
                    for rest, value in self._entries(inner, kind, depth - 1):
                        yield f"{name}{SEPARATOR}{rest}", value

    def _in_part(self, annotation: object, kind: str) -> Iterator[str]:
        """A list or tuple of objects of which some are given by a dict."""
        for item in _items(annotation):
            either = " | ".join([self.speller.spell(item), *(self._values(inner, kind) for inner in _nested(item))])
            if " | " in either and UNKNOWN not in either.split(" | "):
                yield from (
                    f"tuple[{either}, ...]" if made is tuple else f"list[{either}]"
                    for made in collections_in(annotation)
                    if made in (list, tuple)
                )

    def _lists(self, annotation: object) -> Iterator[str]:
        """What `fresh_many` declares for another collection than a list."""
        for item in _items(annotation, but=list):
            spelt = self.speller.spell(item)
            if spelt != UNKNOWN:
                yield f"list[{spelt}]"

    def _rules(self, model: Model) -> None:
        assert model.record is not None
        built = self.speller.spell(model.type)
        rule = self.speller.named_from("collections.abc", "Callable")
        rules = {
            name: f"{rule}[[{built}], {self.speller.spell(field.annotation)}]"
            for name, field in model.record.fields.items()
        }
        name = f"{dictionary(model.record)}_{RULES}"
        self.blocks[name] = _block(name, rules)


def _joined(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each name with its type; a name that several arms of a union have takes what either takes."""
    found: dict[str, list[str]] = {}
    for name, spelt in entries:
        types_of_name = found.setdefault(name, [])
        if spelt not in types_of_name:
            types_of_name.append(spelt)
    return {name: UNKNOWN if UNKNOWN in spelt else " | ".join(spelt) for name, spelt in found.items()}


def dictionary(record: Record) -> str:
    """The name of a record's dictionaries, without what tells them apart."""
    home = getattr(record.type, "__module__", "")
    title = getattr(record.type, "__qualname__", None) or str(record.type)
    return re.sub(r"\W+", "_", f"{home}.{title}").strip("_")


def _nested(annotation: object) -> Iterator[Record]:
    """The records of which a field may hold an object."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _nested(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for arm in get_args(annotation):
            yield from _nested(arm)
    elif annotation is not None and annotation is not types.NoneType:
        record = record_of(annotation)
        if record is not None:
            yield record


def _items(annotation: object, but: type | None = None) -> Iterator[object]:
    """The types of the items of the collections that a field may hold; of none that is made as a `but`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _items(arguments[0], but)
    elif origin in (Union, types.UnionType):
        for arm in arguments:
            yield from _items(arm, but)
    elif len(arguments) == 1 or arguments[1:] == (...,):
        yield from (arguments[0] for made in collections_in(annotation) if made is not but)


def _block(name: str, entries: Mapping[str, str]) -> str:
    lines = [f"    {key}: {value}" for key, value in sorted(entries.items()) if _can_be_named(key)]
    return "\n".join([f"class {name}(_TypedDict, total=False):", *(lines or ["    pass"])])


def _can_be_named(key: str) -> bool:
    return key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")
