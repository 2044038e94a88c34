"""What the attributes of SQLAlchemy's mapped classes and their mixins hold."""

from __future__ import annotations

from typing import Final

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Decorator, Expression, MemberExpr, RefExpr
from mypy.types import AnyType, CallableType, Instance, Type, TypeOfAny, get_proper_type

_MAPPED: Final = "sqlalchemy.orm.base.Mapped"
_COLUMN: Final = "sqlalchemy.sql.schema.Column"
_DECLARED: Final = "sqlalchemy.orm.decl_api.declared_attr"


def held(type_: Type) -> Type | None:
    """What a column or a relationship holds, by its type; `None` where the type is of neither."""
    proper = get_proper_type(type_)
    if isinstance(proper, Instance):
        for base in proper.type.mro:
            if base.fullname in (_MAPPED, _COLUMN):
                return map_instance_to_supertype(proper, base).args[0]
    return None


def declared_by_function(node: Decorator) -> Type | None:
    """What the attribute holds that a mixin declares by a function; `None` where it is another kind of function.

    Its type says it, `@declared_attr def tenant(cls) -> Mapped[Tenant]`. Where it says nothing, it may be anything.
    """
    if not any(map(_declares, node.original_decorators)):
        return None
    signature = get_proper_type(node.func.type) if node.func.type is not None else None
    said = held(signature.ret_type) if isinstance(signature, CallableType) else None
    return AnyType(TypeOfAny.special_form) if said is None else said


def _declares(decorator: Expression) -> bool:
    """Whether it is `declared_attr` or `declared_attr.cascading`."""
    if isinstance(decorator, MemberExpr) and decorator.name == "cascading":
        decorator = decorator.expr
    return isinstance(decorator, RefExpr) and decorator.fullname == _DECLARED
