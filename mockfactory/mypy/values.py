"""What is put in the place of a name: whether its type fits what is there."""

# mypy's `copy_modified` has defaults that pyright can't read.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import Final

from mypy.checker import TypeChecker
from mypy.messages import format_type
from mypy.nodes import (
    CallExpr,
    Expression,
    FuncDef,
    MypyFile,
    OverloadedFuncDef,
    RefExpr,
    SymbolNode,
    TypeInfo,
    Var,
)  # fmt: skip
from mypy.subtypes import is_subtype
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    Instance,
    NoneType,
    PartialType,
    ProperType,
    TupleType,
    Type,
    TypeOfAny,
    TypeType,
    UninhabitedType,
    get_proper_type,
)
from mypy.typevars import fill_typevars_with_any

from mockfactory.mypy.calls import Naming
from mockfactory.mypy.codes import VALUE
from mockfactory.mypy.fakes import has_all_members
from mockfactory.mypy.mocks import is_bare_mock, is_kept_from_mocks
from mockfactory.mypy.on_classes import wanted_on
from mockfactory.mypy.places import There


def type_of(api: TypeChecker, expression: Expression, wanted: Type | None = None) -> ProperType | None:
    """The type of an expression that stands in a call; None where mypy finds something wrong in it.

    Args:
        api: the checker of the file.
        expression: what is looked at; mypy looks at it itself later, and tells what is wrong.
        wanted: the type that is expected of it.
    """
    with api.msg.filter_errors() as errors:
        found = get_proper_type(api.get_expression_type(expression, wanted))
    return None if errors.has_new_errors() else found


def check_value(api: TypeChecker, naming: Naming, there: There, *, strictly: bool) -> None:
    """Tell of a value whose type does not fit what is there.

    Args:
        api: the checker of the file.
        naming: the name, and what is put there.
        there: what is there.
        strictly: whether a function has to take every call that the one that is there takes, and an unannotated name
            is held to the type that mypy has inferred for it. `unittest.mock.patch` asks neither, and tests live by it.
    """
    is_of_module = isinstance(there.owner, MypyFile)
    if naming.value is None or not (is_of_module or strictly):
        return
    wanted = _wanted(there.node) if is_of_module else wanted_on(there)
    if strictly and is_bare_mock(naming.value) and is_kept_from_mocks(there.node, wanted):
        shown = "a module" if wanted is None else format_type(wanted, api.options)
        told = f'A mock without a spec can\'t stand in for "{naming.dotted}", which is {shown}'
        api.fail(told, naming.value, code=VALUE)
        return
    given = None if wanted is None else type_of(api, naming.value)
    if wanted is None or given is None or _fits(given, wanted):
        return
    if strictly and not _is_double(naming.value) and has_all_members(given, wanted):
        return
    aimed = type_of(api, naming.value, wanted)
    if (aimed is not None and _fits(aimed, wanted)) or (not strictly and _will_do(given, wanted, there.node)):
        return
    came, promised = (format_type(one, api.options) for one in (given, wanted))
    api.fail(f'{came} can\'t stand in for "{naming.dotted}", which is {promised}', naming.value, code=VALUE)


def _is_double(expression: Expression) -> bool:
    """Whether a double is made right here: it stands for its own class alone, whatever members that has."""
    callee = expression.callee if isinstance(expression, CallExpr) else None
    return isinstance(callee, RefExpr) and callee.fullname == "mockfactory.double.building.making.double"


def _wanted(node: SymbolNode | None) -> ProperType | None:
    """The type of what stands under a name; None where it says nothing of what may replace it."""
    if isinstance(node, TypeInfo):
        instance = fill_typevars_with_any(node)
        return TypeType(instance) if isinstance(instance, Instance) and not node.typeddict_type else None
    if isinstance(node, FuncDef | OverloadedFuncDef | Var) and node.type is not None:
        found = get_proper_type(node.type)
        return None if isinstance(found, AnyType | NoneType | PartialType) else found
    return None


def _fits(given: ProperType, wanted: ProperType) -> bool:
    if isinstance(given, AnyType) or (isinstance(given, Instance) and given.type.fallback_to_any):
        return True
    if isinstance(wanted, CallableType) and isinstance(get_proper_type(wanted.ret_type), UninhabitedType):
        # What does not return is replaced by what does, so that the test goes on.
        wanted = wanted.copy_modified(ret_type=AnyType(TypeOfAny.special_form))
    if isinstance(wanted, TypeType) and isinstance(given, FunctionLike) and not given.is_type_obj():
        # A function that gives an instance of the class.
        return any(is_subtype(one.ret_type, wanted.item) for one in given.items)
    return is_subtype(given, wanted, ignore_pos_arg_names=True)


def _will_do(given: ProperType, wanted: ProperType, node: SymbolNode | None) -> bool:
    """Whether a value of another type may do in a test: for the calls, and the uses, that the test is about."""
    if isinstance(given, FunctionLike) and isinstance(wanted, FunctionLike) and not wanted.is_type_obj():
        return {_is_awaited(one) for one in given.items} <= {_is_awaited(one) for one in wanted.items} | {None}
    if isinstance(node, Var) and node.is_inferred and _is_plain(given):
        return True
    if isinstance(wanted, TypeType) and isinstance(given, FunctionLike) and not given.is_type_obj():
        return True
    here, there = _class_of(given), _class_of(wanted)
    if here is None or there is None or _is_class(given) != _is_class(wanted):
        return False
    return any(base in here.mro for base in there.mro if base.fullname not in _SAY_NOTHING)


_SAY_NOTHING: Final = frozenset({"builtins.object", "typing.Generic", "typing.Protocol"})


def _is_class(given: ProperType) -> bool:
    return isinstance(given, TypeType) or (isinstance(given, FunctionLike) and given.is_type_obj())


def _is_awaited(function: CallableType) -> bool | None:
    """Whether what a function gives is awaited; None where that is not known."""
    given = get_proper_type(function.ret_type)
    if isinstance(given, AnyType):
        return None
    return isinstance(given, Instance) and given.type.get("__await__") is not None


def _is_plain(given: ProperType) -> bool:
    of = _class_of(given)
    return isinstance(given, NoneType) or (of is not None and of.module_name == "builtins")


def _class_of(given: ProperType) -> TypeInfo | None:
    """The class of an object; of a class, the class itself."""
    if isinstance(given, TypeType):
        return _class_of(given.item)
    if isinstance(given, FunctionLike) and given.is_type_obj():
        return given.type_object()
    instance = given.partial_fallback if isinstance(given, TupleType) else given
    return instance.type if isinstance(instance, Instance) else None
