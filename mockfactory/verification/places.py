"""Where classes and their methods are written."""

from __future__ import annotations

import inspect
from types import FunctionType

from mockfactory.spec import Member
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class


def place_of(cls: type | None) -> tuple[str, int | None]:
    """The file of a class and the line on which it begins; "" where there is no source."""
    if cls is None:
        return "", None
    try:
        return inspect.getsourcefile(cls) or "", inspect.getsourcelines(cls)[1]
    except (OSError, TypeError):
        return "", None


def line_of(member: Member) -> int | None:
    """The line on which a method begins; `None` for all else."""
    found = namespace_of(member.owner).get(member.name) if is_class(member.owner) else None
    function = found.__func__ if isinstance(found, classmethod | staticmethod) else found
    function = inspect.unwrap(function) if isinstance(function, FunctionType) else function
    return function.__code__.co_firstlineno if isinstance(function, FunctionType) else None
