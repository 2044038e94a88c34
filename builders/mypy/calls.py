"""One call: the type that it builds, and the signature that fits it."""

# mypy's `copy_modified` has defaults that pyright can't read.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mypy.erasetype import erase_typevars
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import ArgKind, CallExpr, Expression, RefExpr, TypeInfo
from mypy.plugin import CommonPluginApi, FunctionSigContext, MethodSigContext
from mypy.typeops import make_simplified_union
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    Instance,
    Overloaded,
    Type,
    TypedDictType,
    TypeOfAny,
    TypeType,
    get_proper_type,
)

from builders.mypy.fields import Fields, fields_of
from builders.mypy.items import items_of_no_list
from builders.mypy.overrides import Asked, Named, Naming
from builders.mypy.watching import watch

BUILDER: Final = "builders.builder.Builder"
_DECLARATION: Final = "builders.declaring.declaration.Declaration"


def called(context: FunctionSigContext, known: CommonPluginApi) -> FunctionLike:
    """`build(User, name="Ada")`, `build_many(User, 3, name="Ada")`."""
    call = Call(context, known)
    return call.with_names(named_by(context), lambda type_: type_)


def constructed(context: FunctionSigContext, known: CommonPluginApi) -> FunctionLike:
    """`Builder(User, name="Ada")`."""
    call = Call(context, known)
    return call.with_names(named_by(context), call.declared, many=True)


def called_on(context: MethodSigContext, known: CommonPluginApi) -> FunctionLike:
    """`users.build(name="Ada")`, `users.build_many(3, name="Ada")`. Its options may be named like fields."""
    call = Call(context, known)
    return call.with_names(built_by(context.type, options=True), lambda type_: type_, many=True)


def declared_on(context: MethodSigContext, known: CommonPluginApi) -> FunctionLike:
    """`users.having(name="Ada")`, `users.trait("admin", name="Ada")`."""
    call = Call(context, known)
    return call.with_names(built_by(context.type, options=True), call.declared, many=True)


def derived_on(context: MethodSigContext, known: CommonPluginApi) -> FunctionLike:
    """`users.deriving(email=lambda user: f"{user.name}@example.com")`."""
    call = Call(context, known)
    return call.with_names(built_by(context.type, options=False), call.rule, whole=True)


class Call:
    """One call, and the signature that mypy would check it against."""

    def __init__(self, context: FunctionSigContext | MethodSigContext, known: CommonPluginApi) -> None:
        self.signature: CallableType = context.default_signature
        self.context = context.context
        self.api = context.api
        self.known = known

    def with_names(
        self, fields: Fields | None, given: Callable[[Type], Type], *, whole: bool = False, many: bool = False
    ) -> CallableType:
        """The signature with a parameter for each name in place of `**overrides`.

        Args:
            fields: of what is built; `None` when it has none, or they are not known.
            given: what may be given for a value of a type.
            whole: whether only whole values count.
            many: whether a name may lead into each item of a collection.
        """
        if fields is None:
            return self.signature
        named = Naming(self.api, given, whole, many).names(fields, self._asked())
        watch(self.api, named.classes)
        rest = self.signature.arg_kinds.index(ArgKind.ARG_STAR2)
        kinds, names, types = (
            list(self.signature.arg_kinds), list(self.signature.arg_names), list(self.signature.arg_types)
        )  # fmt: skip
        new = {name: type_ for name, type_ in self._widened(named).items() if name not in names[:rest]}
        # Where other names are allowed, `**overrides` stays.
        after = rest if named.open else rest + 1
        kinds[rest:after] = [ArgKind.ARG_NAMED_OPT] * len(new)
        names[rest:after] = new
        types[rest:after] = new.values()
        return self.signature.copy_modified(arg_types=types, arg_kinds=kinds, arg_names=names)

    def declared(self, type_: Type) -> Type:
        """A value, or a declaration of how it is made. `fresh_many` declares a list for any collection."""
        found = self.known.lookup_fully_qualified(_DECLARATION)
        assert found is not None
        assert isinstance(found.node, TypeInfo)
        lists: list[Type] = [self.api.named_generic_type("builtins.list", [item]) for item in items_of_no_list(type_)]
        return make_simplified_union([type_, *(Instance(found.node, [one]) for one in (type_, *lists))])

    def rule(self, type_: Type) -> Type:
        """A function from the object to the value."""
        rule = get_proper_type(self.signature.arg_types[self.signature.arg_kinds.index(ArgKind.ARG_STAR2)])
        assert isinstance(rule, CallableType)
        return rule.copy_modified(ret_type=type_)

    def _asked(self) -> Asked:
        if not isinstance(self.context, CallExpr):
            return {}
        written = zip(self.context.arg_names, self.context.args, strict=True)
        return {name: value for name, value in written if name is not None}

    def _widened(self, named: Named) -> dict[str, Type]:
        """With `**mapping` in the call, whose keys are not known: what it may give is not checked."""
        if not isinstance(self.context, CallExpr) or not any(map(self._is_loose, *_arguments(self.context))):
            return named.types
        asked = self._asked()
        anything = AnyType(TypeOfAny.special_form)
        return {name: type_ if name in asked else anything for name, type_ in named.types.items()}

    def _is_loose(self, kind: ArgKind, value: Expression) -> bool:
        if kind != ArgKind.ARG_STAR2:
            return False
        known = isinstance(value, RefExpr) and get_proper_type(self.api.get_expression_type(value))
        return not isinstance(known, TypedDictType)


def _arguments(call: CallExpr) -> tuple[list[ArgKind], list[Expression]]:
    return call.arg_kinds, call.args


def named_by(context: FunctionSigContext) -> Fields | None:
    """The fields of the type that stands first in a call: a class, an alias, `Page[User]`."""
    found = get_proper_type(context.api.get_expression_type(context.args[0][0]))
    if isinstance(found, TypeType):
        return fields_of(found.item)
    if isinstance(found, Overloaded):
        found = found.items[0]
    if isinstance(found, CallableType) and found.is_type_obj():
        # Of a generic class without arguments, nothing is known of its variables.
        return fields_of(erase_typevars(found.ret_type, {variable.id for variable in found.variables}))
    return None


def built_by(builder: Type, *, options: bool) -> Fields | None:
    """The fields of what a builder builds, and with them its options."""
    found = get_proper_type(builder)
    if not isinstance(found, Instance):
        return None
    base = next((base for base in found.type.mro if base.fullname == BUILDER), None)
    if base is None:
        return None
    built, taken = map_instance_to_supertype(found, base).args
    fields = fields_of(built)
    more = fields_of(taken) if options else None
    if fields is None or more is None:
        return fields
    return Fields({**fields.types, **more.types}, fields.open or more.open, (*fields.classes, *more.classes))
