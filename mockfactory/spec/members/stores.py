"""Attributes that one function stores on its first argument, read from its syntax tree or else from its bytecode."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Final

from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.bytecode import reassigned, stored_on_first

if TYPE_CHECKING:
    import ast

# A method of a base class is looked into once, not once for each subclass.
_known: Final[weakref.WeakKeyDictionary[FunctionType, Stores]] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Store:
    """One store of `name`.

    The others say more: the annotation as written, the parameter that is stored as it came, whether it is just None,
    whether it changes what is there already (`+=`), the name that was called to make it (`Session`), or the type of the
    constant that it is.
    """

    name: str
    annotation: str | None = None
    parameter: str | None = None
    none: bool = False
    augmented: bool = False
    made: str | None = None
    constant: type | None = None


@dataclass(slots=True)
class Stores:
    """All stores of a function; `by_name` is set when it also stores under names that are not written in it."""

    found: list[Store] = field(default_factory=list[Store])
    by_name: bool = False


def stores_of(function: FunctionType) -> Stores:
    """What `function`, and functions inside it, store on its first argument.

    Example:
        >>> def connect(self, host: str) -> None:
        ...     self.host = host
        ...     self.tries: int = 0
        >>> [store.name for store in stores_of(connect).found]
        ['host', 'tries']
    """
    known = _known.get(function)
    if known is None:
        known = _known[function] = _read(function)
    return known


def _read(function: FunctionType) -> Stores:
    from mockfactory.spec.members.source import syntax_of

    code = function.__code__
    if not code.co_argcount:
        return Stores()
    tree = syntax_of(function)
    if tree is None:
        return Stores([Store(one.name, parameter=one.variable) for one in stored_on_first(code)])
    return _Finder(tree, code).stores


class _Finder:
    """A walk through a function, into functions inside it that do not hide its first argument."""

    def __init__(self, tree: ast.FunctionDef | ast.AsyncFunctionDef, code: CodeType) -> None:
        import ast

        self._ast = ast
        self._code = code
        self._selves = {code.co_varnames[0]}
        if "__new__" in code.co_names:
            self._selves.update(self._made_in(tree))
        self._literals: dict[str, list[str]] = {}
        self.stores = Stores()
        for statement in tree.body:
            self._visit(statement)

    def _made_in(self, tree: ast.AST) -> Iterator[str]:
        """Names that hold a new instance: `self = super().__new__(cls)`."""
        ast = self._ast
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                function = node.value.func
                if isinstance(function, ast.Attribute) and function.attr == "__new__":
                    yield from (target.id for target in node.targets if isinstance(target, ast.Name))

    def _visit(self, node: ast.AST) -> None:
        ast = self._ast
        kind = type(node)
        if kind is ast.Name or kind is ast.Constant:
            return
        if kind in (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda) and self._hides(node.args):  # type: ignore[attr-defined]
            return
        if isinstance(node, ast.AnnAssign) and self._attribute(node.target):
            name, parameter = self._attribute(node.target), self._parameter(node.value)
            self._add(name, annotation=ast.unparse(node.annotation), parameter=parameter)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._target(target, node.value)
        elif isinstance(node, ast.AugAssign) and self._attribute(node.target):
            self._add(self._attribute(node.target), augmented=True)
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Store):
                self._add(self._attribute(node))
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, (ast.For, ast.comprehension)):
            self._remember_literals(node.target, node.iter)
        for child in ast.iter_child_nodes(node):
            if not self._done(node, child):
                self._visit(child)

    def _done(self, parent: ast.AST, child: ast.AST) -> bool:
        ast = self._ast
        if isinstance(parent, ast.Assign):
            return child in parent.targets and self._attribute(child) is not None
        return isinstance(parent, (ast.AnnAssign, ast.AugAssign)) and child is parent.target

    def _target(self, target: ast.expr, value: ast.expr) -> None:
        ast = self._ast
        name = self._attribute(target)
        if name is None:
            if isinstance(target, ast.Subscript) and self._is_own_dict(target.value):
                self._named(target.slice)
            return
        if name == "__dict__":
            self.stores.by_name = True
        parameter = self._parameter(value)
        none = isinstance(value, ast.Constant) and value.value is None
        self._add(name, parameter=parameter, none=none, made=self._maker(value), constant=self._constant(value))

    def _parameter(self, value: ast.expr | None) -> str | None:
        """The variable that is stored as it came."""
        return value.id if isinstance(value, self._ast.Name) and value.id not in reassigned(self._code) else None

    def _maker(self, value: ast.expr) -> str | None:
        """The name of what made a value: `Session` for `Session(...)`, `list` for `[]`, `int` for `0`."""
        ast = self._ast
        if isinstance(value, ast.Call) and isinstance(value.func, (ast.Name, ast.Attribute)):
            maker: str = ast.unparse(value.func)
            return maker
        constant = self._constant(value)
        if constant is not None:
            return name_of(constant)
        for kind, name in ((ast.List, "list"), (ast.Dict, "dict"), (ast.Set, "set")):
            if isinstance(value, kind):
                return name
        return None

    def _constant(self, value: ast.expr) -> type | None:
        """The type of a plain constant, `-1` and f-strings among them."""
        ast = self._ast
        if isinstance(value, ast.UnaryOp) and isinstance(value.op, (ast.USub, ast.UAdd)):
            inner = self._constant(value.operand)
            return inner if inner in (int, float) else None
        if isinstance(value, ast.JoinedStr):
            return str
        if isinstance(value, ast.Constant) and type(value.value) in (bool, int, float, str, bytes):
            return type(value.value)
        return None

    def _call(self, node: ast.Call) -> None:
        """`setattr(self, "x", ...)`, `object.__setattr__(self, "x", ...)`, `self.__dict__.update(...)`."""
        ast = self._ast
        function, arguments = node.func, node.args
        if isinstance(function, ast.Name) and function.id == "setattr" and len(arguments) == 3:
            if self._is_self(arguments[0]):
                self._named(arguments[1])
        elif isinstance(function, ast.Attribute) and function.attr == "__setattr__":
            if len(arguments) == 3 and self._is_self(arguments[0]):
                self._named(arguments[1])
            elif len(arguments) == 2 and isinstance(function.value, ast.Call):
                self._named(arguments[0])
        elif isinstance(function, ast.Attribute) and function.attr == "update" and self._is_own_dict(function.value):
            for keyword in node.keywords:
                if keyword.arg is not None:
                    self._add(keyword.arg)
            if arguments or any(keyword.arg is None for keyword in node.keywords):
                self.stores.by_name = True

    def _named(self, name: ast.expr) -> None:
        ast = self._ast
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            self._add(name.value)
        elif isinstance(name, ast.Name) and name.id in self._literals:
            for one in self._literals[name.id]:
                self._add(one)
        else:
            self.stores.by_name = True

    def _remember_literals(self, target: ast.expr, values: ast.expr) -> None:
        ast = self._ast
        if not isinstance(target, ast.Name) or not isinstance(values, (ast.Tuple, ast.List, ast.Set)):
            return
        texts = [one.value for one in values.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(texts) == len(values.elts):
            self._literals[target.id] = texts

    def _attribute(self, node: ast.AST) -> str | None:
        return node.attr if isinstance(node, self._ast.Attribute) and self._is_self(node.value) else None

    def _is_self(self, node: ast.AST) -> bool:
        return isinstance(node, self._ast.Name) and node.id in self._selves

    def _is_own_dict(self, node: ast.AST) -> bool:
        ast = self._ast
        if isinstance(node, ast.Call):
            function = node.func
            return (
                isinstance(function, ast.Name)
                and function.id == "vars"
                and len(node.args) == 1
                and self._is_self(node.args[0])
            )
        return self._attribute(node) == "__dict__"

    def _hides(self, arguments: ast.arguments) -> bool:
        given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        return any(argument.arg in self._selves for argument in given)

    def _add(
        self,
        name: str | None,
        *,
        annotation: str | None = None,
        parameter: str | None = None,
        none: bool = False,
        augmented: bool = False,
        made: str | None = None,
        constant: type | None = None,
    ) -> None:
        if name is not None:
            self.stores.found.append(Store(name, annotation, parameter, none, augmented, made, constant))
