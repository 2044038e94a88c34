"""Parts of a value that has none."""

from __future__ import annotations

from builders.declaring.declaration import Place
from builders.errors import UnknownName
from builders.plan.nesting import SEPARATOR


def refuse_parts(place: Place, parts: dict[str, object], declared: str) -> None:
    """Raise `UnknownName` when fields were given of something that has no fields to give."""
    for name in parts:
        raise UnknownName(
            f"{place.path} is declared as {declared}, so {place.field.name}{SEPARATOR}{name} has nothing to change.\n"
            f"  write:  {place.field.name}=..."
        )
