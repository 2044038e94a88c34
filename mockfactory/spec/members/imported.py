"""The names of a module that it has only because it imports them for itself."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import cast

from mockfactory.spec.looking.static import module_dict


def imported_names(module: ModuleType) -> frozenset[str]:
    """What a module imports and does not promise to those who import it.

    A module promises what it defines, what its `__all__` lists, what it imports under the same name (`from x import y
    as y`) or with a star, and of a package what its `__init__` imports from its own modules. Source: the typing
    specification, "Import conventions", and for packages the habit of writing their interface so.

    Args:
        module: it is not run; its source is parsed. Where there is none, the modules that it holds are taken for
            imported, unless they are its own.

    Example:
        >>> import json.decoder
        >>> sorted(imported_names(json.decoder))
        ['c_scanstring', 're', 'scanner']
    """
    names = module_dict(module)
    listed = names.get("__all__")
    exported = set(cast("Sequence[str]", listed)) if isinstance(listed, (list, tuple)) else set[str]()
    tree = _tree(module)
    if tree is None:
        found = {name for name, value in names.items() if type(value) is ModuleType and not _is_within(value, module)}
        return frozenset(found - exported)
    statements = list(_at_the_top(tree.body))
    handed_on = {name for one in statements for name, is_promised in _imported(one, module) if is_promised}
    found = {name for one in statements for name, is_promised in _imported(one, module) if not is_promised}
    # A module that is part of a package stands in it once somebody has imported it.
    found.update(name for name, value in names.items() if type(value) is ModuleType)
    defined = {one.name for one in statements if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    return frozenset(found - handed_on - defined - exported)


def _imported(statement: ast.stmt, module: ModuleType) -> Iterator[tuple[str, bool]]:
    """The names that a statement imports, and whether the module promises them."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        is_own = isinstance(statement, ast.ImportFrom) and _is_own(statement, module)
        for one in statement.names:
            yield one.asname or one.name.partition(".")[0], is_own or one.asname == one.name


def _is_own(statement: ast.ImportFrom, module: ModuleType) -> bool:
    """Whether the `__init__` of a package imports from its own modules."""
    names = module_dict(module)
    if "__path__" not in names:
        return False
    package, source = str(names.get("__name__")), statement.module or ""
    return statement.level == 1 or (statement.level == 0 and f"{source}.".startswith(f"{package}."))


def _is_within(value: ModuleType, module: ModuleType) -> bool:
    package = str(module_dict(module).get("__name__"))
    return str(module_dict(value).get("__name__")).startswith(f"{package}.")


def _at_the_top(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that name something in the module: those under `if`, `try` and `with` too."""
    for statement in body:
        if isinstance(statement, (ast.If, ast.Try, ast.With, ast.ExceptHandler)):
            for name in ("body", "orelse", "handlers", "finalbody"):
                yield from _at_the_top(getattr(statement, name, ()))
        else:
            yield statement


def _tree(module: ModuleType) -> ast.Module | None:
    file = module_dict(module).get("__file__")
    if not isinstance(file, str) or not file.endswith(".py"):
        return None
    try:
        lines = linecache.getlines(file, module_dict(module))
        return ast.parse("".join(lines)) if lines else None
    except Exception:  # a module loader's own code reads the source
        return None
