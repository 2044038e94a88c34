"""What a pydantic model has against the values that it is constructed with."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NoReturn

from mockfactory.factory.errors import CannotCreate
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import nearest, report

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


def is_refusal(error: ValueError, cls: type) -> bool:
    """Whether an error is that of pydantic about an object of a class, and not of something that its code made."""
    kind = type(error)
    if (kind.__module__.partition(".")[0], kind.__name__) != ("pydantic_core", "ValidationError"):
        return False
    validator: Any = getattr(cls, "__pydantic_validator__", None)
    return validator is not None and getattr(error, "title", None) == validator.title


def may_be_drawn_again(error: Any, drawn: Collection[str]) -> bool:
    """Whether nothing but drawn values is to blame for a refusal, or nobody knows what is."""
    places = [one["loc"] for one in error.errors()]
    return bool(drawn) and all(not place or str(place[0]) in drawn for place in places)


def refuse(cls: type, title: str, error: Any, given: Collection[str]) -> NoReturn:
    """Say what pydantic refuses.

    Raises:
        MisuseError: of what was given.
        CannotCreate: of what was created.
    """
    __tracebackhide__ = True
    because = in_words(cls, error, given)
    if because:
        raise MisuseError(report(f"{title} is given what it refuses.", because=because)) from None
    because = in_words(cls, error)
    write = "the arguments that are meant by keyword"
    raise CannotCreate(report(f"{title} refuses what was created for it.", because=because, write=write)) from None


def in_words(cls: type, error: ValidationError, of: Collection[str] | None = None) -> str:
    """What a model has against values, a line for each.

    Args:
        cls: the model.
        error: pydantic's.
        of: the fields that matter, and with any of them the whole; None for all.
    """
    told = error.errors(include_input=False, include_url=False)
    meant = [one for one in told if of is None or (str(one["loc"][0]) in of if one["loc"] else of)]
    return "\n".join(_told_of(cls, one) for one in meant)


def _told_of(cls: type, one: ErrorDetails) -> str:
    place = ".".join(map(str, one["loc"]))
    if one["type"] == "extra_forbidden" and len(one["loc"]) == 1:
        fields: Any = getattr(cls, "__pydantic_fields__", ())
        return f"{cls.__name__} has no field {place!r}.{nearest(place, fields)}"
    return f"{place or 'as a whole'}: {one['msg'].removeprefix('Value error, ')}"
