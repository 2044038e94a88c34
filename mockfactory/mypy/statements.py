"""Which expressions of a file are written for nothing: nobody takes what they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mypy.nodes import (
    AssertStmt,
    Block,
    CallExpr,
    ClassDef,
    Decorator,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    IfStmt,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    OpExpr,
    OverloadedFuncDef,
    Statement,
    TryStmt,
    UnaryExpr,
    WhileStmt,
    WithStmt,
)

DROPPED: Final = "dropped"
"""A statement of its own."""
ASKED: Final = "asked"
"""An `assert`, an `if` or a `while` asks whether it is true."""


@dataclass(frozen=True, slots=True)
class Idle:
    """An expression whose value goes nowhere.

    Attributes:
        how: `DROPPED` or `ASKED`.
        word: the name behind the dot, where a method of the value is named and not called.
    """

    how: str
    word: str = ""


class Statements:
    """The idle expressions of the files that mypy is at. A file is read when the first of its calls asks."""

    def __init__(self) -> None:
        # mypy goes to and fro between the files of an import cycle. In the daemon a file is one object for ever, with
        # other statements after a change.
        self._known: list[tuple[list[Statement], dict[Expression, Idle]]] = []

    def idle(self, tree: MypyFile, expression: object) -> Idle | None:
        """How an expression of a file is idle; None where something is done with it."""
        return self._of(tree).get(expression) if isinstance(expression, Expression) else None

    def _of(self, tree: MypyFile) -> dict[Expression, Idle]:
        for body, found in self._known:
            if body is tree.defs:
                return found
        found = dict(_idle_in(tree.defs))
        self._known = [*self._known[-_KEPT:], (tree.defs, found)]
        return found


_KEPT: Final = 7


def _idle_in(statements: Iterable[Statement]) -> Iterator[tuple[Expression, Idle]]:
    for statement in statements:
        match statement:
            case ExpressionStmt():
                yield from _told(statement.expr, DROPPED)
            case AssertStmt():
                yield from _asked(statement.expr)
            case IfStmt() | WhileStmt():
                for condition in statement.expr if isinstance(statement, IfStmt) else [statement.expr]:
                    yield from _asked(condition)
            case _:
                pass
        for block in _blocks(statement):
            yield from _idle_in(block.body)


def _told(expression: Expression, how: str) -> Iterator[tuple[Expression, Idle]]:
    if isinstance(expression, MemberExpr):
        yield expression.expr, Idle(how, expression.name)
    else:
        yield expression, Idle(how)


def _asked(expression: Expression) -> Iterator[tuple[Expression, Idle]]:
    match expression:
        case OpExpr(op="and" | "or"):
            yield from _asked(expression.left)
            yield from _asked(expression.right)
        case UnaryExpr(op="not"):
            yield from _asked(expression.expr)
        case _:
            yield from _told(expression, ASKED)


def _blocks(statement: Statement) -> list[Block]:
    """The blocks of a statement, without those in which a statement may be written for the error that it raises."""
    match statement:
        case Block():
            return [statement]
        case FuncDef():
            return [statement.body]
        case Decorator():
            return [statement.func.body]
        case OverloadedFuncDef():
            return [block for item in statement.items for block in _blocks(item)]
        case ClassDef():
            return [statement.defs]
        case IfStmt():
            return [*statement.body, *_given(statement.else_body)]
        case WhileStmt() | ForStmt():
            return [statement.body, *_given(statement.else_body)]
        case WithStmt():
            return [] if any(map(_expects_an_error, statement.expr)) else [statement.body]
        case TryStmt():
            tried = [] if statement.handlers else [statement.body]
            return [*tried, *statement.handlers, *_given(statement.else_body), *_given(statement.finally_body)]
        case MatchStmt():
            return statement.bodies
        case _:
            return []


def _given(block: Block | None) -> list[Block]:
    return [] if block is None else [block]


_WORDS_OF_ERRORS: Final = ("raise", "warn", "suppress", "error", "fail", "refus", "except")


def _expects_an_error(manager: Expression) -> bool:
    """`with pytest.raises(...)`, `with self.assertRaises(...)`, `with refused(...)`: known by their names."""
    called = manager.callee if isinstance(manager, CallExpr) else manager
    name = called.name.lower() if isinstance(called, NameExpr | MemberExpr) else ""
    return any(word in name for word in _WORDS_OF_ERRORS)
