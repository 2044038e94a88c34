"""The objects that a row of SQLAlchemy refers to."""

from __future__ import annotations

from typing import Any, cast

from mockfactory.factory.deciding.judgement import Part


def references_of(cls: type) -> tuple[Part, ...]:
    """The relationships of a mapped class to what its own foreign keys name; none where its mapping is wrong.

    What refers to the row from elsewhere is no part of it.
    """
    import sqlalchemy as sa
    from sqlalchemy.exc import SQLAlchemyError

    try:
        mapper: Any = cast("Any", sa.inspect(cls, raiseerr=False))
        relations: list[Any] = [] if mapper is None else [*mapper.relationships]
    except SQLAlchemyError:
        return ()
    return tuple(Part(one.key, one.mapper.class_) for one in relations if one.direction.name == "MANYTOONE")
