"""What is wrong with a value for an attribute: SQLAlchemy takes any, and the database finds out later."""

from __future__ import annotations

import decimal
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Union, cast, get_args, get_origin

import sqlalchemy as sa
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine
from typing_extensions import TypeIs

from builders.plan.reading.sqlalchemy_models.limits import too_much
from builders.plan.reading.sqlalchemy_models.taking import items_of, no_range, taken_by

Judge = Callable[[object], str]
"""Of a value: what is wrong with it, "" for nothing."""
_WIDER: Final[dict[object, object]] = {float: float | int, decimal.Decimal: decimal.Decimal | int}


def column_judge(hint: object, type_: TypeEngine[Any], *, optional: bool, why_not_none: str) -> Judge:
    """Judges the values of a column.

    Args:
        hint: the type of the values, without `None`; `None` where it is not known.
        type_: the column's type.
        optional: whether `None` is all right.
        why_not_none: the words for when it is not.
    """
    expected = hint if hint.__hash__ is None else _WIDER.get(hint, hint)
    usual = hint if isinstance(hint, type) and not get_args(hint) and not typing.is_typeddict(hint) else None

    def judge(value: object) -> str:
        if value is None:
            return "" if optional else why_not_none
        if type(value) is not usual and expected is not None:
            if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
                return ""
            wrong = mistyped(value, expected)
            if wrong:
                return wrong
            if hint is int and isinstance(value, bool):
                return "it is a bool, and no int"
        if array is not None:
            wrong_items = ((item, item_judge(item)) for item in items_of(array, value))
            return next((f"{item!r:.60} in it: {reason}" for item, reason in wrong_items if reason), "")
        return no_range(type_, value) or too_much(type_, value)

    array = type_ if _is_array(type_) else None
    item_judge = judge if array is None else _item_judge(array.item_type)
    return judge


def _is_array(type_: TypeEngine[Any]) -> TypeIs[sa.ARRAY[Any]]:
    return isinstance(type_, sa.ARRAY)


def _item_judge(type_: TypeEngine[Any]) -> Judge:
    return column_judge(taken_by(type_), type_, optional=True, why_not_none="")


def identity_judge(identity: object, title: str) -> Judge:
    """Judges the values of the column that tells a row's class."""

    def judge(value: object) -> str:
        return "" if value == identity else f"it tells the class of the row, and is {identity!r} for each {title}"

    return judge


def mistyped(value: object, hint: object) -> str:
    """Why a value is not of the annotated type; "" when it is, or when it can't be told."""
    import typeguard

    try:
        typeguard.check_type(
            value,
            cast("Any", hint),
            forward_ref_policy=typeguard.ForwardRefPolicy.IGNORE,
            collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS,
        )
    except typeguard.TypeCheckError:
        return f"it is no {words(hint)}"
    return ""


def words(hint: object) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(words(arm) for arm in get_args(hint))
    return hint.__qualname__ if isinstance(hint, type) and not get_args(hint) else str(hint)


def related_judge(target: type, *, many: bool, optional: bool, why_not_none: str) -> Judge:
    """Judges the objects given for a relationship."""

    def judge(value: object) -> str:
        if value is None:
            return "it is no collection" if many else "" if optional else why_not_none
        if not many:
            return "" if isinstance(value, target) else f"it is no {target.__qualname__}"
        if not isinstance(value, Iterable) or isinstance(value, str | bytes):
            return f"it is no collection of {target.__qualname__} objects"
        items = (
            cast("Mapping[object, object]", value).values()
            if isinstance(value, Mapping)
            else cast("Iterable[object]", value)
        )
        wrong = next((item for item in items if not isinstance(item, target)), None)
        return "" if wrong is None else f"{wrong!r:.60} in it is no {target.__qualname__}"

    return judge
