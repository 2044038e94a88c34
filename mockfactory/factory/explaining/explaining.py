"""From a decision to a tree of reasons."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.judgement import Nature, Part
from mockfactory.factory.deciding.judging import judge
from mockfactory.factory.deciding.models import keeps_default, kind_of, parts_of
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.explaining.explanation import Explanation
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.constructing import decision_for
from mockfactory.factory.wiring.dependencies import Dependency, asked_by_class
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.members.signatures import is_protocol


def explain(workshop: Workshop, annotation: object, name: str | None) -> Explanation:
    """The tree for a type.

    Args:
        workshop: decides.
        annotation: the type.
        name: of the one that is meant.
    """
    return _Tree(workshop).of("", annotation, name)


class _Tree:
    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._open: list[object] = []

    def of(self, label: str, annotation: object, name: str | None = None) -> Explanation:
        """The tree of what is created for a type."""
        decision = self._workshop.decide(annotation, name)
        outermost = not self._open
        parts = self._within(decision, lambda: self._inside(decision, outermost))
        return Explanation(label, annotation, decision.made.value, _reason(annotation, decision), parts)

    def _within(self, decision: Decision, parts: Callable[[], Iterator[Explanation]]) -> tuple[Explanation, ...]:
        """The parts of a type; of one that stands in itself, those are shown once."""
        if any(one == decision.key for one in self._open):
            return ()
        self._open.append(decision.key)
        try:
            return tuple(parts())
        finally:
            self._open.pop()

    def _inside(self, decision: Decision, outermost: bool) -> Iterator[Explanation]:
        if decision.made in (Made.BOUND, Made.FAKE):
            # A class that is bound is constructed: with what.
            if decision.constructs is not None:
                yield from self._dependencies(decision.constructs)
            return
        judgement = judge(decision.annotation)
        if judgement.nature in (Nature.UNKNOWN, Nature.PARTS):
            for part in judgement.parts:
                yield self.of(part.label, part.annotation)
        elif judgement.nature is Nature.WORK and outermost:
            yield from self._dependencies(decision.annotation)
        elif judgement.nature is Nature.VALUE:
            yield from self._fields(decision.annotation)

    def _fields(self, annotation: object) -> Iterator[Explanation]:
        """A field is built with the object that it is in; only what a test has bound goes before."""
        cls = class_in(annotation)
        if cls is None or kind_of(cls) is None:
            return
        bound = {part.label for part in self._workshop.tools.bindings.parts(annotation)}
        for part in parts_of(annotation):
            if part.label in bound:
                yield self.of(part.label, part.annotation)
            elif keeps_default(cls, part.label):
                yield Explanation(part.label, part.annotation, "default", "the field has one")
            else:
                yield self._field(part)

    def _field(self, part: Part) -> Explanation:
        decision = self._workshop.decide(part.annotation)
        reason = judge(part.annotation, is_part=True).reason
        parts = self._within(decision, lambda: self._fields(decision.annotation))
        return Explanation(part.label, part.annotation, "real", reason, parts)

    def _dependencies(self, annotation: object) -> Iterator[Explanation]:
        """What `wire` would give the constructor."""
        cls = class_in(annotation)
        if cls is None or is_protocol(cls) or inspect.isabstract(cls):
            return
        asked = asked_by_class(annotation)
        for one in asked.dependencies if asked is not None else ():
            yield self._dependency(one, describe_type(annotation))

    def _dependency(self, one: Dependency, title: str) -> Explanation:
        annotation = one.hint.annotation
        try:
            decision = decision_for(self._workshop, one, title)
        except CannotCreate as error:
            return Explanation(one.parameter, annotation, "error", str(error).splitlines()[0].removesuffix("."))
        if decision is None:
            return Explanation(one.parameter, annotation, "default", "the parameter has one")
        return self.of(one.parameter, annotation, one.name)


def _reason(annotation: object, decision: Decision) -> str:
    """Why; where a type stands for another one, that is said first."""
    if decision.annotation is annotation:
        return decision.reason
    return f"for {describe_type(decision.annotation)}, {decision.reason}"
