"""What stands on a class, or on an object: its methods, as they are got from there, and its annotated attributes."""

# mypy's `copy_modified` has defaults that pyright can't read.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from mypy.erasetype import erase_typevars
from mypy.nodes import Decorator, FuncDef, SymbolNode, TypeInfo, Var
from mypy.types import AnyType, CallableType, FunctionLike, NoneType, PartialType, ProperType, get_proper_type

from mockfactory.mypy.places import Object, There


def wanted_on(there: There) -> ProperType | None:
    """The type of a name on a class or an object; None where it says nothing of what may replace it.

    Type variables are as `Any`: which types they are for one object is not known.

    Args:
        there: the name.
    """
    node = there.node
    if isinstance(node, Var) and not node.is_property and node.type is not None:
        found = get_proper_type(erase_typevars(node.type))
        return None if isinstance(found, AnyType | NoneType | PartialType | FunctionLike) else found
    if not isinstance(there.owner, TypeInfo | Object):
        return None
    method = _method(node)
    if method is None or not isinstance(method.type, CallableType):
        return None
    is_bound = not method.is_static and (method.is_class or isinstance(there.owner, Object))
    called = _without_first(method.type) if is_bound else method.type
    return None if called is None else get_proper_type(erase_typevars(called))


def _method(node: SymbolNode | None) -> FuncDef | None:
    """A plain method, a class method or a static one; what other decorators make of a method is not known."""
    if isinstance(node, FuncDef):
        return node
    if isinstance(node, Decorator) and not node.decorators and (node.func.is_class or node.func.is_static):
        return node.func
    return None


def _without_first(method: CallableType) -> CallableType | None:
    if not method.arg_kinds or method.arg_kinds[0].is_star():
        return None
    return method.copy_modified(
        arg_types=method.arg_types[1:], arg_kinds=method.arg_kinds[1:], arg_names=method.arg_names[1:]
    )
