"""What all objects of the domain have in common: frozen, and nothing in them that is not declared."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


class Entity(BaseModel):
    """A frozen pydantic model that refuses fields it does not know.

    A changed one is made with `changed`, which validates; pydantic's own `model_copy(update=...)` validates nothing.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def changed(self, **values: object) -> Self:
        """The same with other values in some fields, validated as a whole.

        Args:
            **values: by the field's name.

        Raises:
            pydantic.ValidationError: a field is unknown, or the whole does not agree any more.

        Example:
            >>> class Room(Entity):
            ...     name: str
            ...     seats: int
            >>> Room(name="blue", seats=4).changed(seats=6)
            Room(name='blue', seats=6)
        """
        # Not from a dump: objects inside stay what they are.
        return type(self)(**{name: getattr(self, name) for name in type(self).model_fields} | values)


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment with a time zone, kept in UTC. A time without a zone is refused: nobody knows when it was."""


def in_order(**moments: dt.datetime | None) -> None:
    """Refuse moments that do not follow each other; `None` is one that has not come.

    Args:
        **moments: by name, in the order in which they must come. Two may be equal.

    Raises:
        ValueError: one comes before another that stands ahead of it.

    Example:
        >>> day = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
        >>> in_order(starts_at=day, pauses_at=None, ends_at=day + dt.timedelta(hours=1))
        >>> in_order(starts_at=day, ends_at=day - dt.timedelta(hours=1))
        Traceback (most recent call last):
        ValueError: ends_at (2024-04-30T23:00:00+00:00) is before starts_at (2024-05-01T00:00:00+00:00)
    """
    known = [(name, moment) for name, moment in moments.items() if moment is not None]
    for (earlier, first), (later, second) in itertools.pairwise(known):
        if second < first:
            raise ValueError(f"{later} ({second.isoformat()}) is before {earlier} ({first.isoformat()})")
