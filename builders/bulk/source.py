"""What rows are made of: the objects of a type, or those of a builder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from builders.builder import Builder
from builders.declaring.buildable import Buildable
from builders.errors import CannotBuild, UnknownName
from builders.plan.nesting import resolved
from builders.plan.planning import plan_of
from builders.plan.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Objects of one record, of which some fields are given.

    Attributes:
        record: of which type.
        given: values of fields, resolved; the same for all objects, or `Deferred`.
        depth: how often a recursive type was entered on the way here.
        counted_as: under which name the objects are counted.
        whole: builds the object of a state and a number, where that is more than to draw the fields; else `None`.
        why: what is more than that, in words; "" for nothing.
    """

    record: Record
    given: Mapping[str, object]
    depth: int = 0
    counted_as: str = ""
    whole: Callable[[int, int], object] | None = None
    why: str = ""

    def build(self, state: int, number: int) -> object:
        """The object of a state and a number."""
        if self.whole is not None:
            return self.whole(state, number)
        return self.record.build(state, number, self.depth, self.given)


def is_builder(asked: object) -> bool:
    """Whether it declares the fields of a type."""
    return isinstance(asked, Builder)


def source_of(asked: object, having: Mapping[str, object], traits: Sequence[str]) -> Source:
    """What the rows of a type, or of a builder, are made of.

    Raises:
        UnknownName: there is no such field, option or trait.
        CannotBuild: there are no fields, or it is another kind of builder.
    """
    if isinstance(asked, Builder):
        return _of_builder(cast("Builder[object, object]", asked), having, traits)
    if isinstance(asked, Buildable):
        raise CannotBuild(
            f"{asked!r} makes no table: only a type and a Builder say which fields there are.\n"
            "  what to do:  name the type, or declare a Builder of it"
        )
    plan = plan_of(cast("type[object]", asked))
    if plan.record is None:
        raise CannotBuild(f"{plan.name} has no fields, so it makes no table.\n  what to do:  name a type with fields")
    if traits:
        raise UnknownName(
            f"{plan.record.title} is a type, and has no traits.\n"
            f"  what to do:  pass Builder({plan.record.title}).trait({traits[0]!r}, ...)"
        )
    given = resolved(plan.record, having)
    plan.check(given)
    return Source(plan.record, given, counted_as=plan.name)


def _of_builder(builder: Builder[object, object], having: Mapping[str, object], traits: Sequence[str]) -> Source:
    ready = builder.ready(tuple(traits), having)
    source = Source(ready.record, ready.given, counted_as=ready.plan_name)
    code = [f"a rule for {name}" for name in ready.rules.functions] + ["a step after building"] * bool(ready.steps)
    if not code:
        return source
    return replace(source, whole=ready.build, why=f"{builder!r} has {', '.join(code)}")
