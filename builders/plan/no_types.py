"""What is asked for in the place of a type: a name in quotes, a value, a function."""

from __future__ import annotations

import inspect
import sys
from typing import Final, get_origin

from builders.errors import CannotBuild

_FORMS: Final = frozenset({"typing", "typing_extensions", "types", "annotationlib"})
"""The modules whose objects stand for types, though they are none."""


def refuse(asked: object) -> None:
    """Refuse what is no type and no annotation. For what could not be read.

    Raises:
        CannotBuild: it is none.
    """
    if asked is None or isinstance(asked, type) or get_origin(asked) is not None:
        return
    if type(asked).__module__ in _FORMS:
        return
    if isinstance(asked, str):
        write = asked if asked.isidentifier() else "..."
        raise CannotBuild(f"{asked!r:.60} is text, and no type\n  write:  the type itself: build({write})")
    if inspect.isroutine(asked) or inspect.ismodule(asked):
        kind = "a module" if inspect.ismodule(asked) else "a function"
        name = str(getattr(asked, "__name__", asked))
        raise CannotBuild(f"{name} is {kind}, and no type\n  write:  build(...) of a class or an annotation")
    if callable(getattr(asked, "build", None)):
        raise CannotBuild(f"{asked!r:.60} is a builder, and no type\n  write:  the_builder.build(...)")
    if "sqlalchemy" in sys.modules and isinstance(asked, sys.modules["sqlalchemy"].Table):
        raise CannotBuild(
            f"{asked!s:.60} is a table, and no type\n  write:  build(...) of the class that is mapped to it"
        )
    class_ = type(asked).__qualname__.rpartition(".")[2]
    raise CannotBuild(f"{asked!r:.60} is a value, and no type\n  write:  build({class_})")
