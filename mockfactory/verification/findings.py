"""What was found of one pair: an implementation, and the interface that it stands for."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from mockfactory.double.wording.text import report


class Severity(enum.Enum):
    """How bad a finding is."""

    INCOMPATIBLE = "incompatible"
    """Code that is right with the interface breaks with the implementation."""
    UNVERIFIED = "unverified"
    """There is too little to compare, so nothing is known."""
    NOTE = "note"
    """Code is not broken by it, and a reader should know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found of a pair.

    Attributes:
        rule: its number in the table of the reference; `None` for what a type checker says.
        severity: how bad it is.
        member: the name of the method or attribute; "" for the class as a whole.
        problem: a sentence that says what is wrong.
        promised: the interface's member as it is written; "" where it has none.
        came: the implementation's; "" where it has none.
        mend: the smallest change of the implementation that would mend it; "" where there is none.
        found_by: "rules" or "mypy".
    """

    rule: int | None
    severity: Severity
    member: str
    problem: str
    promised: str = ""
    came: str = ""
    mend: str = ""
    found_by: str = "rules"

    def __str__(self) -> str:
        source = f"rule {self.rule}" if self.rule is not None else self.found_by
        return report(
            f"{self.severity.value}: {self.problem} ({source})", promised=self.promised, came=self.came, write=self.mend
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found of one pair.

    Attributes:
        implementation: its name, with its module.
        interface: its name, with its module.
        findings: the worst first, then by member.
    """

    implementation: str
    interface: str
    findings: Sequence[Finding] = ()

    @property
    def substitutable(self) -> bool:
        """Whether nothing certain is against it: the implementation can stand where the interface is asked for."""
        return not self.of(Severity.INCOMPATIBLE)

    def of(self, severity: Severity) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]

    def __str__(self) -> str:
        verdict = "can stand for" if self.substitutable else "can't stand for"
        head = f"{self.implementation} {verdict} {self.interface}"
        return "\n".join([head, *(f"  {line}" for one in self.findings for line in str(one).splitlines())])
