"""The errors that a function raises itself, read from its `raise` statements."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, NamedTuple

from mockfactory.spec.annotations.evaluation import Unresolved
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import is_class, module_dict

if TYPE_CHECKING:
    import ast


class Raised(NamedTuple):
    """One `raise` statement whose error leaves the function.

    Attributes:
        text: what is raised, as written.
        cls: the class of the error; None where that can't be told from the text.
    """

    text: str
    cls: type | None


def raised_by(function: FunctionType, owner: type | None) -> list[Raised] | None:
    """What the function raises itself; what it calls is not looked into, and neither is what it hands on (`raise`).

    Nothing is run: names are looked up where the function stands, and of modules and classes their stored names.

    Args:
        function: of the body of a class, or one of its own.
        owner: the class.

    Returns:
        In their order; None where there is no source.

    Example:
        >>> def take(count: int) -> None:
        ...     if count < 0:
        ...         raise ValueError(count)
        >>> raised_by(take, None)
        [Raised(text='ValueError', cls=<class 'ValueError'>)]
    """
    from mockfactory.spec.members.source import syntax_of

    tree = syntax_of(function)
    return None if tree is None else list(_Finder(function, owner).escaping(tree.body, ()))


class _Finder:
    def __init__(self, function: FunctionType, owner: type | None) -> None:
        import ast

        self._ast = ast
        self._function = function
        self._scope = Scope.of_function(function, owner)

    def escaping(self, body: Sequence[ast.AST], caught: Sequence[ast.expr | None]) -> Iterator[Raised]:
        """What leaves these statements.

        Args:
            body: the statements.
            caught: what the handlers around them catch; None for one that catches all.
        """
        ast = self._ast
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
                continue
            if isinstance(node, (ast.Try, ast.TryStar)):
                inside = [handler.type for handler in node.handlers if not self._hands_on(handler)]
                yield from self.escaping(node.body, [*caught, *inside])
                yield from self.escaping([*node.handlers, *node.orelse, *node.finalbody], caught)
            elif isinstance(node, ast.With):
                yield from self.escaping(node.body, [*caught, *self._suppressed(node)])
            elif isinstance(node, ast.Raise):
                yield from self._raised(node, caught)
            else:
                yield from self.escaping(list(ast.iter_child_nodes(node)), caught)

    def _raised(self, node: ast.Raise, caught: Sequence[ast.expr | None]) -> Iterator[Raised]:
        ast = self._ast
        if node.exc is None:
            return
        made = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        found = self._looked_up(made)
        cls = found if is_class(found) and issubclass(found, BaseException) else None
        if not any(self._may_catch(one, cls) for one in caught):
            yield Raised(ast.unparse(made), cls)

    def _may_catch(self, handler: ast.expr | None, cls: type | None) -> bool:
        if handler is None or cls is None:
            return True
        named = handler.elts if isinstance(handler, self._ast.Tuple) else [handler]
        classes = [self._looked_up(one) for one in named]
        return any(not is_class(one) or issubclass(cls, one) for one in classes)

    def _suppressed(self, node: ast.With) -> Iterator[ast.expr]:
        """What `with contextlib.suppress(...)` catches."""
        for item in node.items:
            made = item.context_expr
            if isinstance(made, self._ast.Call) and self._looked_up(made.func) is contextlib.suppress:
                yield from made.args

    def _hands_on(self, handler: ast.ExceptHandler) -> bool:
        """Whether a handler raises again what it caught."""
        ast = self._ast
        raises = [node.exc for statement in handler.body for node in ast.walk(statement) if isinstance(node, ast.Raise)]
        return any(one is None or (isinstance(one, ast.Name) and one.id == handler.name) for one in raises)

    def _looked_up(self, node: ast.expr) -> object:
        """What a dotted name stands for; None for anything else, and for what only a run can tell."""
        ast = self._ast
        if isinstance(node, ast.Name):
            if node.id in self._function.__code__.co_varnames:
                return None
            try:
                return self._scope.find(node.id)
            except Unresolved:
                return None
        if not isinstance(node, ast.Attribute):
            return None
        holder = self._looked_up(node.value)
        if isinstance(holder, ModuleType):
            return module_dict(holder).get(node.attr)
        found = find_raw(holder, node.attr) if is_class(holder) else None
        return None if found is None else found[1]
