"""The names of a module as a type checker reads it: those that it binds only under `if TYPE_CHECKING:` as well."""

from __future__ import annotations

import builtins
import contextlib
import functools
import importlib
import linecache
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from mockfactory.spec.annotations.evaluation import NotDefined, Unresolved, run
from mockfactory.spec.annotations.forms import is_type_form
from mockfactory.spec.annotations.momentary import A_MOCK, is_stand_in
from mockfactory.spec.annotations.surroundings import MISSING
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class, module_dict

if TYPE_CHECKING:
    from mockfactory.spec.annotations.typing_blocks import Alias, Binding, Blocks, Import


def find_global(names: Mapping[str, object], module: ModuleType | None, name: str) -> object:
    """What `name` stands for at the top level of a module: bound there, built in, or bound only for type checkers.

    Args:
        names: the global names of the module.
        module: the module itself, None where it is not imported.
        name: what to look for.

    Raises:
        Unresolved: as `find_typing_only`; and while a mock takes the place of what is meant.
    """
    found = names.get(name, MISSING)
    if found is MISSING:
        built_in = vars(builtins).get(name, MISSING)
        if built_in is not MISSING and not _is_error(built_in):
            return built_in
        typing_only = MISSING if module is None else find_typing_only(module, name)
        return built_in if typing_only is MISSING else typing_only
    found = _stood_for(found)
    if not _may_be_placeholder(name, found):
        return found
    typing_only = MISSING if module is None else find_typing_only(module, name)
    if typing_only is MISSING and is_stand_in(found):
        raise Unresolved(A_MOCK)
    return found if typing_only is MISSING else typing_only


def find_typing_only(module: ModuleType, name: str) -> object:
    """What `name` stands for in `module` when a type checker reads it, MISSING when no such block binds it.

    Modules are imported only when a name from them is asked for; names and failures are kept.

    Raises:
        Unresolved: when a block binds the name and the object can not be had: the import fails, or the name is a class
            or function that is defined inside the block.
    """
    table = _table_of(module)
    if table is None:
        return MISSING
    if name not in table.found and not table.may_bind(name):
        table.found[name] = MISSING
    elif name not in table.found:
        table.found[name] = Unresolved(f"name {name!r} is defined by itself in module {module.__name__}")
        try:
            table.found[name] = _bound(module, table.blocks, name)
        except Unresolved as reason:
            table.found[name] = reason
    found = table.found[name]
    if isinstance(found, Unresolved):
        raise Unresolved(*found.args)
    return found


def import_dotted(module: ModuleType) -> bool:
    """Imports what `import a.b` statements in the blocks of `module` name; true when there was one to import.

    The name `a` may be bound at run time as well, so that nothing but a missing attribute tells that `a.b` is needed.
    """
    table = _table_of(module)
    if table is None or not table.blocks.dotted:
        return False
    while table.blocks.dotted:
        with contextlib.suppress(Unresolved):
            _imported(table.blocks.dotted.pop(), None)
    return True


class _Table:
    """The blocks of one module, parsed when a name is asked for that its source has somewhere."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.found: dict[str, object] = {}

    def may_bind(self, name: str) -> bool:
        return name in self._source or "import *" in self._source

    @functools.cached_property
    def blocks(self) -> Blocks:
        from mockfactory.spec.annotations.typing_blocks import Blocks, read_blocks

        try:
            return read_blocks(self._source)
        except (SyntaxError, ValueError, RecursionError):
            return Blocks()


_tables: Final[WeakKeyDictionary[ModuleType, _Table | None]] = WeakKeyDictionary()


def _table_of(module: ModuleType) -> _Table | None:
    if module not in _tables:
        _tables[module] = _read(module)
    return _tables[module]


def _read(module: ModuleType) -> _Table | None:
    namespace: Mapping[str, object] = module_dict(module)
    file = namespace.get("__file__")
    if not isinstance(file, str):
        return None
    try:
        source = "".join(linecache.getlines(file, dict(namespace)))
    except (SyntaxError, ValueError, OSError):
        return None
    return _Table(source) if "TYPE_CHECKING" in source else None


def _bound(module: ModuleType, blocks: Blocks, name: str) -> object:
    reason: Unresolved | None = None
    for binding in blocks.names.get(name, ()):
        try:
            return _object(module, binding)
        except Unresolved as failure:
            reason = failure
    if reason is not None:
        raise reason
    for star in blocks.stars:
        try:
            return _imported_name(star, _package_of(module), name)
        except Unresolved:
            continue
    return MISSING


def _object(module: ModuleType, binding: Binding) -> object:
    from mockfactory.spec.annotations.typing_blocks import Alias, Import

    if isinstance(binding, Import):
        return _import(module, binding)
    if isinstance(binding, Alias):
        return _alias(module, binding)
    raise Unresolved(f"{binding.what} {binding.name!r} is defined only for type checkers in module {module.__name__}")


def _import(module: ModuleType, binding: Import) -> object:
    package = _package_of(module)
    if binding.name is not None:
        return _imported_name(binding.module, package, binding.name)
    found = _imported(binding.module, package)
    return found if binding.whole else sys.modules.get(binding.module.partition(".")[0], found)


def _alias(module: ModuleType, binding: Alias) -> object:
    def find(name: str) -> object:
        found = find_global(module_dict(module), module, name)
        if found is MISSING:
            raise NotDefined(f"name {name!r} is not defined in module {module.__name__}")
        return found

    try:
        return run(binding.code, find)
    except TypeError as error:
        raise Unresolved(f"TypeError: {error}") from None


def _imported_name(source: str, package: str | None, name: str) -> object:
    module = _imported(source, package)
    try:
        return getattr(module, name)
    except Exception:
        pass
    found = find_typing_only(module, name)
    if found is not MISSING:
        return found
    try:
        return _imported(f"{module.__name__}.{name}", None)
    except Unresolved:
        raise Unresolved(f"cannot import name {name!r} from {module.__name__!r}") from None


def _imported(name: str, package: str | None) -> ModuleType:
    try:
        return importlib.import_module(name, package)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a foreign module may leave by any door, SystemExit included
        raise Unresolved(f"cannot import {name!r}: {type(error).__name__}: {error}") from None


def _package_of(module: ModuleType) -> str | None:
    package = getattr(module, "__package__", None)
    return package if isinstance(package, str) else None


def _is_error(value: object) -> bool:
    return is_class(value) and issubclass(value, BaseException)


def _stood_for(value: object) -> object:
    """The class itself, where a test has put a double of it under its name."""
    return namespace_of(value).get("__mockfactory_real__", value) if is_class(value) else value


def _may_be_placeholder(name: str, value: object) -> bool:
    """True for what modules bind at run time in place of a type that only type checkers see (`Foo = Any`)."""
    if value is None or value is object or value is Any:
        return name not in ("Any", "object")
    return not is_type_form(value) and not isinstance(value, ModuleType)
