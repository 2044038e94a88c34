"""Whether a value that was given is of the type that its field's annotation says. typeguard knows the forms."""

from __future__ import annotations

import contextlib
import threading
import warnings
from collections.abc import Generator
from typing import Final, ForwardRef, Literal, get_args, get_origin

import typing_extensions

from builders.plan.reading.asking import refusal
from builders.plan.reading.plainly import is_plainly
from builders.typechecking import mistyped

_lock: Final = threading.Lock()
"""Held while warnings are silent: the filters belong to the process."""


def wrong(value: object, annotation: object) -> str:
    """How a value differs from its annotation.

    Args:
        value: any.
        annotation: a type, resolved as far as it can be.

    Returns:
        The reason, "" where there is none, or where the annotation can't be checked.
    """
    return _mistyped(value, annotation) or refusal(value, annotation)


def _mistyped(value: object, annotation: object) -> str:
    if is_plainly(value, annotation):
        return ""
    with _silent() if _may_warn(annotation) else contextlib.nullcontext():
        return mistyped(value, annotation)


@contextlib.contextmanager
def _silent() -> Generator[None, None, None]:
    import typeguard

    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore", typeguard.TypeHintWarning)
        yield


def _may_warn(annotation: object) -> bool:
    """Whether typeguard may warn that it leaves something unchecked: a name in quotes, also in a TypedDict."""
    if isinstance(annotation, str | ForwardRef) or typing_extensions.is_typeddict(get_origin(annotation) or annotation):
        return True
    if get_origin(annotation) in (Literal, typing_extensions.Literal):
        return False
    return any(map(_may_warn, get_args(annotation)))
