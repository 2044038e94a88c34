"""What a parameter gets that nobody gives."""

from __future__ import annotations

from typing import NoReturn

from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.making.chain import path_to
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.dependencies import Dependency
from mockfactory.wording.text import report


def decision_for(workshop: Workshop, one: Dependency, title: str) -> Decision | None:
    """What a parameter gets that nobody gives; None where it keeps its default.

    A default is kept, unless the type of the parameter is bound: that was said for this test.

    Raises:
        CannotCreate: its type is not known.
    """
    __tracebackhide__ = True
    known = one.hint.unchecked is None
    # `Port = Annotated[int, Ge(1)]` may be bound by itself.
    annotation = one.written if known else one.hint.annotation
    if one.has_default:
        decision = workshop.decide(annotation, one.name) if known else None
        return decision if decision is not None and decision.made in (Made.BOUND, Made.FAKE) else None
    if not known:
        _refuse_unknown(one, title)
    decision = workshop.decide(annotation, one.name)
    if decision.made is Made.ERROR:
        raise CannotCreate(
            report(
                f"What {path_to(one.parameter)} gets is not known: {decision.reason}.",
                write=f"{one.parameter}=... by keyword in wire(...) or call(...), or bind(..., to=...) of the type",
            )
        )
    return decision


def _refuse_unknown(one: Dependency, title: str) -> NoReturn:
    __tracebackhide__ = True
    missing = one.hint.unchecked == "no annotation"
    reason = "has no type hint" if missing else f"has a type that is not known ({one.hint.unchecked})"
    hint = f"a type hint in {title}" if missing else "the imports for its type hint, not under TYPE_CHECKING alone"
    raise CannotCreate(
        report(
            f"{path_to(one.parameter)} {reason}, so nobody knows what to create for it.",
            write=f"{hint}, or {one.parameter}=... by keyword in wire(...) or call(...)",
        )
    )
