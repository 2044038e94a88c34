"""The `if TYPE_CHECKING:` blocks of a module's source: what they bind, and to what. Nothing is imported or run here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, Final, TypeAlias

# The only calls that an alias may make: everything else would be code that its author never meant to run.
_DECLARING: Final = frozenset({"TypeVar", "ParamSpec", "TypeVarTuple", "NewType"})
# Where a statement starts at the left margin: not at a clause that goes on with one, a comment or a closing bracket.
_STATEMENT: Final = re.compile(r"^(?=[^\s#)\]}])(?!(?:elif|else|except|finally)\b)", re.MULTILINE)
_COMPOUND: Final = re.compile(r"(?:if|try|with)\b")
_MAY_IMPORT: Final = re.compile(r"(?:from|if|try|with)\b")
_TYPE_NODES: Final = (
    ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Tuple, ast.List, ast.Starred,
    ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub, ast.Load, ast.keyword,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Import:
    """`from module import name`, or `import module` when `name` is None; `whole` then tells `import a.b as x` apart."""

    module: str
    name: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Alias:
    """`Name = <type expression>`."""

    code: CodeType


@dataclass(frozen=True, slots=True)
class Definition:
    """A class, function or other thing that exists only for type checkers."""

    name: str
    what: str


Binding: TypeAlias = Import | Alias | Definition


@dataclass(slots=True)
class Blocks:
    """All that the blocks of one module bind. A name may be bound several ways (`try` and `except ImportError`)."""

    names: dict[str, list[Binding]] = field(default_factory=dict[str, "list[Binding]"])
    stars: list[str] = field(default_factory=list[str])
    dotted: list[str] = field(default_factory=list[str])


def read_blocks(source: str) -> Blocks:
    """What the typing-only blocks of `source` bind.

    Raises:
        SyntaxError: when the source is not Python.
    """
    blocks = Blocks()
    try:
        tree = ast.parse(_relevant(source))
    except SyntaxError:  # the cut went through a string or a bracket
        tree = ast.parse(source)
    _read(tree.body, blocks, inside=False)
    return blocks


def _relevant(source: str) -> str:
    """The top-level `if`, `try` and `with` statements that mention TYPE_CHECKING: parsing a whole module takes long."""
    pieces = _STATEMENT.split(source)
    return "".join(piece for piece in pieces if _COMPOUND.match(piece) and "TYPE_CHECKING" in piece)


def read_imports(source: str) -> tuple[str, ...]:
    """The modules, and names in them that may be modules, that the top level of `source` imports from, as written.

    Raises:
        SyntaxError: when the source is not Python.
    """
    found: dict[str, None] = {}
    try:
        tree = ast.parse(_importing(source))
    except SyntaxError:  # the cut went through a string or a bracket
        tree = ast.parse(source)
    for statement in _top_level(tree.body):
        if isinstance(statement, ast.ImportFrom):
            module = "." * statement.level + (statement.module or "")
            found[module] = None
            found.update(
                (module + ("" if module.endswith(".") else ".") + alias.name, None) for alias in statement.names
            )
    return tuple(found)


def _importing(source: str) -> str:
    """The top-level statements that import from a module, or may have such a one inside."""
    pieces = _STATEMENT.split(source)
    return "".join(piece for piece in pieces if _MAY_IMPORT.match(piece) and "import" in piece)


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        if isinstance(statement, ast.If):
            yield from _top_level([*statement.body, *statement.orelse])
        elif isinstance(statement, (ast.Try, ast.With, ast.TryStar)):
            for part in _bodies(statement):
                yield from _top_level(part)


def _read(body: list[ast.stmt], blocks: Blocks, inside: bool) -> None:
    for statement in body:
        if isinstance(statement, ast.If):
            verdict = _verdict(statement.test)
            _read(statement.body, blocks, inside or verdict is True)
            _read(statement.orelse, blocks, inside if verdict is True else inside or verdict is False)
        elif isinstance(statement, (ast.Try, ast.With, ast.TryStar)):
            for part in _bodies(statement):
                _read(part, blocks, inside)
        elif inside:
            _bind(statement, blocks)


def _bodies(statement: ast.Try | ast.With | ast.TryStar) -> Iterator[list[ast.stmt]]:
    yield statement.body
    if not isinstance(statement, ast.With):
        yield statement.orelse
        for handler in statement.handlers:
            yield handler.body
        yield statement.finalbody


def _verdict(test: ast.expr) -> bool | None:
    """True when the body is for type checkers only, False when the `else` is, None when the test says neither."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _verdict(test.operand)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        found = {_verdict(part) for part in test.values} - {None}
        return found.pop() if len(found) == 1 else None
    name = test.attr if isinstance(test, ast.Attribute) else test.id if isinstance(test, ast.Name) else ""
    return True if name == "TYPE_CHECKING" else None


def _bind(statement: ast.stmt, blocks: Blocks) -> None:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            _bind_import(alias, blocks)
    elif isinstance(statement, ast.ImportFrom):
        source = "." * statement.level + (statement.module or "")
        for alias in statement.names:
            if alias.name == "*":
                blocks.stars.append(source)
            else:
                _add(blocks, alias.asname or alias.name, Import(source, alias.name))
    elif isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        what = "class" if isinstance(statement, ast.ClassDef) else "function"
        _add(blocks, statement.name, Definition(statement.name, what))
    else:
        _bind_alias(statement, blocks)


def _bind_import(alias: ast.alias, blocks: Blocks) -> None:
    if alias.asname is not None:
        _add(blocks, alias.asname, Import(alias.name))
        return
    root, dot, _ = alias.name.partition(".")
    _add(blocks, root, Import(alias.name, whole=not dot))
    if dot:
        blocks.dotted.append(alias.name)


def _bind_alias(statement: ast.stmt, blocks: Blocks) -> None:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, value = statement.targets[0], statement.value
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        target, value = statement.target, statement.value
    elif type(statement).__name__ == "TypeAlias":  # `type X = ...`, from Python 3.12 on
        new_style: Any = statement
        target, value = new_style.name, new_style.value
        if new_style.type_params:
            _add(blocks, target.id, Definition(target.id, "generic type alias"))
            return
    else:
        return
    if isinstance(target, ast.Name):
        _add(blocks, target.id, _alias(target.id, value))


def _alias(name: str, value: ast.expr) -> Binding:
    if not all(_is_type_syntax(node) for node in ast.walk(value)):
        return Definition(name, "variable")
    return Alias(compile(ast.Expression(value), "<annotation>", "eval", dont_inherit=True))


def _is_type_syntax(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return isinstance(node, _TYPE_NODES)
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name in _DECLARING


def _add(blocks: Blocks, name: str, binding: Binding) -> None:
    blocks.names.setdefault(name, []).append(binding)
