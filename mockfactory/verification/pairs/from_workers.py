"""What worker processes of pytest-xdist have handed over of pairs, and what was lost with one that died."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final, final

from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.verification.pairs.handing import Handed
from mockfactory.verification.pairs.made import Made
from mockfactory.verification.pairs.stand_in import StandIn


@final
class FromWorkers:
    """Kept in the process in which the reports of all workers come together.

    Attributes:
        made: pairs by their words.
        reports: what the rules said of pairs in a worker, by title.
        assumed: pairs that are assumed where others are compared.
    """

    def __init__(self) -> None:
        self.made: Final[list[Made]] = []
        self.reports: Final[dict[str, Report]] = {}
        self.assumed: Final[list[StandIn]] = []
        self._pending: Final[dict[str, set[str]]] = {}
        self._lost: Final[dict[str, str]] = {}

    def take(self, worker: str, handed: Handed) -> None:
        """Take what a worker hands over; what it has still to hand over takes the place of what it had before."""
        self.made.extend(handed.made)
        self.assumed.extend(one.stand_in for one in handed.assumed)
        self._pending[worker] = set(handed.pending)
        for title, report in handed.reports.items():
            keep_worse(self.reports, title, report)

    def died(self, worker: str) -> None:
        """A worker has ended without a last word: what it had still to hand over is lost."""
        self._lost.update(dict.fromkeys(self._pending.pop(worker, ()), worker))

    def lost(self, known: Container[str]) -> Iterator[tuple[str, Report]]:
        """The pairs that are known by their titles alone.

        Args:
            known: the titles of what is verified: another worker may have made the same pair.
        """
        for title, worker in sorted(self._lost.items()):
            if title not in known:
                implementation, _, interface = title.replace(":", ".").partition(" stands for ")
                problem = f"the pair was lost with the worker process {worker}, which died before it was verified"
                finding = Finding(None, Severity.FAILED, "", problem, found_by=())
                yield title, Report(implementation, interface, [finding])


def keep_worse(reports: dict[str, Report], title: str, report: Report) -> None:
    """Of several classes of one name, one that does not fit is told."""
    known = reports.get(title)
    if known is None or known.substitutable:
        reports[title] = report
