"""Builders and declarations where an object is asked for."""

from __future__ import annotations

import collections.abc
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar, cast, get_args, get_origin

from builders.declaring.buildable import Buildable
from builders.declaring.declaration import Declaration
from builders.declaring.gathering import collections_in
from builders.errors import InvalidOverride
from builders.plan.items import Items
from builders.plan.nesting import SEPARATOR, Within
from builders.plan.reading.factory_classes import library_of
from builders.plan.reading.generics import is_any_of
from builders.plan.record import Record

_COLLECTIONS: Final = (list, tuple, set, frozenset, dict)
_ANYTHING: Final[tuple[object, ...]] = (Any, object)
_CALLED: Final[tuple[object, ...]] = (type, cast("object", collections.abc.Callable))


def refuse_misplaced(record: Record, name: str, value: object, path: Sequence[str] = ()) -> None:
    """See that a value is no builder, and that no builder or declaration stands in it.

    Args:
        record: whose field it is for.
        name: the field's; where the type takes any name, that may be no field.
        value: as it was given.
        path: the type that is built, and the fields that lead from there to the record.

    Raises:
        InvalidOverride: there is one, and the field's type takes no such thing.
    """
    found: object = _found(value)
    field = record.fields.get(name)
    if found is None or field is None or _takes(field.annotation, found):
        return
    title, *fields = (*(path or (record.title,)), name)
    inside = "" if found is value else f"a {type(value).__name__} with "
    said = "a builder, and no object" if _declaration(found) is None else "a declaration, and no value"
    many = bool(inside) or any(True for _ in collections_in(field.annotation))
    raise InvalidOverride(
        f"{'.'.join((title, *fields))} is given {inside}{_shown(found)}: {said}\n"
        f"  write:  {_way(title, SEPARATOR.join(fields), found, type(value), many=many)}"
    )


def refuse_all_misplaced(record: Record, given: Mapping[str, object], path: tuple[str, ...] = ()) -> None:
    """The same for all values that are given, those in nested objects too."""
    path = path or (record.title,)
    for name, value in given.items():
        if isinstance(value, Items):
            refuse_misplaced(record, name, [entry for entry in value.entries if not isinstance(entry, Within)], path)
            for entry in value.entries:
                refuse_all_misplaced(record, {name: entry} if isinstance(entry, Within) else {}, path)
        elif isinstance(value, Within):
            for standing, inner in value.choices:
                refuse_all_misplaced(standing.record, inner, (*path, name))
        else:
            refuse_misplaced(record, name, value, path)


def _found(value: object) -> object | None:
    """The builder or declaration that a value is, or that stands in it."""
    if isinstance(value, (Buildable, Declaration)):
        return cast("object", value)
    if isinstance(value, type):
        return value if library_of(value) is not None else None
    if type(value) not in _COLLECTIONS:
        return None
    items = cast("Mapping[object, object]", value).values() if type(value) is dict else value
    return next((found for item in cast("Iterable[object]", items) if (found := _found(item)) is not None), None)


def _takes(annotation: object, found: object) -> bool:
    """Whether a type, or one that it is made of, has a place for a builder or a declaration."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _takes(arguments[0], found)
    if is_any_of(annotation, _ANYTHING) or isinstance(annotation, TypeVar):
        # Where anything may be given, a declaration is not meant to be.
        return not isinstance(found, Declaration)
    class_: object = origin or annotation
    if is_any_of(class_, _CALLED):
        return isinstance(found, type)
    if isinstance(class_, type) and class_ not in _COLLECTIONS and _is_instance(found, class_):
        return True
    return any(_takes(argument, found) for argument in arguments)


def _is_instance(found: object, class_: type) -> bool:
    try:
        return isinstance(found, class_)
    except TypeError:
        return False


def _declaration(found: object) -> Declaration[object] | None:
    return cast("Declaration[object]", found) if isinstance(found, Declaration) else None


def _shown(found: object) -> str:
    declaration = _declaration(found)
    if declaration is not None:
        return declaration.shown
    return found.__qualname__ if isinstance(found, type) else repr(found)


def _way(title: str, name: str, found: object, given: type, *, many: bool) -> str:
    declaration = _declaration(found)
    if issubclass(given, dict):
        return f"the values themselves: {name}={{...: {'...' if declaration else 'the_builder.build()'}}}"
    if declaration is not None:
        inside = issubclass(given, _COLLECTIONS)
        return (
            f"Builder({title}, {name}={'fresh_many(..., 2)' if inside and declaration.takes_parts else _shown(found)})"
        )
    is_class = isinstance(found, type)
    builder = _shown(found) if is_class else "the_builder"
    declared, built = ("fresh_many({}, 2)", "{}.build_many(2)") if many else ("fresh({})", "{}.build()")
    at_once = "" if is_class else f", or {name}={built.format(builder)}"
    return f"Builder({title}, {name}={declared.format(builder)}){at_once}"
