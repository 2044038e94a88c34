"""The fields of a type, as mypy knows it: their names, and the type declared for each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mypy.expandtype import expand_self_type, expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import ArgKind, Decorator, FuncDef, SymbolNode, TypeInfo, Var
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    NoneType,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

from builders.mypy.mapped import declared_by_function, held
from builders.mypy.marks import PYDANTIC, allows_more

_MSGSPEC: Final = "msgspec.Struct"
_MAPPED_BASES: Final = (
    "sqlalchemy.orm.decl_api.DeclarativeBase",
    "sqlalchemy.orm.decl_api.DeclarativeBaseNoMeta",
    "sqlalchemy.orm.decl_api.MappedAsDataclass",
)
# Whose own attributes are no fields. Their subclasses' are.
_FRAMEWORKS: Final = (
    "pydantic.main.", "pydantic_settings.", "msgspec.", "sqlalchemy.", "sqlmodel.", "builtins.", "typing.",
)  # fmt: skip
# Values of these are drawn whole, whatever their constructors take.
# (A module "test" is rather the user's own than that of the standard library.)
_WHOLE: Final = frozenset({*sys.stdlib_module_names, "pydantic", "pydantic_core", "pydantic_extra_types"}) - {"test"}


@dataclass(frozen=True)
class Fields:
    """The fields of a type.

    Attributes:
        types: by name, in the order of their definition.
        open: whether other names may be given too: the type allows them, or its bases are not known.
        classes: those that were read. When one changes, the fields may.
    """

    types: dict[str, Type]
    open: bool = False
    classes: tuple[TypeInfo, ...] = ()


def fields_of(type_: Type) -> Fields | None:
    """The fields of a type; `None` when it has none, because it is drawn whole or is no class."""
    proper = get_proper_type(type_)
    if isinstance(proper, AnyType):
        return Fields({}, open=True)
    if isinstance(proper, TypedDictType):
        return Fields(dict(proper.items), classes=(proper.fallback.type,))
    if isinstance(proper, TupleType):
        return _named_tuple(proper)
    if not isinstance(proper, Instance):
        return None
    info = proper.type
    if info.tuple_type is not None or info.typeddict_type is not None:
        special = info.tuple_type or info.typeddict_type
        return None if special is None else fields_of(expand_type_by_instance(special, proper))
    classes = tuple(info.mro)
    if info.fallback_to_any:
        return Fields({}, open=True, classes=classes)
    if info.has_base(PYDANTIC):
        return Fields(_attributes(proper, mapped=False), open=allows_more(info), classes=classes)
    if info.has_base(_MSGSPEC):
        return Fields(_attributes(proper, mapped=False), classes=classes)
    if any(info.has_base(base) for base in _MAPPED_BASES) or any(held(type_) for type_ in _declared(info)):
        return Fields(_attributes(proper, mapped=True), classes=classes)
    if info.is_enum or info.is_protocol or info.is_newtype or info.module_name.partition(".")[0] in _WHOLE:
        return None
    return _parameters(proper)


def arms(type_: Type) -> Iterator[ProperType]:
    """What a type may be: the members of a union, at any depth, without `None`."""
    proper = get_proper_type(type_)
    if isinstance(proper, UnionType):
        for item in proper.items:
            yield from arms(item)
    elif not isinstance(proper, NoneType):
        yield proper


def _named_tuple(type_: TupleType) -> Fields | None:
    info = type_.partial_fallback.type
    make = info.get_method("__new__")
    if not info.is_named_tuple or not isinstance(make, FuncDef):
        return None
    names = [name for name in make.arg_names[1:] if name is not None]
    return Fields(dict(zip(names, type_.items, strict=False)), classes=tuple(info.mro)) if names else None


def _attributes(type_: Instance, *, mapped: bool) -> dict[str, Type]:
    """What stands in the bodies of the class and its bases; of a mapped class, what a column or relationship holds."""
    found: dict[str, Type] = {}
    for base in reversed(type_.type.mro):
        if f"{base.module_name}.".startswith(_FRAMEWORKS):
            continue
        for name, symbol in base.names.items():
            if symbol.implicit:
                continue
            declared = _field(name, symbol.node, mapped=mapped)
            if declared is None:
                found.pop(name, None)
                continue
            own = expand_type_by_instance(declared, map_instance_to_supertype(type_, base))
            found[name] = expand_self_type(symbol.node, own, type_) if isinstance(symbol.node, Var) else own
    return found


def _field(name: str, node: SymbolNode | None, *, mapped: bool) -> Type | None:
    """The type of a field, if this is one. (Of a frozen model, pydantic's plugin makes properties of the fields.)"""
    if mapped and isinstance(node, Decorator) and not name.startswith("_"):
        return declared_by_function(node)
    if not isinstance(node, Var) or node.is_classvar or name.startswith("_"):
        return None
    if mapped:
        # Not inferred yet: that it is a column is all that is known.
        return AnyType(TypeOfAny.special_form) if node.type is None else held(node.type)
    if node.is_inferred or name == "model_config":
        return None
    return node.type


def _declared(info: TypeInfo) -> Iterator[Type]:
    for base in info.mro:
        for symbol in base.names.values():
            if isinstance(symbol.node, Var) and symbol.node.type is not None and not symbol.implicit:
                yield symbol.node.type


def _parameters(type_: Instance) -> Fields:
    """What the constructor takes: written by hand, or by mypy itself for a dataclass, attrs and the like."""
    info = type_.type
    classes = tuple(info.mro)
    for name in ("__init__", "__new__"):
        symbol = info.get(name)
        if symbol is None or symbol.node is None or not isinstance(symbol.node, FuncDef | Decorator):
            if symbol is not None and symbol.node is not None:
                return Fields({}, open=True, classes=classes)  # overloaded
            continue
        func = symbol.node.func if isinstance(symbol.node, Decorator) else symbol.node
        if func.info.fullname == "builtins.object":
            continue
        signature = get_proper_type(symbol.node.type)
        if signature is None:
            return _untyped(func, classes)
        if not isinstance(signature, CallableType):
            return Fields({}, open=True, classes=classes)
        types = [
            expand_type_by_instance(one, map_instance_to_supertype(type_, func.info)) for one in signature.arg_types
        ]
        return _of(signature.arg_names, signature.arg_kinds, types, classes)
    return Fields({}, classes=classes)


def _untyped(func: FuncDef, classes: tuple[TypeInfo, ...]) -> Fields:
    unknown: list[Type] = [AnyType(TypeOfAny.unannotated)] * len(func.arg_names)
    return _of(func.arg_names, func.arg_kinds, unknown, classes)


def _of(names: list[str | None], kinds: list[ArgKind], types: list[Type], classes: tuple[TypeInfo, ...]) -> Fields:
    rest = list(zip(names, kinds, types, strict=True))[1:]
    taken = {name: type_ for name, kind, type_ in rest if name is not None and not kind.is_star()}
    return Fields(taken, open=any(kind == ArgKind.ARG_STAR2 for _, kind, _ in rest), classes=classes)
