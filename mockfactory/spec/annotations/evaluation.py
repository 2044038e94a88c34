"""Compiled annotations, evaluated with names from where they were written, and the ways in which that fails."""

from __future__ import annotations

import builtins
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
