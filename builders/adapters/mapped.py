"""The names of a mapped class, looked at before SQLAlchemy has configured the mapping."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from builders.plan.nesting import SEPARATOR, unknown

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapper


def mapper_of(type_: object) -> Mapper[Any] | None:
    """The mapper of a mapped class; `None` for anything else."""
    mapper: Mapper[Any] | None = getattr(type_, "__mapper__", None)
    return mapper


def is_configured(mapper: Mapper[Any]) -> bool:
    """Whether asking for the fields configures nothing more: SQLAlchemy never forgets that this failed once."""
    return all(one.configured for one in mapper.registry.mappers)


def check_mapped(mapper: Mapper[Any], names: Iterable[str]) -> None:
    """See that a mapped class has what names lead to, where nothing that is still to be imported can add it.

    Args:
        mapper: of the class; not configured yet.
        names: of overrides.

    Raises:
        UnknownName: it has no such attribute.
    """
    if not _is_complete(mapper):
        return
    for name in names:
        head = name.partition(SEPARATOR)[0]
        if not hasattr(mapper.class_, name) and not hasattr(mapper.class_, head):
            raise unknown(mapper.class_.__qualname__, name, mapper.class_manager.keys())


def _is_complete(mapper: Mapper[Any]) -> bool:
    """Whether all classes that relationships name are there, and no relationship adds an attribute elsewhere."""
    from sqlalchemy.orm import RelationshipProperty

    mappers = mapper.registry.mappers
    known = {one.class_.__name__ for one in mappers}
    for one in mappers:
        for attribute in one.class_manager.values():
            # `attribute.property` would configure the mapping.
            relation: Any = None if one.configured else getattr(attribute.comparator, "prop", None)
            if isinstance(relation, RelationshipProperty) and (relation.backref or not _is_known(relation, known)):
                return False
    return True


def _is_known(relation: Any, known: Iterable[str]) -> bool:
    target: object = relation.argument
    return isinstance(target, type) or (isinstance(target, str) and target.rpartition(".")[2] in known)
