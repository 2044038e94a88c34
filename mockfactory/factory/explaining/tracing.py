"""From an object to what it is."""

from __future__ import annotations

from typing import cast

from mockfactory.double.planning.refusals import is_double
from mockfactory.double.recording.record import Recorder, State
from mockfactory.factory.deciding.judging import judge
from mockfactory.factory.explaining.provenance import Kind, Provenance
from mockfactory.factory.making.workshop import Workshop
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, show


def trace(workshop: Workshop, thing: object) -> Provenance:
    """What an object from a workshop is.

    Raises:
        MisuseError: it is no double, and not from there.
    """
    __tracebackhide__ = True
    origin = workshop.tools.origins.of(thing)
    if origin is not None:
        return Provenance(cast("Kind", origin.made.value), origin.annotation, origin.reason)
    if is_double(thing):
        # Making a double is the warm path, so nothing is written down there: it says itself what it stands for.
        state = thing.state if isinstance(thing, Recorder) else getattr(thing, "__mockfactory__", None)
        if isinstance(state, State):
            target = state.spec.target
            return Provenance("double", target, judge(target).reason)
    raise MisuseError(
        report(
            f"{show(thing)} is not from this factory.",
            write="provenance(...) of what create, wire or factory[...] gave; not of what is inside of it",
        )
    )
