"""Types of pydantic's that stand outside of models: `EmailStr` in a dataclass, `build(SecretStr)`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, cast

from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.such import Such
from builders.errors import CannotBuild
from builders.plan.ending import is_unknown
from builders.plan.reading.place import Place
from builders.plan.reading.pydantic.node import Node, Spot
from builders.plan.reading.pydantic.walking import Walker
from builders.plan.reading.reading import Reading

if TYPE_CHECKING:
    from typing_extensions import TypeForm

_walked: Final[ContextVar[frozenset[type]]] = ContextVar("walked", default=frozenset())
"""The classes whose core schema is being walked: where it asks for an instance, it is not walked again."""


def draw_of(class_: type, place: Place, reading: Reading) -> Draw | None:
    """How an object of a class with a core schema, but no fields, is drawn; `None` where the schema does not say it."""
    from pydantic import TypeAdapter
    from pydantic.errors import PydanticUserError

    walked = _walked.get()
    if class_ in walked:
        return None
    token = _walked.set(walked | {class_})
    try:
        adapter: TypeAdapter[object] = TypeAdapter(class_)
        schema: Node = dict(adapter.core_schema)
        spot = Spot(place.name, place.path, said=place.constraints)
        draw = Walker(reading, place.within, {}).draw(schema, spot)
    except PydanticUserError:
        return None
    finally:
        _walked.reset(token)
    return None if is_unknown(draw) else Of(functools.partial(_validated, adapter.validate_python, place.path), draw)


def draw_such(annotation: object, place: Place, reading: Reading) -> Draw | None:
    """How a value of an annotation with validators is drawn: again, until they let it pass.

    Returns:
        `None` where pydantic knows nothing of the type, or what goes into the validators is not known.
    """
    from pydantic import ConfigDict, TypeAdapter
    from pydantic.errors import PydanticUserError

    form = cast("TypeForm[object]", annotation)
    try:
        adapter: TypeAdapter[object] = TypeAdapter(form, config=ConfigDict(arbitrary_types_allowed=True))
    except PydanticUserError:
        try:  # a model, which has a configuration of its own
            adapter = TypeAdapter(form)
        except PydanticUserError:
            return None
    schema: Node = dict(adapter.core_schema)
    draw = Walker(reading, place.within, {}).draw(schema, Spot(place.name, place.path, annotation, place.constraints))
    if is_unknown(draw):
        return None
    such = Such(draw, functools.partial(_passes, adapter.validate_python), "accepted by its validators", place.path)
    return Of(functools.partial(_validated, adapter.validate_python, place.path), such)


def _passes(validate: Callable[[object], object], value: object) -> bool:
    try:
        validate(value)
    except ValueError:
        return False
    return True


def _validated(validate: Callable[[object], object], path: str, value: object) -> object:
    try:
        return validate(value)
    except ValueError as error:
        raise CannotBuild(f"{path}: drew {value!r}, which is refused: {error}") from None
