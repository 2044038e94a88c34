"""Where classes and their methods are written."""

from __future__ import annotations

import inspect
import sys
from types import FunctionType

from mockfactory.spec import Member
from mockfactory.spec.looking.raw import module_name_of, namespace_of
from mockfactory.spec.looking.static import is_class


def file_of(cls: type | None) -> str:
    """The file of a class; "" where there is none."""
    if cls is None:
        return ""
    file: object = getattr(sys.modules.get(module_name_of(cls)), "__file__", None)
    return file if isinstance(file, str) else ""


def line_of(thing: Member | type) -> int | None:
    """The line on which a method or a class begins; `None` where that is not known.

    For a class the file is read: once, where it is told.
    """
    if isinstance(thing, type):
        try:
            return inspect.getsourcelines(thing)[1]
        except (OSError, TypeError):
            return None
    found: object = namespace_of(thing.owner).get(thing.name) if is_class(thing.owner) else None
    bare: object = getattr(found, "__func__", found)  # of a class method or a static one
    function: object = inspect.unwrap(bare) if isinstance(bare, FunctionType) else None
    return function.__code__.co_firstlineno if isinstance(function, FunctionType) else None
