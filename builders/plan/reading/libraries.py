"""What libraries write into `Annotated`: msgspec, annotated_types, and pydantic."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, cast

from builders.plan.reading.conditions import Among, Condition, Turned
from builders.values.constraints import Constraints

if TYPE_CHECKING:
    import annotated_types

Words = Constraints | Among | Condition | Turned


def words_of(entry: object, said: Constraints) -> Iterator[Words]:
    """What an entry says; nothing, where no rule is known for it.

    Args:
        entry: any.
        said: what was said before it.
    """
    if isinstance(entry, Words):
        yield entry
        return
    constraints = _msgspec(entry) if _of("msgspec", entry) else None
    if constraints is not None:
        yield constraints
    elif "annotated_types" in sys.modules:
        yield from _annotated_types(entry, said)


def _msgspec(entry: object) -> Constraints | None:
    import msgspec

    if not isinstance(entry, msgspec.Meta):
        return None
    return Constraints(
        ge=entry.ge,
        gt=entry.gt,
        le=entry.le,
        lt=entry.lt,
        multiple_of=entry.multiple_of,
        min_length=entry.min_length,
        max_length=entry.max_length,
        pattern=entry.pattern,
        aware=entry.tz,
    )


def _annotated_types(entry: object, said: Constraints) -> Iterator[Words]:
    import annotated_types as at

    match entry:
        case at.Ge(ge=bound):
            yield Constraints(ge=bound)
        case at.Gt(gt=bound):
            yield Constraints(gt=bound)
        case at.Le(le=bound):
            yield Constraints(le=bound)
        case at.Lt(lt=bound):
            yield Constraints(lt=bound)
        case at.MultipleOf(multiple_of=step):
            yield Constraints(multiple_of=step)
        case at.MinLen(min_length=least):
            yield Constraints(min_length=least)
        case at.MaxLen(max_length=most):
            yield Constraints(max_length=most)
        case at.Timezone(tz=zone):
            yield from _zone(zone)
        case at.Predicate():
            yield from _predicate(entry, said)
        case at.GroupedMetadata():
            for inner in cast("Iterator[object]", entry):
                yield from words_of(inner, said)
        case at.BaseMetadata():
            yield from _general(entry)
        case _ if _of("pydantic", entry):
            yield from _pydantic(entry, said)
        case _:
            return


def _zone(zone: object) -> Iterator[Words]:
    yield Constraints(aware=zone is not None)
    if isinstance(zone, str):
        from zoneinfo import ZoneInfo

        zone = ZoneInfo(zone)
    if isinstance(zone, dt.tzinfo):
        yield Turned(_in_zone(zone))


def _predicate(entry: annotated_types.Predicate, said: Constraints) -> Iterator[Words]:
    accepts = cast("Callable[[object], object]", entry.func)
    turn = _TURNS.get(accepts)
    if accepts is str.isdigit:
        least, most = said.min_length or 1, said.max_length
        yield Constraints(pattern=f"^[0-9]{{{least},{max(least, 8) if most is None else most}}}$")
    elif turn is not None:
        yield Turned(turn)
    name = getattr(accepts, "__qualname__", None) or repr(accepts)
    yield Condition(accepts, f"accepted by {name}")


def _general(entry: object) -> Iterator[Words]:
    """pydantic's own: a pattern, the digits of a decimal."""
    said = vars(entry) if hasattr(entry, "__dict__") else {}
    pattern: Any = said.get("pattern")
    yield Constraints(
        pattern=getattr(pattern, "pattern", pattern),
        max_digits=said.get("max_digits"),
        decimal_places=said.get("decimal_places"),
    )
    if said.get("to_lower"):
        yield Turned(str.lower)
    if said.get("to_upper"):
        yield Turned(str.upper)


def _pydantic(entry: object, said: Constraints) -> Iterator[Words]:
    from pydantic.fields import FieldInfo

    if isinstance(entry, FieldInfo):
        for inner in entry.metadata:
            yield from words_of(inner, said)


_TURNS: Final[dict[object, Callable[..., object]]] = {
    str.islower: str.lower,
    str.isupper: str.upper,
    str.istitle: str.title,
}


def _of(package: str, entry: object) -> bool:
    """Whether an entry is of a package, or of a class made from one of the package (FastAPI's `Query`)."""
    return package in sys.modules and any(base.__module__.partition(".")[0] == package for base in type(entry).__mro__)


def _in_zone(zone: dt.tzinfo) -> Callable[..., object]:
    def in_zone(moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(zone)

    return in_zone
