"""What a reader of one kind of type asks of the whole."""

from __future__ import annotations

import abc
from typing import Annotated, get_args, get_origin

from builders.draws.draw import Draw
from builders.plan.ending import is_unknown
from builders.plan.field import Field
from builders.plan.maker import Maker
from builders.plan.reading.metadata import Said
from builders.plan.reading.place import Place
from builders.plan.record import Record
from builders.seed.naming import short_name
from builders.values.constraints import NONE, Constraints


class Reading(abc.ABC):
    """Reads annotations; each type with fields once.

    Attributes:
        records: those read so far. A reader of types with fields puts its record here before it reads the fields, so
            that a field may lead back to it.
    """

    records: dict[object, Record]

    @abc.abstractmethod
    def at(self, annotation: object, place: Place) -> Draw:
        """How a value of an annotation that stands somewhere is drawn.

        Returns:
            An `Impossible` draw where no way is known: the field can still be given.
        """
        raise NotImplementedError

    @abc.abstractmethod
    def supplied(self, annotation: object) -> Draw | None:
        """What others give for an annotation; `None` where nobody does, and it is read."""
        raise NotImplementedError

    def draw(
        self, annotation: object, name: str, path: str, within: Record | None, constraints: Constraints = NONE
    ) -> Draw:
        """How a value of an annotation is drawn.

        Args:
            annotation: a type, resolved.
            name: the name of the field that it stands in, "" for none.
            path: where it stands, for errors: "User.tenant".
            within: the record whose field it is.
            constraints: what was said of it outside of the annotation.

        Returns:
            An `Impossible` draw where no way is known: the field can still be given.
        """
        return self.at(annotation, Place(name, path, within, within.type if within else None, constraints))

    def begin(self, type_: object, maker: Maker) -> Record:
        """A record without fields yet, known from now on."""
        record = Record(type_, short_name(type_), maker)
        self.records[key_of(type_)] = record
        return record

    def add(self, record: Record, name: str, annotation: object, *, default: bool = False, own: bool = False) -> None:
        """Add a field that is drawn from its annotation.

        Args:
            record: gets the field.
            name: the field's.
            annotation: the field's, resolved.
            default: it keeps its default, and is drawn only on demand; unless others give what stands there.
            own: it has a factory of its own, which makes what no way is known to draw.
        """
        path = f"{record.title}.{name}"

        def drawn_as(other: str) -> Draw:
            return self.draw(annotation, other, path, record)

        def by_type() -> Draw:
            return drawn_as(name)

        words = Said()
        words.add(getattr(annotation, "__metadata__", ()))
        draw = None if default and self.supplied(_bare(annotation)) is None else by_type()
        if draw is not None and own and is_unknown(draw):
            draw = None
        record.fields[name] = Field(
            name,
            annotation,
            draw,
            words.constraints.in_words() if words.constraints != NONE else "",
            type_draw=by_type if draw is None else None,
            draw_as=drawn_as,
        )


def _bare(annotation: object) -> object:
    """An annotation without what was said of it."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def key_of(type_: object) -> object:
    """What a type is found again by: itself, if it can be hashed."""
    try:
        hash(type_)
    except TypeError:
        return ("by identity", id(type_))
    return type_
