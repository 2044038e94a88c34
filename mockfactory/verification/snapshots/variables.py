"""Type variables in the lines of a snapshot: which is which counts there, and not what they are called."""

from __future__ import annotations

import ast
import dataclasses
from typing import final

from mockfactory.verification.snapshots.written import Written


def numbered(written: Written) -> Written:
    """The same, with each type variable named by the place where it comes first.

    A library may rename one, and no caller notices it. In a line a variable has its variance before it: `~T`, `+T_co`.
    """
    numbers = _Numbers()
    types = {name: numbers.of(text) for name, text in written.types.items()}
    return dataclasses.replace(written, types=types, gives=numbers.of(written.gives))


@final
class _Numbers(ast.NodeTransformer):
    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, text: str) -> str:
        if not any(sign in text for sign in "~+-"):
            return text
        return ast.unparse(self.visit(ast.parse(text, mode="eval")))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.UnaryOp:
        if not isinstance(node.operand, ast.Name):
            return node
        name = self._known.setdefault(ast.unparse(node), f"T{len(self._known)}")
        return ast.UnaryOp(node.op, ast.Name(name))
