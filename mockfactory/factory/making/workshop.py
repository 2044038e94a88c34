"""One factory's inside: it decides once for each type, makes, and shares."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ForwardRef, TypeAlias, get_origin

from mockfactory.double.building.allocation import Compiled, compiled, make
from mockfactory.double.building.class_doubles import make_class
from mockfactory.double.building.nesting import nest
from mockfactory.double.planning.refusals import why_not_doubled
from mockfactory.double.recording.current import NO_LEDGER, current, made_for
from mockfactory.double.recording.record import Ledger
from mockfactory.factory.binding.binding import binding_of
from mockfactory.factory.binding.keys import Key, key_of, name_in, saying_the_same, without_name
from mockfactory.factory.binding.standing import pair_of
from mockfactory.factory.deciding.judgement import Judgement, Nature
from mockfactory.factory.deciding.judging import judge
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.making.decision import Decision, Made, Make
from mockfactory.factory.making.of_bound import bound_decision
from mockfactory.factory.making.of_parts import parts_decision
from mockfactory.factory.making.of_values import value_decision
from mockfactory.factory.making.supplying import Supplies
from mockfactory.factory.making.tools import Tools, title_of
from mockfactory.spec import SpecError
from mockfactory.spec.annotations.forms import is_type_form, is_union
from mockfactory.spec.check.words import describe_type
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place
from mockfactory.wording.text import report, show

Construct: TypeAlias = Callable[["Workshop", Any, Mapping[str, object], Place], object]
"""Calls a class or function with all that it depends on; given from above, as it needs a workshop itself."""


class Workshop:
    """Decides, makes and shares for one factory.

    Attributes:
        tools: what it makes things with.
        supplies: what it gives to builders for the types that are bound.
    """

    def __init__(self, seed: int | None, construct: Construct, home: Ledger) -> None:
        """Shared doubles belong to `home`: one that outlives a test outlives the test's stubs."""
        self.tools = Tools(seed)
        self.supplies = Supplies(self.tools, self.decide)
        self._home = home
        self._construct = construct
        self._decisions: dict[Key, Decision] = {}
        self._shared: dict[Key, object] = {}
        self._lock = threading.RLock()

    def bind(self, annotation: object, name: str | None, to: object, place: Place) -> None:
        """Use `to` for a type from now on.

        Raises:
            MisuseError: it does not fit, or one was made already and is shared.
        """
        __tracebackhide__ = True
        binding = binding_of(annotation, name, to, place)
        key = key_of(annotation, name)
        with self._lock:
            if key in self._shared:
                raise MisuseError(
                    report(
                        f"bind({title_of(annotation, name)}, to=...) comes too late: one was made, and is shared.",
                        shared=show(self._shared[key]),
                        write="bind(...) before wire(...), call(...) and factory[...]",
                    )
                )
            self.tools.bindings.add(binding)
            self._decisions.clear()
            self.supplies.forget()
        ledger = current()
        ledger.expect(lambda test: self.tools.bindings.tell_unused(binding, test))
        pair = pair_of(binding)
        if pair is not None:
            ledger.stands(("bind", *pair))

    def decide(self, annotation: object, name: str | None = None) -> Decision:
        """What is done for a type. The same until something is bound."""
        key = key_of(annotation, name)
        found = self._decisions.get(key)
        if found is None:
            found = self._decide(annotation, name)
            if found.is_certain:  # what failed may be put right: a name gets defined
                self._decisions[key] = found
        return found

    def _decide(self, annotation: object, name: str | None) -> Decision:
        builds = seen = annotation
        while True:
            bound = self.tools.bindings.of(seen, name)
            if bound is not None:
                return bound_decision(self.tools, self._call, seen, name, bound)
            arms = self.tools.bindings.arms(seen, name)
            if len(arms) == 1:
                return bound_decision(self.tools, self._call, arms[0][0], name, arms[0][1])
            if arms:
                return _undecided(seen, name, [arm for arm, _ in arms])
            judgement = judge(seen)
            if judgement.nature is not Nature.STANDS_FOR:
                break
            inner = judgement.parts[0].annotation
            # Builders are to know what `Annotated` says, and need no None.
            if is_union(seen):
                builds = saying_the_same(builds, inner)
            elif builds is not annotation and get_origin(builds) is not Annotated:
                builds = inner
            seen = inner
        if judgement.nature is Nature.VALUE:
            return value_decision(self.tools, self.supplies, self.create, self._part, seen, builds, name, judgement)
        if judgement.nature is Nature.PARTS:
            return parts_decision(self.tools, self._part, seen, name, judgement)
        if judgement.nature is Nature.CLASS_ITSELF:
            maker = _class_maker(judgement.parts[0].annotation)
            return Decision(seen, Made.DOUBLE, judgement.reason, maker, key_of(seen, name))
        return self._double(annotation, seen, name, judgement)

    def _double(self, asked: object, annotation: object, name: str | None, judgement: Judgement) -> Decision:
        """A double, or an error where none can stand in."""
        key, reason = key_of(annotation, name), judgement.reason
        if judgement.nature is Nature.WORK:
            one, refused = _compiled(annotation)
            if one is not None:
                plain = one if name is None and annotation is asked else None
                return Decision(annotation, Made.DOUBLE, reason, double_maker(one, name), key, doubles=plain)
            reason = f"{reason}, and {refused}"
        return Decision(annotation, Made.ERROR, reason, _refusing(annotation, name, reason), key)

    def create(self, annotation: object, place: Place, name: str | None = None) -> object:
        """A new one."""
        __tracebackhide__ = True
        return self.decide(annotation, name).make(place)

    def why_not_built(self, decision: Decision) -> str:
        """Why builders can't build what they are to build, as far as that shows before they do; "" for nothing."""
        if decision.made is not Made.REAL or decision.builds is None:
            return ""
        given = {part.label: None for part in self.tools.bindings.parts(decision.annotation)}
        supply = self.supplies if self.supplies.stand_in(decision.builds) else None
        return self.tools.values.problem(decision.builds, given, supply)

    def has_shared(self, decision: Decision) -> bool:
        """Whether the one of the factory was made already."""
        return decision.key in self._shared

    def share(self, decision: Decision, place: Place) -> object:
        """The one of the factory; made when it is first asked for, by whichever thread."""
        __tracebackhide__ = True
        shared, key = self._shared, decision.key
        if key in shared:
            return shared[key]
        with self._lock:
            if key not in shared:
                make_one = decision.shares or decision.make
                home = NO_LEDGER if self._home.over else self._home
                if current() is home:
                    made = make_one(place)
                else:
                    with made_for(home):
                        made = make_one(place)
                shared.setdefault(key, made)
            return shared[key]

    def _part(self, annotation: object, place: Place) -> object:
        __tracebackhide__ = True
        decision = self.decide(without_name(annotation), name_in(annotation))
        return decision.make(place) if decision.is_drawn else self.share(decision, place)

    def _call(self, target: object, place: Place) -> object:
        __tracebackhide__ = True
        return self._construct(self, target, {}, place)


