"""What `Annotated` says of a value: bounds, lengths, patterns, conditions, in the words of three libraries."""

from __future__ import annotations

import datetime as dt
import math
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from builders.values.constraints import NONE, Constraints

if TYPE_CHECKING:
    import annotated_types


@dataclass(frozen=True, slots=True)
class Among:
    """The value is one of these."""

    options: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """The value is one that a function accepts."""

    accepts: Callable[[object], object]
    words: str


@dataclass(frozen=True, slots=True)
class Turned:
    """The value is what a function makes of one of the same type."""

    function: Callable[..., object]


@dataclass(slots=True)
class Said:
    """All that was said of a value.

    Attributes:
        constraints: bounds, lengths and patterns.
        among: the values that are possible; `None` for any.
        turned: what is done to a drawn value.
        conditions: what a drawn value has to meet.
    """

    constraints: Constraints = NONE
    among: Among | None = None
    turned: list[Turned] | None = None
    conditions: list[Condition] | None = None

    def add(self, metadata: Iterable[object]) -> None:
        """Take in what stands in an `Annotated`. What no rule is known for says nothing."""
        for entry in metadata:
            if isinstance(entry, Constraints):
                self._tighten(entry)
            elif isinstance(entry, Among):
                self.among = entry
            elif isinstance(entry, Condition):
                self.conditions = [*(self.conditions or ()), entry]
            elif isinstance(entry, Turned):
                self.turned = [*(self.turned or ()), entry]
            elif not (_of("msgspec", entry) and self._msgspec(entry)):
                self._annotated_types(entry)

    def _tighten(self, more: Constraints) -> None:
        """Both what was said before and `more` hold."""
        said = self.constraints
        if more.pattern is not None and said.pattern is not None and more.pattern != said.pattern:
            second = re.compile(more.pattern)
            self.add([Condition(lambda value: second.search(cast("str", value)), f"a match of {more.pattern!r}")])
            more = replace(more, pattern=None)
        self.constraints = replace(
            more,
            ge=_either(max, said.ge, more.ge),
            gt=_either(max, said.gt, more.gt),
            le=_either(min, said.le, more.le),
            lt=_either(min, said.lt, more.lt),
            multiple_of=_multiple(said.multiple_of, more.multiple_of),
            min_length=_either(max, said.min_length, more.min_length),
            max_length=_either(min, said.max_length, more.max_length),
            pattern=said.pattern if more.pattern is None else more.pattern,
            max_digits=_either(min, said.max_digits, more.max_digits),
            decimal_places=_either(min, said.decimal_places, more.decimal_places),
            aware=said.aware if more.aware is None else more.aware,
        )

    def _msgspec(self, entry: object) -> bool:
        import msgspec

        if not isinstance(entry, msgspec.Meta):
            return False
        self._tighten(
            Constraints(
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
        )
        return True

    def _annotated_types(self, entry: object) -> None:
        if "annotated_types" not in sys.modules:
            return
        import annotated_types as at

        match entry:
            case at.Ge(ge=bound):
                self._tighten(Constraints(ge=bound))
            case at.Gt(gt=bound):
                self._tighten(Constraints(gt=bound))
            case at.Le(le=bound):
                self._tighten(Constraints(le=bound))
            case at.Lt(lt=bound):
                self._tighten(Constraints(lt=bound))
            case at.MultipleOf(multiple_of=step):
                self._tighten(Constraints(multiple_of=step))
            case at.MinLen(min_length=least):
                self._tighten(Constraints(min_length=least))
            case at.MaxLen(max_length=most):
                self._tighten(Constraints(max_length=most))
            case at.Timezone(tz=zone):
                self._zone(zone)
            case at.Predicate():
                self._predicate(entry)
            case at.GroupedMetadata():
                self.add(entry)
            case at.BaseMetadata():
                self._general(entry)
            case _ if _of("pydantic", entry):
                self._pydantic(entry)
            case _:
                return

    def _zone(self, zone: object) -> None:
        self._tighten(Constraints(aware=zone is not None))
        if isinstance(zone, str):
            from zoneinfo import ZoneInfo

            zone = ZoneInfo(zone)
        if isinstance(zone, dt.tzinfo):
            self.add([Turned(_in_zone(zone))])

    def _predicate(self, entry: annotated_types.Predicate) -> None:
        accepts = cast("Callable[[object], object]", entry.func)
        turn = _TURNS.get(accepts)
        if accepts is str.isdigit:
            least, most = self.constraints.min_length or 1, self.constraints.max_length
            self._tighten(Constraints(pattern=f"^[0-9]{{{least},{max(least, 8) if most is None else most}}}$"))
        elif turn is not None:
            self.add([Turned(turn)])
        name = getattr(accepts, "__qualname__", None) or repr(accepts)
        self.add([Condition(accepts, f"accepted by {name}")])

    def _general(self, entry: object) -> None:
        """pydantic's own: a pattern, the digits of a decimal."""
        said = vars(entry) if hasattr(entry, "__dict__") else {}
        pattern: Any = said.get("pattern")
        self._tighten(
            Constraints(
                pattern=getattr(pattern, "pattern", pattern),
                max_digits=said.get("max_digits"),
                decimal_places=said.get("decimal_places"),
            )
        )
        if said.get("to_lower"):
            self.add([Turned(str.lower)])
        if said.get("to_upper"):
            self.add([Turned(str.upper)])

    def _pydantic(self, entry: object) -> None:
        from pydantic.fields import FieldInfo

        if isinstance(entry, FieldInfo):
            self.add(entry.metadata)


_TURNS: dict[object, Callable[..., object]] = {str.islower: str.lower, str.isupper: str.upper, str.istitle: str.title}


def _of(package: str, entry: object) -> bool:
    return package in sys.modules and type(entry).__module__.partition(".")[0] == package


def _in_zone(zone: dt.tzinfo) -> Callable[..., object]:
    def in_zone(moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(zone)

    return in_zone


def _either(choose: Callable[..., object], one: object, other: object) -> Any:
    """The one that is stricter; the later one, where they can't be compared."""
    if one is None or other is None:
        return other if one is None else one
    try:
        return choose(one, other)
    except TypeError:
        return other


def _multiple(one: object, other: object) -> object:
    if isinstance(one, int) and isinstance(other, int):
        return math.lcm(one, other)
    return one if other is None else other
