"""Forward references that were written in another module than the annotation they turn up in.

`Cookies = Mapping[str, "Cookie"]` in one module, `def get(self, cookies: Cookies)` in another: by then nothing tells
where the quoted name comes from, and the module at hand need not know it. It is looked for in the modules that this one
imports from, nearest first, and taken only when it is the same thing wherever it is found.
"""

from __future__ import annotations

import contextlib
import importlib.util
import linecache
import re
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, Final
from weakref import WeakKeyDictionary

from mockfactory.spec.annotations.evaluation import Unresolved
from mockfactory.spec.annotations.forms import is_type_form, is_type_parameter
from mockfactory.spec.annotations.surroundings import MISSING
from mockfactory.spec.annotations.typing_only import find_typing_only
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import module_dict, name_of

_DEPTH: Final = 3
_sources: Final[WeakKeyDictionary[ModuleType, tuple[str, ...]]] = WeakKeyDictionary()


# Looked for again only when more modules are there to look in.
_homes: Final[dict[tuple[int, str, str, int], ModuleType | None]] = {}
_meanings: Final[dict[tuple[str, str, int], object]] = {}


def find_foreign(module: ModuleType, name: str) -> object:
    """What `name` means in the modules that `module` imports from; MISSING when nowhere, or not everywhere the same."""
    key = (module.__name__, name, len(sys.modules))
    if key not in _meanings:
        _meanings[key] = _find_foreign(module, name)
    return _meanings[key]


def _find_foreign(module: ModuleType, name: str) -> object:
    package = _package_of(module.__name__)
    level: list[ModuleType] = [module]
    seen = {module.__name__}
    for _ in range(_DEPTH):
        nearer = [known for known in level if _package_of(known.__name__) == package]
        level = []
        for known in nearer:
            level += [found for found in _imported_by(known) if found.__name__ not in seen]
            seen.update(found.__name__ for found in level)
        found = _common_meaning(level, name)
        if found is not None:
            return found[0]
    return MISSING


def find_beside(owner: type, name: str) -> object:
    """What `name` means in the module that `owner` was written in, where `__module__` names another one.

    Packages do that to what they export, and a class without methods does not tell its module in any other way. MISSING
    when `__module__` tells the truth, or when the module or the name is not found.
    """
    key = (id(owner), module_name_of(owner), name_of(owner), len(sys.modules))
    if key not in _homes:
        _homes[key] = _home_of(owner)
    home = _homes[key]
    return MISSING if home is None else _meaning(home, name)


def _home_of(owner: type) -> ModuleType | None:
    """The module that writes the class, where it is another one than `__module__` says."""
    claimed, called = module_name_of(owner), name_of(owner)
    package = _package_of(claimed)
    known = {key: module for key, module in dict[str, object](sys.modules).items() if _package_of(key) == package}
    holding = [module for module in known.values() if isinstance(module, ModuleType) and _holds(module, called, owner)]
    home = [module for module in holding if _writes_class(module, called)]
    return home[0] if len(home) == 1 and home[0] is not known.get(claimed) else None


def _holds(module: ModuleType, called: str, owner: type) -> bool:
    return module_dict(module).get(called) is owner


def _writes_class(module: ModuleType, called: str) -> bool:
    # Looked for in each line that has these words: a pattern over a whole source takes a hundred times as long.
    statement = f"class {called}"
    return any(re.match(rf"\s*{re.escape(statement)}\b", line) for line in _lines_of(module) if statement in line)


def _lines_of(module: ModuleType) -> list[str]:
    namespace = module_dict(module)
    file = namespace.get("__file__")
    return linecache.getlines(file, dict(namespace)) if isinstance(file, str) else []


def _common_meaning(modules: Iterable[ModuleType], name: str) -> tuple[object] | None:
    """The one meaning of `name` in those of the modules that know it; None when no module does.

    For several meanings it is MISSING; for several type parameters Any, since each alias leaves its own open.
    """
    meanings = {id(found): found for found in (_meaning(module, name) for module in modules) if found is not MISSING}
    if not meanings:
        return None
    if len(meanings) == 1:
        return (next(iter(meanings.values())),)
    return (Any if all(is_type_parameter(found) for found in meanings.values()) else MISSING,)


def _package_of(module_name: str) -> str:
    return module_name.partition(".")[0]


def _meaning(module: ModuleType, name: str) -> object:
    found = module_dict(module).get(name, MISSING)
    if found is not MISSING and found is not None and (is_type_form(found) or isinstance(found, ModuleType)):
        return found
    try:
        return find_typing_only(module, name)
    except Unresolved:
        return MISSING


def _imported_by(module: ModuleType) -> Iterator[ModuleType]:
    if module not in _sources:
        _sources[module] = tuple(dict.fromkeys(_read(module)))
    for name in _sources[module]:
        found = sys.modules.get(name)
        if isinstance(found, ModuleType):
            yield found


def _read(module: ModuleType) -> Iterator[str]:
    from mockfactory.spec.annotations.typing_blocks import read_imports

    package = module_dict(module).get("__package__")
    try:
        sources = read_imports("".join(_lines_of(module)))
    except (SyntaxError, ValueError, RecursionError):
        return
    for source in sources:
        with contextlib.suppress(ImportError):
            yield importlib.util.resolve_name(source, package if isinstance(package, str) else None)
