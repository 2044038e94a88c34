"""SQLAlchemy models: classes that are mapped to a table."""

from __future__ import annotations

import sys

from builders.plan.reading.reading import Reading
from builders.plan.record import Record


def read(type_: object, reading: Reading) -> Record | None:
    """Read a mapped class; `None` when it is none.

    It is asked before the readers of dataclasses and pydantic models: a mapped class may be one of these too.
    """
    if "sqlalchemy.orm" not in sys.modules or not isinstance(type_, type):
        return None
    from builders.plan.reading.sqlalchemy_models.mapped import read_mapped

    return read_mapped(type_, reading)
