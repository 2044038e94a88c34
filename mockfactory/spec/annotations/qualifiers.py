"""`ClassVar`, `Final` and the like: words around a type that say something of the name, not of its values."""

from __future__ import annotations

import re
from dataclasses import InitVar
from inspect import Parameter
from typing import Any, Final

from mockfactory.spec.annotations.forms import arguments_in, is_type_form, origin_of
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class

_QUALIFIERS: Final = frozenset({"ClassVar", "Final", "Required", "NotRequired", "ReadOnly", "InitVar"})
_WRITTEN: Final = re.compile(rf"\s*(?:\w+\.)*({'|'.join(sorted(_QUALIFIERS))})\s*(?:\[(.*)\]\s*)?", re.DOTALL)
_TYPING: Final = frozenset({"typing", "typing_extensions"})


def strip_qualifiers(annotation: object) -> tuple[object, frozenset[str]]:
    """An annotation without the qualifiers around it, and their names.

    Args:
        annotation: as in a `Hint`, resolved or not; of a string only the outermost qualifiers are read.

    Returns:
        The bare annotation (`inspect.Parameter.empty` for a bare `Final` or `ClassVar`), and the names out of
        ClassVar, Final, Required, NotRequired, ReadOnly, InitVar.

    Example:
        >>> from typing import ClassVar
        >>> strip_qualifiers(ClassVar[int])
        (<class 'int'>, frozenset({'ClassVar'}))
    """
    names: set[str] = set()
    while True:
        written = _WRITTEN.fullmatch(annotation) if isinstance(annotation, str) else None
        if written is not None:
            names.add(written[1])
            annotation = Parameter.empty if written[2] is None else written[2].strip()
            continue
        inner = _inside_qualifier(annotation)
        if inner is None:
            return annotation, frozenset(names)
        name, annotation = inner
        names.add(name)


def _inside_qualifier(annotation: object) -> tuple[str, object] | None:
    if annotation is InitVar:
        return "InitVar", Parameter.empty
    if issubclass(type(annotation), InitVar):
        variable: Any = annotation
        return "InitVar", variable.type
    if is_class(annotation) or not is_type_form(annotation):
        return None
    name = _qualifier(annotation)
    if name is not None:
        return name, Parameter.empty
    name = _qualifier(origin_of(annotation))
    return None if name is None else (name, arguments_in(annotation)[0])


def _qualifier(form: object) -> str | None:
    if is_class(form) or origin_of(form) is not None or module_name_of(type(form)) not in _TYPING:
        return None
    name = getattr(form, "_name", None)
    return name if name in _QUALIFIERS else None
