"""Real objects of the domain, with fields that were given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from builders.domain.models.entity import Entity
from builders.errors import BuildError
from mockfactory.factory.making.decision import Made
from mockfactory.factory.making.origins import Origin
from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.refusing import in_words
from mockfactory.spec.check.words import describe_type
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, shown_call

if TYPE_CHECKING:
    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")


class _Asked:
    """A builder that says what was wrong with what it was given in words of the one who gave it."""

    def __init__(self, builder: Any, traits: tuple[str, ...], asked: str) -> None:
        self._builder = builder
        self._traits = traits
        self._asked = asked

    def build(self, **given: object) -> object:
        __tracebackhide__ = True
        try:
            return self._builder.build(*self._traits, **given)
        except BuildError as error:
            raise MisuseError(
                report(
                    f"{self._asked}() can't make a real one of what was given.", because=str(error), came=_came(given)
                )
            ) from None


def built(workshop: Workshop, builder: Any, asked: str, given: Mapping[str, object], *traits: str) -> Any:
    """The next object of a builder of the domain.

    Args:
        workshop: where it counts.
        builder: of the domain.
        asked: the method that asks, for messages.
        given: fields and options.
        traits: of the builder.

    Raises:
        MisuseError: a field is unknown, or refused; the message names it.
    """
    __tracebackhide__ = True
    return workshop.tools.values.build_by(_Asked(builder, traits, asked), asked, given)


def as_own(real: Entity, cls: type[M], given: Mapping[str, object], asked: str) -> M:
    """The same as an object of a subclass, with fields that only the subclass has.

    Raises:
        MisuseError: the subclass refuses it; the message names the field.
    """
    __tracebackhide__ = True
    fields = {name: getattr(real, name) for name in type(real).model_fields}
    return validated(cls, {**fields, **given}, asked)


def validated(cls: type[M], fields: Mapping[str, object], asked: str) -> M:
    """An object of a pydantic model.

    Raises:
        MisuseError: a field is unknown, or refused; the message names it.
    """
    __tracebackhide__ = True
    from pydantic import ValidationError

    try:
        return cls(**fields)
    except ValidationError as error:
        raise MisuseError(
            report(f"{asked}() can't make a real {describe_type(cls)} of what was given.", because=in_words(cls, error))
        ) from None


def known_as_real(workshop: Workshop, made: M, cls: type, reason: str) -> M:
    """Write down that an object is real."""
    workshop.tools.origins.mark(made, Origin(Made.REAL, cls, reason))
    return made


def told_of_refusal(cls: type[BaseModel], error: ValueError) -> str:
    """What a model has against what it was given, in words."""
    from pydantic import ValidationError

    return in_words(cls, error) if isinstance(error, ValidationError) else str(error)


def _came(given: Mapping[str, object]) -> str | None:
    return shown_call("", (), given)[1:-1] or None
