"""`FaultPlan`: what fails, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from mockfactory.double.stubbing.failing import Failing
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.checks import between, numbers, whole
from mockfactory.faults.plans.triggers import ALWAYS, Triggers
from mockfactory.wording.text import report, show

if TYPE_CHECKING:
    from mockfactory.faults.plans.effects import Effect


@dataclass(frozen=True, slots=True, repr=False)
class Rule:
    """One effect, and when."""

    effect: Effect
    when: Triggers = ALWAYS

    def __repr__(self) -> str:
        return f"{self.effect!r}{self.when!r}"


@dataclass(frozen=True, slots=True, repr=False)
class Sequence:
    """Several plans that take turns, one for each call that the conditions hold of; afterwards nothing fails."""

    items: tuple[tuple[Rule, ...], ...]
    when: Triggers = ALWAYS

    def __repr__(self) -> str:
        items = ", ".join(" | ".join(map(repr, rules)) for rules in self.items)
        return f"in_sequence({items}){self.when!r}"


Part: TypeAlias = Rule | Sequence


class FaultPlan(Failing):
    """What fails, when and how. A small immutable value: equal by value, and it prints as the code that makes it.

    A function of this package makes a plan that fires on every call; the methods narrow it, and all that they say must
    hold. `one | other` is a plan too: all that fire act, delays first, then the first that ends the call.

    Example:
        >>> from mockfactory.faults import delays, raises
        >>> raises(TimeoutError()).on_call(3)
        raises(TimeoutError()).on_call(3)
        >>> delays(2, growth=2, most=60).until_call(4) | raises(ConnectionError()).with_probability(0.2)
        delays(2, growth=2, most=60).until_call(4) | raises(ConnectionError()).with_probability(0.2)
        >>> raises(OSError(2, "gone")) == raises(OSError(2, "gone"))
        True
    """

    __slots__ = ("_parts",)
    _parts: tuple[Part, ...]

    def __init__(self, parts: tuple[Part, ...]) -> None:
        object.__setattr__(self, "_parts", parts)

    def on_call(self, *calls: int) -> FaultPlan:
        """Only on these calls.

        Args:
            calls: of calls, the first one being 1.

        Raises:
            PlanError: for none, for a number below 1, or where nothing is left that could fire.
        """
        __tracebackhide__ = True
        return self._narrowed("on_call", on=numbers("on_call()", calls, "on_call(1, 3)"))

    def from_call(self, number: int) -> FaultPlan:
        """Not before this call.

        Args:
            number: of the first call that may fail.

        Raises:
            PlanError: for a number below 1, or where nothing is left that could fire.
        """
        __tracebackhide__ = True
        return self._narrowed("from_call", start=whole("from_call()", number, least=1, write="from_call(2)"))

    def every(self, number: int) -> FaultPlan:
        """Only on each `number`th call: with 3, on the calls 3, 6, 9...

        Args:
            number: the distance in calls.

        Raises:
            PlanError: for a number below 1, or where nothing is left that could fire.
        """
        __tracebackhide__ = True
        return self._narrowed("every", every=whole("every()", number, least=1, write="every(3)"))

    def until_call(self, number: int) -> FaultPlan:
        """Only on the first calls: then it recovers.

        Args:
            number: how many calls may fail.

        Raises:
            PlanError: for a number below 1, or where nothing is left that could fire.
        """
        __tracebackhide__ = True
        return self._narrowed("until_call", until=whole("until_call()", number, least=1, write="until_call(3)"))

    def with_probability(self, probability: float) -> FaultPlan:
        """Only now and then. The same seed gives the same failures, in whatever order tasks run.

        Args:
            probability: from 0 to 1.

        Raises:
            PlanError: for anything else.
        """
        __tracebackhide__ = True
        chance = between(
            "with_probability()",
            probability,
            least=0,
            most=1,
            what="a number from 0 to 1",
            write="with_probability(0.2) for one call in five",
        )
        return self._narrowed("with_probability", probability=chance)

    def given(self, **arguments: object) -> FaultPlan:
        """Only on calls with these arguments. The numbers of calls then count the calls that have them.

        Args:
            arguments: values or matchers, by the name of the parameter; of a message, by the name of the field.

        Raises:
            PlanError: for none.

        Example:
            >>> from mockfactory.faults import raises
            >>> raises(OSError()).given(to="ada").on_call(2)
            raises(OSError()).on_call(2).given(to='ada')
        """
        __tracebackhide__ = True
        if not arguments:
            raise PlanError(report("given() was given no argument.", write='given(to="ada@example.org")'))
        return self._narrowed("given", given=tuple(sorted(arguments.items())))

    def lenient(self) -> FaultPlan:
        """It may be that it never acts. Without this word, that is a failure at the end of the test, as of a stub.

        Example:
            >>> from mockfactory.faults import raises
            >>> raises(OSError()).on_call(3).lenient()
            raises(OSError()).on_call(3).lenient()
        """
        __tracebackhide__ = True
        return self._narrowed("lenient", lenient=True)

    def __or__(self, other: FaultPlan) -> FaultPlan:
        if not isinstance(other, FaultPlan):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return FaultPlan(self._parts + other._parts)

    def _narrowed(self, word: str, **said: object) -> FaultPlan:
        __tracebackhide__ = True
        (name,) = said
        parts: list[Part] = []
        for part in self._parts:
            if getattr(part.when, name) != getattr(ALWAYS, name):
                raise PlanError(
                    report(
                        f"{word}() was said twice of one plan.",
                        came=f"{part!r}, and then .{word}(...)",
                        write=f"one .{word}(...), or the union of two plans: one | other",
                    )
                )
            when = replace(part.when, **said)  # type: ignore[arg-type]
            if not when.possible:
                raise PlanError(
                    report(
                        "The plan can never fire: no call has a number for which all of this holds.",
                        came=repr(replace(part, when=when)),
                        write="numbers that agree, or the union of two plans: one | other",
                    )
                )
            parts.append(replace(part, when=when))
        return FaultPlan(tuple(parts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FaultPlan) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self._parts)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"A fault plan can't be changed; its methods give another one. ({name} = {show(value)})")

    def __reduce__(self) -> tuple[type[FaultPlan], tuple[tuple[Part, ...]]]:
        return FaultPlan, (self._parts,)

    def __repr__(self) -> str:
        return " | ".join(map(repr, self._parts))


def parts_of(plan: FaultPlan) -> tuple[Part, ...]:
    """What a plan is the union of."""
    return plan._parts  # pyright: ignore[reportPrivateUsage]  # for whoever puts plans to work, and no user's to read


FaultPlan.__module__ = "mockfactory.faults"
