"""The plan of each type: made once, kept for as long as the type lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, cast

from typing_extensions import TypeForm

from builders.draws.compiling import compiled
from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction
from builders.errors import BuildError, CannotBuild
from builders.plan.ending import problem
from builders.plan.nested import Nested
from builders.plan.no_types import refuse
from builders.plan.reading.kept import Kept
from builders.plan.reading.reader import LOCK, Reader, Supply
from builders.plan.record import Record
from builders.plan.refusing import completed
from builders.plan.several import explain_whole
from builders.seed.locales import refuse_unknown
from builders.seed.mixing import GOLDEN, MASK, STIR
from builders.seed.namespaces import HERE, Count
from builders.seed.naming import short_name, type_name

T = TypeVar("T")


class _Known:
    """What is known of types in one locale."""

    def __init__(self, locale: str) -> None:
        self.locale: Final = locale
        self.records: Final[Kept[Record]] = Kept(f"__builders_record_{locale}__")
        self.plans: Final[Kept[Plan[object]]] = Kept(f"__builders_plan_{locale}__")


_known: Final[dict[str, _Known]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class _Value:
    """A value without fields; it is drawn as a record is."""

    draw: DrawFunction


class Plan(Generic[T]):
    """How values of one type are built.

    Attributes:
        type: the type.
        name: what its objects are counted under.
        shape: how a value is drawn.
        record: how an object of it is built, where it has fields.
        problem: why it can't be built unless something is given; "" for nothing.
    """

    def __init__(self, type_: object, draw: Draw) -> None:
        self.type = type_
        self.name = type_name(type_)
        self.shape = draw
        self.record: Record | None = draw.record if isinstance(draw, Nested) else None
        self.problem = problem(draw, short_name(type_))
        self._source = self.record or _Value(compiled(draw, "", self.name))

    def build(self, count: Count, overrides: Mapping[str, object]) -> T:
        """The next object.

        Args:
            count: of the objects of this type.
            overrides: values of fields, by names that are known to be right.

        Raises:
            CannotBuild: a field that is not given can't be drawn. Nothing was drawn.
        """
        if self.problem:
            self.check(overrides)
        index = count.next_index()
        state = (count.key + (index + 1) * GOLDEN) & MASK
        state = ((state ^ state >> 32) * STIR) & MASK
        state ^= state >> 32
        try:
            if overrides and self.record is not None:
                return cast("T", self.record.build(state, index, 0, overrides))
            return cast("T", self._source.draw(state, index, 0))
        except BuildError as error:
            if self.record is not None:
                explain_whole(error, self.record, overrides)
            raise completed(error, short_name(self.type), HERE.namespace, index) from error.__cause__

    def check(self, overrides: Mapping[str, object]) -> None:
        """Refuse to build what can't be built with these overrides.

        Args:
            overrides: values of fields, and `Within` for parts of nested objects.

        Raises:
            CannotBuild: a field that is not given can't be drawn.
        """
        message = problem(self.shape, short_name(self.type), overrides) if self.problem else ""
        if message:
            raise CannotBuild(message)


def plan_of(type_: TypeForm[T], locale: str | None = None) -> Plan[T]:
    """The plan of a type.

    Args:
        type_: a class or any other annotation.
        locale: in whose words values are, "de_DE"; by default in those of the namespace.

    Raises:
        CannotBuild: no way is known to build it, whatever is given.
    """
    locale = locale or HERE.namespace.locale
    here = _known.get(locale)
    if here is None:
        refuse_unknown(locale)
        here = _known.setdefault(locale, _Known(locale))
    known = here.plans.get(type_)
    if known is not None:
        return cast("Plan[T]", known)
    with LOCK:
        known = here.plans.get(type_)
        if known is not None:
            return cast("Plan[T]", known)
        draw = Reader(here.records, locale).draw(type_, "", short_name(type_), None)
        plan: Plan[object] = Plan(type_, draw)
        if plan.problem:
            refuse(type_)
        else:
            # What failed may be put right: a name is imported, a class gets defined.
            here.plans.keep(type_, plan)
    if plan.record is None:
        plan.check({})
    return cast("Plan[T]", plan)


def supplied_plan(type_: object, locale: str, supply: Supply) -> Plan[object]:
    """The plan of a type in which others give what stands for some types. It is read anew each time.

    Args:
        type_: a class or any other annotation.
        locale: in whose words values are.
        supply: what others give.

    Raises:
        CannotBuild: no way is known to build it, whatever is given.
    """
    with LOCK:
        plan: Plan[object] = Plan(type_, Reader(None, locale, supply).draw(type_, "", short_name(type_), None))
    if plan.problem:
        refuse(type_)
    if plan.record is None:
        plan.check({})
    return plan
