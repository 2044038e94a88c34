"""A string annotation, evaluated as `typing.get_type_hints` does, with names from where the annotation was written."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Callable
from types import CodeType
from typing import Any, Final

Find = Callable[[str], object]
"""Gives the object that a name stands for, or raises `Unresolved`."""

_GLOBALS: Final = {"__builtins__": builtins}


class Unresolved(Exception):
    """Why an annotation can not be turned into a type, in one phrase."""


class NotDefined(Unresolved):
    """No such name is known."""


class MissingAttribute(Unresolved):
    """A dotted name stopped half-way."""


class _Names:
    """The local names of an evaluation: each is asked of `find` when it is met."""

    __slots__ = ("_find",)

    def __init__(self, find: Find) -> None:
        self._find = find

    def __getitem__(self, name: str) -> object:
        return self._find(name)


def evaluate(text: str, find: Find) -> object:
    """The object that the expression `text` stands for.

    Raises:
        Unresolved: with the reason, whatever went wrong.
    """
    text = text.strip()
    if text.isidentifier() and text not in ("None", "True", "False"):
        return find(text)
    try:
        return run(_compiled(text), find)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unresolved(f"{text!r} is not a Python expression") from None
    except TypeError as error:
        reason = Unresolved(f"TypeError: {error}")
    except MissingAttribute as missing:
        reason = missing
    from mockfactory.spec.annotations.tolerance import evaluate_tolerantly

    return evaluate_tolerantly(text, find, reason)


def run(code: CodeType, find: Find) -> object:
    """Evaluates compiled code; a TypeError is let through, everything else becomes `Unresolved`."""
    names: Any = _Names(find)
    try:
        return eval(code, dict(_GLOBALS), names)  # the user's own annotation, in its own namespace
    except (Unresolved, TypeError):
        raise
    except AttributeError as error:
        raise MissingAttribute(str(error)) from None
    except Exception as error:
        raise Unresolved(f"{type(error).__name__}: {error}") from None


@functools.lru_cache(maxsize=2048)
def _compiled(text: str) -> CodeType:
    # `*args: *Ts` is stored as "*Ts", which is no expression of its own.
    source = f"({text},)[0]" if text.startswith("*") else f"({text}\n)"
    return compile(source, "<annotation>", "eval", dont_inherit=True)
