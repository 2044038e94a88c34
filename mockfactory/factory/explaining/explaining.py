"""From a decision to a tree of reasons."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace

from mockfactory.factory.binding.keys import name_in, without_name
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.judgement import Nature, Part
from mockfactory.factory.deciding.judging import judge
from mockfactory.factory.deciding.models import is_empty_by_default, keeps_default, kind_of, parts_of
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.explaining.explanation import Explanation
from mockfactory.factory.explaining.reasons import bare, keeps_values, pieces, reason_of, told
from mockfactory.factory.explaining.trouble import Trouble
from mockfactory.factory.making.chain import Step, circle
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.checking import same_twice
from mockfactory.factory.wiring.constructing import asked_by, mark_of, title_of_target
from mockfactory.factory.wiring.deciding import decision_for
from mockfactory.factory.wiring.dependencies import Dependency
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.wording.errors import MisuseError


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

    def of(self, label: str, annotation: object, name: str | None = None, *, anew: bool = False) -> Explanation:
        """The tree of what is created for a type; `anew` where it is never the one that is shared."""
        decision = self._workshop.decide(annotation, name)
        outermost = not self._open
        reason = reason_of(annotation, decision)
        if not outermost and not anew and self._workshop.has_shared(decision):
            return Explanation(label, annotation, decision.made.value, f"{reason}; it was made, and is shared")
        path = self._circle(decision)
        if path is not None:
            return Explanation(label, annotation, "error", f"{reason}, and needs itself: {path}")
        trouble = Trouble.in_words(self._workshop.why_not_built(decision))
        parts = self._within(decision, lambda: self._inside(decision, outermost, trouble))
        if trouble is not None:
            told = f"{reason}, and {trouble.told()}"
            return Explanation(label, annotation, "error", told, parts)
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

    def _inside(self, decision: Decision, outermost: bool, trouble: Trouble | None) -> Iterator[Explanation]:
        if decision.made in (Made.BOUND, Made.FAKE):
            # A class or function that is bound is called: with what.
            if decision.constructs is not None:
                yield from self._dependencies(decision.constructs)
            return
        judgement = judge(decision.annotation)
        if judgement.nature in (Nature.UNKNOWN, Nature.PARTS):
            for part in judgement.parts:
                yield self._created(part)
        elif judgement.nature is Nature.WORK and outermost:
            cls = class_in(decision.annotation)
            if cls is not None and not is_protocol(cls) and not inspect.isabstract(cls):
                yield from self._dependencies(decision.annotation)
        elif judgement.nature is Nature.VALUE:
            yield from self._of_value(decision.annotation, trouble)

    def _created(self, part: Part, *, anew: bool = False) -> Explanation:
        return self.of(part.label, without_name(part.annotation), name_in(part.annotation), anew=anew)

    def _of_value(self, annotation: object, trouble: Trouble | None) -> Iterator[Explanation]:
        """What stands in a value: it is built with the value, and only what a test has bound goes before."""
        cls = class_in(annotation)
        kind = None if cls is None else kind_of(cls)
        if cls is not None and kind is not None:
            bound = {part.label for part in self._workshop.tools.bindings.parts(annotation)}
            for part in parts_of(annotation):
                if part.label in bound:
                    yield self._created(part, anew=True)
                elif kind.closed:
                    continue  # whether it refers to anything is for its table to say
                elif keeps_default(cls, part.label) or is_empty_by_default(cls, part.label):
                    yield Explanation(part.label, part.annotation, "default", "the field has one")
                else:
                    yield self._built(part, trouble)
        elif cls is not None and keeps_values(cls):
            yield from self._arguments(annotation, trouble)
        else:
            for part in pieces(annotation):
                if self._workshop.supplies.stand_in(part.annotation):
                    yield self._built(part, None)

    def _arguments(self, annotation: object, trouble: Trouble | None) -> Iterator[Explanation]:
        """What the constructor of a plain class that only keeps values gets."""
        for one in asked_by(annotation, class_in(annotation), describe_type(annotation)).dependencies:
            part = Part(one.parameter, one.written)
            if one.has_default and not self._is_bound(part):
                yield Explanation(one.parameter, one.hint.annotation, "default", "the parameter has one")
            else:
                yield self._built(part, trouble)

    def _is_bound(self, part: Part) -> bool:
        return self._workshop.supplies.goes_before(part.annotation)

    def _built(self, part: Part, trouble: Trouble | None) -> Explanation:
        if self._is_bound(part):
            return self._created(part, anew=True)
        decision = self._workshop.decide(part.annotation)
        reason = judge(bare(part.annotation), is_part=True).reason
        here = None if trouble is None else trouble.within(part.label)
        parts = self._within(decision, lambda: self._of_value(decision.annotation, here))
        if here is not None:
            return Explanation(part.label, part.annotation, "error", f"{reason}, and {here.told()}", parts)
        return Explanation(part.label, part.annotation, "real", reason, parts)

    def _dependencies(self, target: object) -> Iterator[Explanation]:
        """What `wire` would give a constructor, or `call` a function."""
        title = title_of_target(target)
        try:
            asked = asked_by(target, class_in(target), title)
        except (CannotCreate, MisuseError) as error:
            yield Explanation("its arguments", target, "error", told(error))
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
            return Explanation(one.parameter, annotation, "error", told(error))
        if decision is None:
            return Explanation(one.parameter, annotation, "default", "the parameter has one")
        decisions[one.parameter] = decision
        written = annotation if one.hint.unchecked is not None else one.written
        return replace(self.of(one.parameter, written, one.name), type=annotation)
