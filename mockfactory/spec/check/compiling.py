"""From an annotation to its check, compiled once."""

from __future__ import annotations

import typing
from collections.abc import Hashable
from functools import lru_cache
from inspect import Parameter
from typing import TYPE_CHECKING, NamedTuple, final

if TYPE_CHECKING:
    from mockfactory.spec.check.verdict import Check
    from mockfactory.spec.model import Hint

# Enough for all annotations of a large suite at work; what a test defines locally is let go again.
_REMEMBERED = 512
_MOST_REASONS = 4


class _Compiled(NamedTuple):
    check: Check | None
    unchecked: str | None


def compile_check(hint: Hint) -> Check | None:
    """Make the check of one annotation.

    Args:
        hint: the annotation, as the spec holds it.

    Returns:
        The check, the same one for the same annotation; None where there is nothing to check: the hint is unchecked, or
        its annotation `Any` or `object`. For `Unpack[Options]` it checks all the keyword arguments as one dict.

    >>> from mockfactory.spec.model import Hint
    >>> check = compile_check(Hint(str | None))
    >>> check.accepts(None), check.accepts(3)
    (True, False)
    >>> compile_check(Hint(object)) is None
    True
    """
    if hint.unchecked is not None or hint.annotation is Parameter.empty:
        return None
    return _compiled(hint.annotation).check


def unchecked_reason(annotation: object) -> str | None:
    """Say what of an annotation cannot be checked against a value, or None where all of it can.

    >>> from collections.abc import Iterator
    >>> unchecked_reason(dict[str, list[int]])
    >>> unchecked_reason(Iterator[int])
    'Iterator: what it gives is not looked at'
    """
    if annotation is Parameter.empty:
        return "no annotation"
    return _compiled(annotation).unchecked


def unpacked_typed_dict(annotation: object) -> type | None:
    """The TypedDict of `**options: Unpack[Options]`, or None where the annotation is no such thing."""
    from mockfactory.spec.check.qualifiers import stripped, unpacked
    from mockfactory.spec.check.typed_dicts import is_typed_dict

    inner = unpacked(stripped(annotation))
    if inner is None:
        return None
    origin = typing.get_origin(inner) or inner
    return origin if isinstance(origin, type) and is_typed_dict(origin) else None


@final
class _Key:
    """An annotation by identity: a metaclass may have its own idea of when two classes are equal."""

    __slots__ = ("annotation",)

    def __init__(self, annotation: type) -> None:
        self.annotation = annotation

    def __hash__(self) -> int:
        return id(self.annotation)

    def __eq__(self, other: object) -> bool:
        return type(other) is _Key and other.annotation is self.annotation


def _compiled(annotation: object) -> _Compiled:
    key = _Key(annotation) if type(annotation) is type or isinstance(annotation, type) else annotation
    try:
        hash(key)
    except Exception:  # `Annotated[int, []]`, a class whose metaclass refuses to be hashed
        return _compile(annotation)
    return _remembered(key)


@lru_cache(_REMEMBERED)
def _remembered(key: Hashable) -> _Compiled:
    return _compile(key.annotation if type(key) is _Key else key)


def _compile(annotation: object) -> _Compiled:
    from mockfactory.spec.check.compiler import Compiler
    from mockfactory.spec.check.forms import compile_form
    from mockfactory.spec.check.words import describe_type

    compiler = Compiler(compile_form, compile_check)
    try:
        check = compiler.check(annotation)
        compiler.finish()
    except Exception as error:  # a type of somebody else's making that fails when it is looked at
        return _Compiled(None, f"{describe_type(annotation)} cannot be read: {type(error).__name__}: {error}")
    return _Compiled(check, _joined(compiler.notes))


def _joined(notes: list[str]) -> str | None:
    more = [f"and {len(notes) - _MOST_REASONS} more"] if len(notes) > _MOST_REASONS else []
    return "; ".join([*notes[:_MOST_REASONS], *more]) or None
