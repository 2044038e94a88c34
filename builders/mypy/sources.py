"""Calls that take a type or a builder first: `strategy(User, age=3)`, `as_fixture(users, age=3)`."""

from __future__ import annotations

from typing import Final

from mypy.nodes import TypeInfo
from mypy.plugin import CommonPluginApi, FunctionSigContext
from mypy.typeops import make_simplified_union
from mypy.types import AnyType, FunctionLike, Instance, Type, TypeOfAny

from builders.mypy.calls import Call, built_by, named_by
from builders.mypy.fields import Fields

_STRATEGY: Final = "hypothesis.strategies._internal.strategies.SearchStrategy"


def searched(context: FunctionSigContext, known: CommonPluginApi) -> FunctionLike:
    """`strategy(User, age=st.integers())`: values, or strategies of them."""
    found = known.lookup_fully_qualified(_STRATEGY)
    info = found.node if found is not None else None

    def given(type_: Type) -> Type:
        if not isinstance(info, TypeInfo):
            return AnyType(TypeOfAny.special_form)
        return make_simplified_union([type_, Instance(info, [type_])])

    return Call(context, known).with_names(_of_source(context), given, many=True)


def given_to_a_fixture(context: FunctionSigContext, known: CommonPluginApi) -> FunctionLike:
    """`as_fixture(User, age=3)`."""
    return Call(context, known).with_names(_of_source(context), lambda type_: type_, many=True)


def _of_source(context: FunctionSigContext) -> Fields | None:
    """The fields of what stands first; a factory class of another library has its own names."""
    found = context.api.get_expression_type(context.args[0][0])
    return built_by(found, options=True) or named_by(context)