def _compiled(annotation: object) -> tuple[Compiled | None, str]:
    """What doubles of a type are made of, or why there are none."""
    refused = why_not_doubled(annotation)
    if refused is not None:
        return None, refused
    try:
        return compiled(annotation), ""
    except SpecError as error:
        return None, str(error).partition(". ")[0]


def double_maker(one: Compiled, name: str | None) -> Make:
    """Makes doubles."""
    if name is None:
        return lambda place: make(one, current(), place, nest)
    return lambda place: make(one, current(), place, nest, name=name)


def _undecided(union: object, name: str | None, bound: list[object]) -> Decision:
    """An error: of a union, several types are bound."""
    reason = f"of {describe_type(union)}, {' and '.join(map(describe_type, bound))} are bound"
    return Decision(union, Made.ERROR, reason, _refusing(union, name, reason), key_of(union, name))


def _class_maker(cls: object) -> Make:
    return lambda place: make_class(cls, current(), place, nest)


def _refusing(annotation: object, name: str | None, reason: str) -> Make:
    title = title_of(annotation, name)
    write = f"bind({title}, to=...)" if _is_type(annotation) else "a class, or another type: list[User], User | None"
    if isinstance(annotation, tuple):
        write = 'factory.shared(Mailer, name="backup") of one that has a name'

    def refuse(place: Place) -> object:
        __tracebackhide__ = True
        raise CannotCreate(report(f"What to create for {title} is not known: {reason}.", write=write))

    return refuse


def _is_type(annotation: object) -> bool:
    return is_type_form(annotation) and not isinstance(annotation, (str, ForwardRef))
