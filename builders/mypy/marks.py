"""What stands in the body of a class and nowhere else: noted when mypy reads the class, and kept in its cache."""

from __future__ import annotations

from typing import Final

from mypy.nodes import AssignmentStmt, CallExpr, ClassDef, DictExpr, Expression, NameExpr, StrExpr, TypeInfo
from mypy.plugin import ClassDefContext

PYDANTIC: Final = "pydantic.main.BaseModel"
_KEY: Final = "builders"


def mark(context: ClassDefContext) -> None:
    """Note whether a class takes other names than those of its fields, as a pydantic model may say of itself.

    It is said by `class User(BaseModel, extra="allow")`, `model_config = ConfigDict(extra="allow")` or a dict.
    """
    if not context.cls.info.has_base(PYDANTIC):
        return
    said = _said(context.cls)
    if said is not None:
        context.cls.info.metadata[_KEY] = {"extra": said}


def allows_more(info: TypeInfo) -> bool:
    """Whether a class, or the nearest base that says so, takes other names than those of its fields."""
    return next((bool(base.metadata[_KEY]["extra"]) for base in info.mro if _KEY in base.metadata), False)


def _said(definition: ClassDef) -> bool | None:
    said = _allow(definition.keywords.get("extra"))
    for statement in definition.defs.body:
        if isinstance(statement, AssignmentStmt) and _assigns(statement, "model_config"):
            inner = _allow(_entry(statement.rvalue, "extra"))
            said = inner if inner is not None else said
    return said


def _assigns(statement: AssignmentStmt, name: str) -> bool:
    return any(isinstance(target, NameExpr) and target.name == name for target in statement.lvalues)


def _entry(expression: Expression, name: str) -> Expression | None:
    if isinstance(expression, CallExpr):
        named = dict(zip(expression.arg_names, expression.args, strict=True))
        return named.get(name)
    if isinstance(expression, DictExpr):
        return next((value for key, value in expression.items if isinstance(key, StrExpr) and key.value == name), None)
    return None


def _allow(expression: Expression | None) -> bool | None:
    """Whether "allow" stands there. What can't be read may be it."""
    if expression is None:
        return None
    return expression.value == "allow" if isinstance(expression, StrExpr) else True
