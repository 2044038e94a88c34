"""What the text of a module says of its names, where mypy's table of them is not enough.

mypy does not see names that are made at run time, nor those in branches for other platforms. And it sees names that
are imported for type checkers only. An error is told when the text of the module says so too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from mockfactory.mypy.texts import parsed, text_of

_NAMESPACES: Final = frozenset({"globals", "vars", "locals"})
_PLAIN_DECORATORS: Final = frozenset({
    "dataclass", "final", "runtime_checkable", "total_ordering", "unique", "define", "frozen", "mutable", "attrs", "s",
})  # fmt: skip
_PLAIN_METACLASSES: Final = frozenset({"ABCMeta", "EnumMeta", "EnumType", "type"})


@dataclass(slots=True)
class Body:
    """The names of a module, as its text has them.

    Attributes:
        names: bound when the module runs, in whichever branch.
        typing_only: bound under `if TYPE_CHECKING:` alone.
        set_on: names that are set on any object in it, so perhaps on a class.
        stars: modules of which all names are imported; `None` where it can't be said which.
        makes_names: whether something in it may give the module more names at run time.
        sets_names: whether something in it may give a class more.
        plain_classes: by qualified name, whether nothing that stands at a class can give it more attributes.
    """

    names: set[str] = field(default_factory=set[str])
    typing_only: set[str] = field(default_factory=set[str])
    set_on: set[str] = field(default_factory=set[str])
    stars: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    makes_names: bool = False
    sets_names: bool = False
    plain_classes: dict[str, bool] = field(default_factory=dict[str, bool])


def body_of(path: str) -> Body | None:
    """What the text of a file says; None for what can't be read.

    Args:
        path: of a source file.
    """
    source = text_of(path)
    return None if source is None else _read(source)


@lru_cache(maxsize=256)
def _read(source: bytes) -> Body | None:
    tree = parsed(source)
    if tree is None:
        return None
    body = Body()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[]) if name in _NAMESPACES:
                body.makes_names = True
            case ast.Name(id="exec") | ast.Attribute(value=ast.Name(id="sys"), attr="modules"):
                body.makes_names = True
            case ast.Name(id="setattr" | "vars") | ast.Attribute(attr="__dict__" | "__setattr__"):
                body.sets_names = True
            case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                body.set_on.add(name)
            case ast.Global(names=names):
                body.names.update(names)
            case ast.ImportFrom(level=level, module=module, names=[ast.alias(name="*")]):
                body.stars.add((level, module or ""))
            case _:
                pass
    _bind(tree.body, body, body.names)
    body.typing_only -= body.names
    body.makes_names = body.makes_names or "__getattr__" in body.names
    body.plain_classes = dict(_classes(tree.body, ""))
    return body


def _bind(statements: list[ast.stmt], body: Body, into: set[str]) -> None:
    for statement in statements:
        if isinstance(statement, ast.If) and _is_for_typing(statement.test):
            _bind(statement.body, body, body.typing_only)
            _bind(statement.orelse, body, into)
            continue
        into.update(_bound_by(statement))
        for block in _inner(statement):
            _bind(block, body, into)


def _is_for_typing(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _bound_by(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)
        case _:
            yield from _stored(statement)


def _stored(node: ast.AST) -> Iterator[str]:
    """Names that are bound by a statement and not in the blocks of it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            continue
        match child:
            case ast.Name(id=name, ctx=ast.Store()) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name
            case ast.Lambda():
                continue
            case _:
                pass
        if not isinstance(child, ast.ExceptHandler):
            yield from _stored(child)


def _inner(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _classes(statements: list[ast.stmt], prefix: str) -> Iterator[tuple[str, bool]]:
    for statement in statements:
        if isinstance(statement, ast.ClassDef):
            name = f"{prefix}{statement.name}"
            yield name, _is_plain(statement)
            yield from _classes(statement.body, f"{name}.")
        else:
            for block in _inner(statement):
                yield from _classes(block, prefix)


def _is_plain(definition: ast.ClassDef) -> bool:
    metaclasses = [keyword.value for keyword in definition.keywords if keyword.arg == "metaclass"]
    own = {statement.name for statement in definition.body if isinstance(statement, ast.FunctionDef)}
    return (
        all(_last_name(one) in _PLAIN_DECORATORS for one in definition.decorator_list)
        and all(_last_name(one) in _PLAIN_METACLASSES for one in metaclasses)
        and all(keyword.arg is not None for keyword in definition.keywords)
        and "__init_subclass__" not in own
    )


def _last_name(expression: ast.expr) -> str:
    called = expression.func if isinstance(expression, ast.Call) else expression
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
