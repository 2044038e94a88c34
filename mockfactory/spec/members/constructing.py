"""Which attributes an object surely lacks when its constructor has run: no code is run, the methods are read."""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Collection, Iterator
from types import FunctionType
from typing import TYPE_CHECKING, Final

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, module_name_of, mro_of, namespace_of
from mockfactory.spec.looking.static import described_classes, is_class
from mockfactory.spec.members.bytecode import stored_names
from mockfactory.spec.members.fields import fields_of
from mockfactory.spec.members.functions import functions_in, functions_of
from mockfactory.spec.members.names import fills_in
from mockfactory.spec.members.source import syntax_of
from mockfactory.spec.members.stores import stores_of
from mockfactory.spec.members.storing import Method

if TYPE_CHECKING:
    import ast

_ASKS_ONLY: Final = frozenset({"super", "isinstance", "type", "id", "hasattr", "len", "repr", "str", "setattr"})
"""What may be given an object, and puts no attribute on it whose name is not written there."""
_HOOKS: Final = ("__new__", "__init__")


class Constructed:
    """What a call of a class runs, and the attributes that this may set.

    Attributes:
        cls: the class.
        functions: the methods that the call runs, with the class whose body holds each.
        names: the attributes that these may set.
        is_sure: whether they can set no others: the object goes to nobody else meanwhile, and no name is computed.

    Example:
        >>> class Base:
        ...     def __init__(self) -> None:
        ...         self.a = 1
        >>> class Deaf(Base):
        ...     def __init__(self) -> None:
        ...         self.b = 2
        >>> sorted(Constructed(Base).names), sorted(Constructed(Deaf).names)
        (['a'], ['b'])
    """

    def __init__(self, cls: type) -> None:
        self.cls: Final = cls
        self.functions: Final[dict[FunctionType, type]] = {}
        self.names: Final[set[str]] = set()
        self.is_sure = _is_made_as_usual(cls)
        for hook in _HOOKS:
            self._run(constructor_in(cls, hook), hook)

    def _run(self, found: tuple[type, object] | None, name: str) -> None:
        if found is None or found[0] is object:
            return
        functions = list(functions_in(found[1]))
        if not functions and name in _HOOKS and inspect.isroutine(getattr(found[1], "__func__", found[1])):
            return  # written in C: what it sets stands in the class
        self.is_sure = self.is_sure and bool(functions)
        for function in functions:
            if function not in self.functions:
                self.functions[function] = found[0]
                self._look_into(function, found[0])

    def _look_into(self, function: FunctionType, owner: type) -> None:
        code = function.__code__
        self.names.update(stored_names(code))
        if not code.co_argcount:
            return
        tree = syntax_of(function)
        if tree is None:
            self._of_generated(function, owner)
            return
        stores = stores_of(function)
        self.names.update(store.name for store in stores.found)
        self.is_sure = self.is_sure and not stores.by_name
        if function.__name__ != "__new__":
            self._follow(tree, function, owner)
        else:
            self.is_sure = False

    def _of_generated(self, function: FunctionType, owner: type) -> None:
        """A constructor that a decorator made sets the fields; what it calls beside is among its names."""
        self.names.update(store.name for store in stores_of(function).found)
        if not function.__code__.co_filename.startswith("<"):
            self.is_sure = False
            return
        self.names.update(fields_of(owner).fields)
        for name in function.__code__.co_names:
            self._run_if_method(name)

    def _follow(self, tree: ast.AST, function: FunctionType, owner: type) -> None:
        import ast

        own = function.__code__.co_varnames[0]
        plain: set[int] = set()  # the places where the object itself is used, and goes nowhere
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                if isinstance(node.value, ast.Name) and node.value.id == own:
                    plain.add(id(node.value))
                    if isinstance(node.ctx, ast.Load):
                        self._run_if_method(node.attr)
                elif isinstance(node.ctx, ast.Load):
                    self._run_of_others(node, function, owner)
            elif isinstance(node, ast.Call) and self._is_known(node.func):
                plain.update(id(one) for one in node.args)
        names = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == own)
        self.is_sure = self.is_sure and all(id(node) in plain for node in names)

    def _is_known(self, function: ast.expr) -> bool:
        """Whether what is called keeps its hands off the object, or is looked into."""
        import ast

        if isinstance(function, ast.Name):
            return function.id in _ASKS_ONLY
        return isinstance(function, ast.Attribute) and bool(
            find_raw(self.cls, function.attr) or function.attr == "__setattr__"
        )

    def _run_if_method(self, name: str) -> None:
        found = find_raw(self.cls, name)
        if name == "__dict__":
            self.is_sure = False
        if found is not None and any(functions_in(found[1])):
            self._run(found, name)

    def _run_of_others(self, node: ast.Attribute, function: FunctionType, owner: type) -> None:
        """`super().name` and `Base.name`; where it is not known whose, any class may be meant."""
        import ast

        whose, name = node.value, node.attr
        order = mro_of(self.cls)
        if isinstance(whose, ast.Name) and is_class(_global(function, whose.id)):
            of_class = _global(function, whose.id)
            order = mro_of(of_class) if is_class(of_class) and is_one_of(of_class, order) else ()
            is_first = True
        elif isinstance(whose, ast.Call) and isinstance(whose.func, ast.Name) and whose.func.id == "super":
            is_first = not whose.args
            if is_first:
                order = order[next(place for place, base in enumerate(order) if base is owner) + 1 :]
        elif name not in _HOOKS and isinstance(whose, ast.Attribute):
            return  # of a part of the object: `self.items.append`
        else:
            is_first = False
        holders = [base for base in order if name in namespace_of(base) and not fills_in(namespace_of(base)[name])]
        for holder in holders[:1] if is_first else holders:
            value = namespace_of(holder)[name]
            if name in _HOOKS or any(functions_in(value)):
                self._run((holder, value), name)


def _global(function: FunctionType, name: str) -> object:
    return function.__globals__.get(name, vars(builtins).get(name))


def constructor_in(cls: type, hook: str = "__init__") -> tuple[type, object] | None:
    """The class whose body holds the constructor that runs, and what it holds; of a Protocol's own it is the next."""
    for owner in mro_of(cls):
        body = namespace_of(owner)
        if hook in body and not fills_in(body[hook]):
            return owner, body[hook]
    return None


def _is_made_as_usual(cls: type) -> bool:
    """Whether `__new__` and `__init__` are all that runs, and who reads an attribute finds what is stored."""
    call = find_raw(type(cls), "__call__")
    if call is None or module_name_of(call[0]) != "builtins":
        return False
    reads, writes = find_raw(cls, "__getattribute__"), find_raw(cls, "__setattr__")
    return not any(found is not None and _is_written(found[1]) for found in (reads, writes))


def _is_written(value: object) -> bool:
    """Whether a class has code of somebody's own there, and not what a frozen dataclass puts there."""
    return isinstance(value, FunctionType) and not value.__code__.co_filename.startswith("<")


def setters_of(cls: type, name: str) -> Iterator[FunctionType]:
    """The methods that may set an attribute of an object, of a class and of all its bases."""
    for owner in described_classes(cls):
        for function, set_names in setters_in(owner):
            if name in set_names:
                yield function


def setters_in(owner: type) -> Iterator[tuple[FunctionType, Collection[str]]]:
    """The methods in the body of one class, each with the attributes of an object that it may set."""
    for function, binding in functions_of(owner):
        look = Method(owner, function, binding).look
        by_name = look.by_name and function.__code__.co_argcount
        yield function, {*look.names, *(one.name for one in stores_of(function).found)} if by_name else look.names
