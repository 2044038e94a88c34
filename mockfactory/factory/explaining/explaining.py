"""From a decision to a tree of reasons."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from mockfactory.double.wording.errors import MisuseError
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.judgement import Nature, Part
from mockfactory.factory.deciding.judging import judge
from mockfactory.factory.deciding.models import keeps_default, kind_of, parts_of
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.explaining.explanation import Explanation
from mockfactory.factory.making.chain import Step, circle
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.checking import same_twice
from mockfactory.factory.wiring.constructing import asked_by, decision_for, mark_of, title_of_target
from mockfactory.factory.wiring.dependencies import Dependency
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
        self._steps: list[Step] = []

    def of(self, label: str, annotation: object, name: str | None = None) -> Explanation:
        """The tree of what is created for a type."""
        decision = self._workshop.decide(annotation, name)
        outermost = not self._open
        reason = _reason(annotation, decision)
        if not outermost and self._workshop.has_shared(decision):
            return Explanation(label, annotation, decision.made.value, f"{reason}; it was made, and is shared")
        path = self._circle(decision)
        if path is not None:
            return Explanation(label, annotation, "error", f"{reason}, and needs itself: {path}")
        parts = self._within(decision, lambda: self._inside(decision, outermost))
        wrong = [part.label for part in parts if part.decided == "error"]
        if wrong and decision.made not in (Made.DOUBLE, Made.ERROR):
            return Explanation(label, annotation, "error", f"{reason}, and {wrong[0]} can't be made", parts)
        return Explanation(label, annotation, decision.made.value, reason, parts)

    def _circle(self, decision: Decision) -> str | None:
        """The way back to what is called for a type, where that is being made already."""
        return None if decision.constructs is None else circle(self._steps, self._step(decision.constructs))

    def _step(self, target: object) -> Step:
        return Step(mark_of(self._workshop, target), title_of_target(target))

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
            # A class or function that is bound is called: with what.
            if decision.constructs is not None:
                yield from self._dependencies(decision.constructs)
            return
        judgement = judge(decision.annotation)
        if judgement.nature in (Nature.UNKNOWN, Nature.PARTS):
            for part in judgement.parts:
                yield self.of(part.label, part.annotation)
        elif judgement.nature is Nature.WORK and outermost:
            cls = class_in(decision.annotation)
            if cls is not None and not is_protocol(cls) and not inspect.isabstract(cls):
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

    def _dependencies(self, target: object) -> Iterator[Explanation]:
        """What `wire` would give a constructor, or `call` a function."""
        title = title_of_target(target)
        try:
            asked = asked_by(target, class_in(target), title)
        except (CannotCreate, MisuseError) as error:
            yield Explanation("its arguments", target, "error", _told(error))
            return
        self._steps.append(self._step(target))
        try:
            decisions: dict[str, Decision] = {}
            found = [self._dependency(one, title, decisions) for one in asked.dependencies]
        finally:
            self._steps.pop()
        same = same_twice(asked, decisions)
        for one in found:
            if same is None or one.label not in same[:2]:
                yield one
                continue
            other = same[1] if one.label == same[0] else same[0]
            reason = f"{other} is {same[2]} too, and whether they are the same is not known"
            yield Explanation(one.label, one.type, "error", reason)

    def _dependency(self, one: Dependency, title: str, decisions: dict[str, Decision]) -> Explanation:
        annotation = one.hint.annotation
        try:
            decision = decision_for(self._workshop, one, title)
        except CannotCreate as error:
            return Explanation(one.parameter, annotation, "error", _told(error))
        if decision is None:
            return Explanation(one.parameter, annotation, "default", "the parameter has one")
        decisions[one.parameter] = decision
        return self.of(one.parameter, annotation, one.name)


def _told(error: Exception) -> str:
    return str(error).splitlines()[0].removesuffix(".")


def _reason(annotation: object, decision: Decision) -> str:
    """Why; where a type stands for another one, that is said first."""
    if decision.annotation is annotation:
        return decision.reason
    return f"for {describe_type(decision.annotation)}, {decision.reason}"
