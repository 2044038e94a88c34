"""A report that nobody asks: a check that was made, and that no test could fail on."""

from __future__ import annotations

from types import CodeType

from mockfactory.double.recording.current import current
from mockfactory.realtime.contract.report import ContractReport
from mockfactory.wording.places import caller
from mockfactory.wording.strictness import way_out
from mockfactory.wording.text import report


def expect_question(found: ContractReport) -> None:
    """See that somebody asks a report what it found; else the session tells it when it ends.

    Args:
        found: the report. One that found nothing need not be asked.
    """
    if not found.is_untold:
        return
    place = caller()

    def tell(_: CodeType | None) -> str | None:
        if not found.is_untold:
            return None
        head = f"Nobody asked what the check of events at {place} found."
        allow = way_out("unused-stubs")
        return report(head, found=str(found), write="contract.check(...).assert_holds()", or_allow=allow)

    current().expect(tell)
