"""What the validators of attrs say of a value, put into its annotation."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Final, Union, cast, get_args, get_origin

from builders.plan.reading.conditions import Among
from builders.plan.reading.generics import class_of
from builders.seed.naming import literal_name
from builders.values.constraints import Constraints

_BOUNDS: Final = {">=": "ge", ">": "gt", "<=": "le", "<": "lt"}


def validated(annotation: object, validator: object) -> object:
    """An annotation with what a validator says of its values.

    Args:
        annotation: `Any` where there is none.
        validator: of attrs, or any other, of which nothing is known: what it refuses is drawn again.
    """
    read = _READERS.get(type(validator).__name__)
    if read is None or type(validator).__module__.partition(".")[0] not in ("attr", "attrs"):
        return annotation
    return read(annotation, validator)


def _number(annotation: object, validator: Any) -> object:
    name = _BOUNDS.get(validator.compare_op)
    return _with(annotation, Constraints(**{name: validator.bound})) if name is not None else annotation


def _in(annotation: object, validator: Any) -> object:
    options: object = getattr(validator, "_original_options", validator.options)
    if isinstance(options, type) and issubclass(options, enum.Enum):
        return _with(annotation, Among(tuple(options)))
    items = list(cast("Iterable[object]", options))
    if isinstance(options, set | frozenset):
        items.sort(key=literal_name)
    return _with(annotation, Among(tuple(items))) if items else annotation


def _pattern(annotation: object, validator: Any) -> object:
    pattern: re.Pattern[Any] = validator.pattern
    text = pattern.pattern
    if not isinstance(text, str):
        return annotation
    how: str = getattr(validator.match_func, "__name__", "fullmatch")
    whole = {"fullmatch": f"^(?:{text})$", "match": f"^(?:{text})"}.get(how, text)
    return _with(annotation, Constraints(pattern=whole))


def _instance(annotation: object, validator: Any) -> object:
    if annotation is not Any:
        return annotation
    types: object = validator.type
    if not isinstance(types, tuple):
        return types
    one_of: Any = Union
    return cast("object", one_of[types])


def _optional(annotation: object, validator: Any) -> object:
    return validated(annotation, validator.validator) if annotation is not Any else annotation


def _and(annotation: object, validator: Any) -> object:
    for one in validator._validators:
        annotation = validated(annotation, one)
    return annotation


def _deep_iterable(annotation: object, validator: Any) -> object:
    if validator.iterable_validator is not None:
        annotation = validated(annotation, validator.iterable_validator)
    return _with_members(annotation, validator.member_validator)


def _with_members(annotation: object, validator: object) -> object:
    arguments: tuple[object, ...] = get_args(annotation)
    if get_origin(annotation) is Annotated:
        metadata: tuple[object, ...] = getattr(annotation, "__metadata__", ())
        return _with(_with_members(arguments[0], validator), *metadata)
    members = arguments or (Any,)
    return _again(annotation, tuple(one if one is ... else validated(one, validator) for one in members))


def _deep_mapping(annotation: object, validator: Any) -> object:
    arguments = get_args(annotation) or (Any, Any)
    if len(arguments) != 2:
        return annotation
    key, value = arguments
    if validator.key_validator is not None:
        key = validated(key, validator.key_validator)
    if validator.value_validator is not None:
        value = validated(value, validator.value_validator)
    return _again(annotation, (key, value))


def _again(annotation: object, arguments: tuple[object, ...]) -> object:
    """The same generic type of other arguments."""
    class_ = class_of(annotation)
    try:
        return class_[arguments] if class_ is not None else annotation  # type: ignore[index]  # a generic class
    except TypeError:
        return annotation


def _with(annotation: object, *metadata: object) -> object:
    return Annotated[(cast("Any", annotation), *metadata)]


_READERS: Final[Mapping[str, Callable[[object, Any], object]]] = {
    "_NumberValidator": _number,
    "_InValidator": _in,
    "_MatchesReValidator": _pattern,
    "_MinLengthValidator": lambda annotation, validator: _with(
        annotation, Constraints(min_length=validator.min_length)
    ),
    "_MaxLengthValidator": lambda annotation, validator: _with(
        annotation, Constraints(max_length=validator.max_length)
    ),
    "_InstanceOfValidator": _instance,
    "_OptionalValidator": _optional,
    "_AndValidator": _and,
    "_DeepIterable": _deep_iterable,
    "_DeepMapping": _deep_mapping,
}
"""By the names of attrs' classes. They are not public: where one is renamed, values are drawn until they pass."""
