"""Types that a type checker reads as `Any`, or with an `Any` in them, for so they are written."""

from __future__ import annotations

import inspect
import typing
from types import FunctionType, NoneType
from typing import Annotated, Any, Final, ForwardRef, Literal, NewType, cast, get_args, get_origin

from mockfactory.rules.comparing.others import is_of_python
from mockfactory.spec import Hint
from mockfactory.spec.annotations.forms import arguments_in, is_type_parameter
from mockfactory.spec.looking.raw import find_raw, namespace_of, tuple_in
from mockfactory.spec.looking.static import is_class

_NAMES: Final = ("Self", "NoReturn", "Never", "LiteralString")
_PLAIN: Final[tuple[object, ...]] = (None, NoneType, *(getattr(typing, name) for name in _NAMES))


def may_be_anything(hint: Hint) -> bool:
    """Whether a type is not annotated, is `Any`, or has one in it; also where that is not known."""
    return _has_any(hint.annotation)


def mentions_a_parameter(hint: Hint) -> bool:
    """Whether there is a type variable in it."""
    annotation = hint.annotation
    return is_type_parameter(annotation) or (
        not is_class(annotation) and bool(getattr(annotation, "__parameters__", ()))
    )


def _has_any(annotation: object) -> bool:
    if annotation is Any or annotation is inspect.Parameter.empty:
        return True
    if isinstance(annotation, str | ForwardRef):
        return "Any" in (annotation if isinstance(annotation, str) else annotation.__forward_arg__)
    if any(annotation is one for one in _PLAIN) or isinstance(annotation, NewType):
        return False
    origin = get_origin(annotation)
    if origin is Literal:
        return False
    if origin is Annotated:
        return _has_any(get_args(annotation)[0])
    if isinstance(annotation, list):  # the parameters of a callable type
        return any(map(_has_any, cast("list[object]", annotation)))
    arguments = arguments_in(annotation)
    if origin is not None and arguments:
        return any(map(_has_any, arguments))
    return not is_class(annotation) or _takes_arguments(annotation)


def _takes_arguments(cls: type) -> bool:
    """Whether it was written without the type arguments that it may have: `dict`, `Repo`."""
    if tuple_in(namespace_of(cls), "__parameters__"):
        return True
    found = find_raw(cls, "__class_getitem__")
    if found is None:
        return False
    function: object = getattr(found[1], "__func__", found[1])
    return is_of_python(cls) or not isinstance(function, FunctionType)
