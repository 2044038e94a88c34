"""From an annotation to a draw: the readers of all kinds, put together."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from builders.draws.draw import Draw
from builders.draws.impossible import Impossible, give_it
from builders.errors import CannotBuild
from builders.plan.ending import is_unknown, problem, settle
from builders.plan.nested import Nested
from builders.plan.reading import (
    abstract,
    aliases,
    attrs_reader,
    callables,
    class_reader,
    collecting,
    dataclass_reader,
    enums,
    factory_classes,
    msgspec_reader,
    namedtuple_reader,
    polyfactory_reader,
    pydantic_reader,
    special_forms,
    sqlalchemy_reader,
    stand_ins,
    typeddict_reader,
    unions,
)
from builders.plan.reading.generics import class_of
from builders.plan.reading.kept import Kept
from builders.plan.reading.place import Place
from builders.plan.reading.reading import Reading, key_of
from builders.plan.record import Record
from builders.seed.naming import short_name
from builders.values.leaves import leaf

Supply = Callable[[object], Draw | None]
"""What others give for an annotation; `None` where nobody does."""
FormReader = Callable[[object, Place, Reading], Draw | None]
RecordReader = Callable[[object, Reading], Record | None]

_FORM_READERS: Final[tuple[FormReader, ...]] = (
    aliases.read,
    special_forms.read,
    unions.read,
    callables.read,
    collecting.read,
    stand_ins.read,
    pydantic_reader.read_value,
)
_RECORD_READERS: Final[tuple[RecordReader, ...]] = (
    sqlalchemy_reader.read,
    pydantic_reader.read,
    msgspec_reader.read,
    attrs_reader.read,
    dataclass_reader.read,
    typeddict_reader.read,
    namedtuple_reader.read,
)


LOCK: Final = threading.RLock()
"""Held while types are read: a record is seen by others when all of it is there."""


class Reader(Reading):
    """Reads types, each once."""

    def __init__(self, kept: Kept[Record] | None, locale: str, supply: Supply | None = None) -> None:
        """A reader.

        Args:
            kept: the records of types that were read before in the same locale, to which complete ones are added;
                `None` where what is read is for nobody else.
            locale: in whose words values are.
            supply: what others give for an annotation; `None` for nothing.
        """
        self._locale = locale
        self._supply = supply
        self.records: dict[object, Record] = {}
        self._kept = kept
        self._open = 0
        self._settled: dict[int, Record] = {}

    def at(self, annotation: object, place: Place) -> Draw:
        with LOCK:
            self._open += 1
            try:
                return self._read(annotation, place)
            except CannotBuild as error:
                # The reader of a single value knows only its field's name.
                reason = str(error).removeprefix(f"{place.path}: ").removeprefix(f"{place.name}: ")
                return Impossible(place.path, reason)
            except BaseException:
                # What was read in part is not to be taken for the whole.
                self.records.clear()
                raise
            finally:
                self._open -= 1
                if not self._open:
                    self._settle()

    def _read(self, annotation: object, place: Place) -> Draw:
        if place.owner is None and place.within is not None:
            place = replace(place, owner=place.within.type)
        supplied = self.supplied(annotation)
        if supplied is not None:
            return supplied
        for read in _FORM_READERS:
            draw = read(annotation, place, self)
            if draw is not None:
                return draw
        return self._object(annotation, place)

    def supplied(self, annotation: object) -> Draw | None:
        return None if self._supply is None else self._supply(annotation)

    def _object(self, annotation: object, place: Place) -> Draw:
        class_ = class_of(annotation)
        if class_ is not None:
            owner = place.within.title if place.within is not None else ""
            draw = leaf(class_, place.name, place.constraints, path=place.path, owner=owner, locale=self._locale)
            found = draw or enums.read(class_, place, self)
            if found is not None:
                return found
        abstract.refuse(annotation, place)
        factory_classes.refuse(annotation, place)
        record = self._known(annotation)
        if record is None:
            record = self._first(_RECORD_READERS, annotation)
        if record is not None:
            return Nested(record, place.within)
        return self._plain(annotation, place)

    def _plain(self, annotation: object, place: Place) -> Draw:
        """An object of a class that says no more of its fields than its constructor does."""
        before = set(self.records)
        record = class_reader.read(annotation, self) if _is_made_by_calling(annotation) else None
        plain = Nested(record, place.within) if record is not None else None
        if plain is not None and not is_unknown(plain):
            return plain
        found = polyfactory_reader.read(annotation, place)
        if found is None and plain is not None:
            return plain
        for key in set(self.records) - before:
            del self.records[key]
        if found is not None:
            return found
        if class_of(annotation) is None:
            raise CannotBuild(f"{place.path}: {annotation!r:.80} is no type that has values{give_it(place.path)}")
        raise CannotBuild(
            f"{place.path}: no way is known to build {short_name(annotation)}{give_it(place.path)}\n"
            "  write:    a class whose constructor has annotations"
        )

    def _known(self, annotation: object) -> Record | None:
        key = key_of(annotation)
        return self.records.get(key) or (None if self._kept is None else self._kept.get(annotation))

    def _first(self, readers: tuple[RecordReader, ...], annotation: object) -> Record | None:
        for read in readers:
            record = read(annotation, self)
            if record is not None:
                return record
        return None

    def _settle(self) -> None:
        """Make the records that are complete known to other readers."""
        # Fields with defaults are read one by one, later: few of them bring new records.
        new = {key: record for key, record in self.records.items() if id(record) not in self._settled}
        settle(new.values())
        self._settled.update((id(record), record) for record in new.values())
        if self._kept is None:
            return
        for key, record in new.items():
            # Some records are those of a place and not of a type: recursive aliases, for instance.
            if key == key_of(record.type) and not problem(Nested(record, None), record.title):
                self._kept.keep(record.type, record)


def _is_made_by_calling(annotation: object) -> bool:
    """Whether a class's own Python code says what it is made of."""
    class_ = class_of(annotation)
    if class_ is None or class_.__module__ == "builtins" or class_.__flags__ & _NOT_CALLABLE:
        return False
    constructors = [vars(base)[name] for base in class_.__mro__ for name in _CONSTRUCTORS if name in vars(base)]
    function = constructors[0].__func__ if isinstance(constructors[0], staticmethod) else constructors[0]
    return inspect.isfunction(function) or constructors[0] is object.__init__


_CONSTRUCTORS: Final = ("__init__", "__new__")
_NOT_CALLABLE: Final = 1 << 7
"""Py_TPFLAGS_DISALLOW_INSTANTIATION: a class in C whose objects others make."""
