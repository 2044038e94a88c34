"""A double in the place of a value that can't be built: only where a test asks for it."""

from __future__ import annotations

from mockfactory.double.building.allocation import compiled
from mockfactory.double.planning.refusals import why_not_doubled
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.making.decision import Made
from mockfactory.factory.making.origins import Origin
from mockfactory.factory.making.workshop import Workshop, double_maker
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place
from mockfactory.wording.text import report


def created(workshop: Workshop, annotation: object, name: str | None, fallback: str | None, place: Place) -> object:
    """A new one of a type; a double, which is written down, where it can't be built and that was asked for.

    Raises:
        CannotCreate: it can't be built, and no double was asked for, or none can stand in for it.
        MisuseError: there is no such fallback.
    """
    __tracebackhide__ = True
    if fallback not in (None, "double"):
        raise MisuseError(report(f"There is no fallback {fallback!r}.", write="fallback='double', or nothing"))
    try:
        return workshop.create(annotation, place, name)
    except CannotCreate as error:
        reason = why_not_doubled(annotation)
        if fallback is None or workshop.tools.bindings.of(annotation, name) is not None:
            raise
        if reason is not None:
            told = [line for line in str(error).splitlines() if not line.startswith("  write:")]
            raise CannotCreate("\n".join([*told, f"  and:  no double can stand in: {reason}"])) from None
        double = double_maker(compiled(annotation), name)(place)
        told = str(error).splitlines()
        why = next((line.strip() for line in told if "builders:" in line), told[0])
        workshop.tools.origins.remember(
            double, Origin(Made.DOUBLE, annotation, f"asked for as a fallback at {place}; {why}")
        )
        return double
