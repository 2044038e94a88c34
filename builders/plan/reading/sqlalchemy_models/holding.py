"""The collections of relationships: SQLAlchemy takes no other kind for one, and says so without a way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from builders.plan.reading.sqlalchemy_models.judging import Judge
from builders.plan.reading.sqlalchemy_models.model import Relation

_WRITTEN: Final[dict[type, str]] = {list: "[...]", set: "{...}", dict: "{...: ...}"}
_TAKING_ANY: Final = ("dynamic", "write_only")


def collection_of(relation: Relation) -> Callable[[], object]:
    """What makes the collection of a relationship."""
    return cast("Callable[[], object]", getattr(relation, "collection_class", None) or list)


def kind_of(relation: Relation) -> type | None:
    """The kind of a relationship's collection; `None` for one of the author's own kind."""
    sample = collection_of(relation)()
    return next((kind for kind in _WRITTEN if isinstance(sample, kind)), None)


def collection_judge(judge: Judge, relation: Relation) -> Judge:
    """Judges what is given for a relationship to several objects.

    Args:
        judge: of the objects in it.
        relation: the relationship.
    """
    kind = kind_of(relation)
    if kind is None or relation.lazy in _TAKING_ANY:
        return judge

    def judge_kind(value: object) -> str:
        wrong = judge(value)
        if wrong or not isinstance(value, list | tuple | set | frozenset | dict) or isinstance(value, kind):
            return wrong
        return (
            f"it is a {type(cast('object', value)).__name__}, and the relationship holds a {kind.__name__}\n"
            f"  write:  {relation.key}={_WRITTEN[kind]}"
        )

    return judge_kind
