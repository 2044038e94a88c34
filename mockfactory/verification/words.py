"""The words "module:name" of a class or function, by which another process finds it again."""

from __future__ import annotations

import sys
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Final

from mockfactory.lookup import LookupFailed, look_up
from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.looking.raw import module_name_of, qualified_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.verification.snapshots.evaluating import evaluated, found_by_name
from mockfactory.verification.type_texts import type_text

_FUNCTIONS: Final = (FunctionType, BuiltinFunctionType, MethodType)
_INSTALLED: Final = ("site-packages", "dist-packages")


def words_of(thing: object) -> str | None:
    """The words of a class, a function, or a class with type arguments; `None` for what has none.

    Nothing has words that was defined in a function, or that does not stand under its own name.

    Example:
        >>> import json
        >>> from collections.abc import Callable
        >>> words_of(json.JSONDecoder), words_of(Callable[[str], int])
        ('json.decoder:JSONDecoder', 'collections.abc:Callable[[str], int]')
    """
    origin = origin_of(thing)
    if origin is not None:
        arguments = arguments_in(thing)
        base, bracket, inside = words_of(origin), *type_text(thing).partition("[")[1:]
        words = f"{base}{bracket}{inside}"
        return words if base is not None and bracket and _is_found(words, origin, arguments) else None
    words = named(thing)
    module, _, name = words.partition(":")
    if module == "__main__" or "<" in name or not name:
        return None
    found: object = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return words if found is thing or (type(thing) is MethodType and found == thing) else None


def named(thing: object) -> str:
    """The words of a thing, whether it is found by them or not: also of what was defined in a function."""
    if is_class(thing):
        return f"{module_name_of(thing)}:{qualified_name_of(thing)}"
    if isinstance(thing, _FUNCTIONS):
        return f"{thing.__module__}:{thing.__qualname__}"
    return type_text(thing)


def thing_of(words: str) -> object:
    """What stands under such words.

    Raises:
        LookupFailed: there is nothing, or its module can't be imported.

    Example:
        >>> thing_of("collections.abc:Callable[[str], int]")
        collections.abc.Callable[[str], int]
    """
    plain, bracket, inside = words.partition("[")
    found = look_up(plain, of_project=True)
    if not bracket:
        return found
    try:
        made = evaluated(f"it[{inside}", lambda name: found if name == "it" else found_by_name(name))
    except (SyntaxError, ValueError):
        made = None
    if made is None:
        raise LookupFailed(f"a name in [{inside} is not found")
    return made


def folder_of(words: str, project: Path) -> str:
    """Where in the project its module is imported from: "tests"; "" where it is found without more ado."""
    module = words.partition(":")[0]
    file: object = getattr(sys.modules.get(module), "__file__", None)
    if not isinstance(file, str):
        return ""
    place = Path(file)
    folder = place.parent.parent if place.name == "__init__.py" else place.parent
    for _ in range(module.count(".")):
        folder = folder.parent
    if not folder.is_relative_to(project) or any(part in _INSTALLED for part in folder.parts):
        return ""
    relative = folder.relative_to(project).as_posix()
    return "" if relative == "." else relative


def _is_found(words: str, origin: object, arguments: tuple[object, ...]) -> bool:
    try:
        found = thing_of(words)
    except LookupFailed:
        return False
    return origin_of(found) is origin and arguments_in(found) == arguments
