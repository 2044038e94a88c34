"""One annotation on its way to a type expression that holds no strings."""

from __future__ import annotations

import _thread
import sys
from collections.abc import Mapping
from dataclasses import InitVar
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Annotated, Any, Final, ForwardRef, Literal

from mockfactory.spec.annotations.evaluation import Unresolved
from mockfactory.spec.annotations.forms import (
    DESCEND,
    arguments_in,
    bare_of,
    class_of_bare,
    is_list,
    is_settled,
    is_type_alias,
    is_type_form,
    origin_of,
    rewrite,
)
from mockfactory.spec.annotations.momentary import A_MOCK, is_stand_in
from mockfactory.spec.annotations.parameters import bind, replace
from mockfactory.spec.annotations.recursive import RecursiveName
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.looking.raw import qualified_name_of
from mockfactory.spec.looking.static import is_class

_DEPTH: Final = 50
_NOTHING: Final[Mapping[object, object]] = {}


class Resolver:
    """Makes annotations of one scope into types.

    `within` holds the strings and aliases that are being looked into, each with what stands for it inside itself.
    """

    def __init__(self, scope: Scope, within: Mapping[object, object] = _NOTHING) -> None:
        self._scope = scope
        self._within = within

    def resolved(self, annotation: object) -> object:
        """`annotation` with no strings, forward references, Annotated and aliases left in it.

        Raises:
            Unresolved: with the reason.
        """
        if isinstance(annotation, str) and not self._within:
            found = self._text(annotation, foreign=False)
        else:
            found = annotation if is_settled(annotation) else rewrite(annotation, self._visit)
        if is_list(found) or found is Ellipsis:
            raise Unresolved(f"{type(found).__name__} is not a type")
        return found

    def _visit(self, node: object) -> object:
        if is_class(node) or node is None or node is Ellipsis:
            return node
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, ForwardRef):
            return self._reference(node)
        if is_list(node) or isinstance(node, InitVar):
            return DESCEND
        if is_type_alias(node):
            return self._alias(node, node, ())
        origin = origin_of(node)
        if origin is Literal:
            return node
        if origin is Annotated:
            return self.resolved(bare_of(node))
        if is_type_alias(origin):
            arguments = [rewrite(argument, self._visit) for argument in arguments_in(node)]
            return self._alias(node, origin, tuple(arguments))
        if not is_type_form(node):
            return _stand_in(node)
        found = class_of_bare(node)
        return DESCEND if found is node else found

    def _text(self, text: str, *, foreign: bool = True) -> object:
        key = (text, id(self._scope.names))
        if key in self._within:
            return self._within[key]
        if len(self._within) > _DEPTH:
            raise Unresolved("the annotation is nested too deeply")
        found = self._scope.evaluate(text, foreign=foreign)
        if is_class(found):
            return found
        inside = RecursiveName(text, str(self._scope.names.get("__name__")))
        inside.__value__ = Resolver(self._scope, {**self._within, key: inside}).resolved(found)
        return Any if inside.__value__ is inside else inside.__value__

    def _reference(self, reference: ForwardRef) -> object:
        module: object = getattr(reference, "__forward_module__", None)
        module = sys.modules.get(module) if isinstance(module, str) else module
        inner = Resolver(Scope.of_module(module), self._within) if isinstance(module, ModuleType) else self
        return inner._text(reference.__forward_arg__)

    def _alias(self, node: object, alias: Any, arguments: tuple[object, ...]) -> object:
        if id(alias) in self._within:
            return node
        try:
            value = alias.__value__
        except Exception as error:  # evaluated on demand, in a scope that may lack a name
            raise Unresolved(f"type alias {alias.__name__!r}: {error}") from None
        if arguments:
            value = replace(value, bind(alias.__type_params__, arguments))
        module = sys.modules.get(alias.__module__)
        scope = Scope.of_module(module) if module is not None else self._scope
        return Resolver(scope, {**self._within, id(alias): alias}).resolved(value)


def _stand_in(node: object) -> object:
    """The class that a type checker sees where the standard library has a function; all else is no type."""
    if is_stand_in(node):
        raise Unresolved(A_MOCK)
    if isinstance(node, (FunctionType, BuiltinFunctionType)):
        import threading

        if node is threading.RLock:
            return type(threading.RLock())
        if node is threading.Lock:
            return _thread.LockType
        raise Unresolved(f"function {node.__qualname__!r} is not a type")
    if isinstance(node, (int, float, bytes)):
        raise Unresolved(f"{node!r} is not a type")
    raise Unresolved(f"an object of class {qualified_name_of(type(node))!r} is not a type")
