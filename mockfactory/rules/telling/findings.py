"""What was found of one pair: an implementation, and the interface that it stands for."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mockfactory.rules.telling.shortening import named_in, other_parameters, shortened, shortened_mend, shortened_types
from mockfactory.wording.text import report


class Severity(enum.Enum):
    """How bad a finding is."""

    INCOMPATIBLE = "incompatible"
    """Code that is right with the interface breaks with the implementation."""
    UNVERIFIED = "unverified"
    """There is too little to compare, so nothing is known."""
    FAILED = "could not verify"
    """A module can't be imported, a name is gone, mypy broke down: whoever asked has to look into it."""
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
        found_by: "rules", "mypy" or both.
        mypy: what mypy says of it; "" where it says nothing.
        line: where the implementation's member begins in its file; `None` where that is not known.
        members: the names of all, where one finding is of several members; `member` is "" then.
    """

    rule: int | None
    severity: Severity
    member: str
    problem: str
    promised: str = ""
    came: str = ""
    mend: str = ""
    found_by: tuple[str, ...] = ("rules",)
    mypy: str = ""
    line: int | None = None
    members: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """The names of all members that it is of."""
        return self.members or (self.member,)

    @property
    def title(self) -> str:
        """What is wrong, with the number of the rule."""
        return self.problem if self.rule is None else f"{self.problem} (rule {self.rule})"

    def in_short(self) -> Finding:
        """The same, with what no line would hold cut in the signatures: what is at issue stays."""
        named: Collection[str] = ()
        if self.came:
            named = named_in(self.problem, self.mend) or other_parameters(self.promised, self.came)
        return dataclasses.replace(
            self,
            promised=shortened(self.promised, named), came=shortened(self.came, named),
            mypy=shortened_types(self.mypy), mend=shortened_mend(self.mend),
        )  # fmt: skip

    def beyond(self, before: Finding) -> Finding:
        """The same in short, without what another finding of the same member has told."""
        short = self.in_short()
        if (self.severity, self.member) != (before.severity, before.member):
            return short
        return dataclasses.replace(
            short,
            promised="" if self.promised == before.promised else short.promised,
            came="" if self.came == before.came else short.came,
            mypy="" if self.mypy == before.mypy else short.mypy,
        )

    def __str__(self) -> str:
        short = self.in_short()
        return report(
            f"{self.severity.value}: {self.title}",
            promised=short.promised, came=short.came, mypy=short.mypy, mend=short.mend,
        )  # fmt: skip


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The worst first, then by member; what is of several members, after what is of one."""
    order = list(Severity)
    return sorted(findings, key=lambda one: (order.index(one.severity), bool(one.members), one.member, one.rule or 0))


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found of one pair.

    Attributes:
        implementation: its name, with its module.
        interface: its name, with its module; "" where a module could not be imported, and nothing is known of pairs.
        findings: the worst first, then by member.
        source: where it is said that the one stands for the other.
        file: where the implementation is written; "" where that is not known.
    """

    implementation: str
    interface: str
    findings: Sequence[Finding] = ()
    source: str = ""
    file: str = ""

    @property
    def title(self) -> str:
        """What was looked at."""
        return f"{self.implementation} for {self.interface}" if self.interface else f"module {self.implementation}"

    @property
    def substitutable(self) -> bool:
        """Whether nothing certain is against it: the implementation can stand where the interface is asked for."""
        return not self.of(Severity.INCOMPATIBLE) and not self.failed

    @property
    def failed(self) -> bool:
        """Whether there is something that could not be looked at."""
        return bool(self.of(Severity.FAILED))

    def beside(self, findings: Iterable[Finding]) -> Report:
        """The report with more findings."""
        return dataclasses.replace(self, findings=in_order([*self.findings, *findings]))

    def of(self, severity: Severity) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]

    def __str__(self) -> str:
        return self.told(self.findings)

    def told(self, findings: Iterable[Finding]) -> str:
        """The verdict, and some of the findings.

        Args:
            findings: of this report, in its order. What was told of a member in the one before is not told again.
        """
        verdict = "may stand for" if self.failed else "can stand for"
        verdict = "can't stand for" if self.of(Severity.INCOMPATIBLE) else verdict
        source = f"  (said in {self.source})" if self.source else ""
        head = f"{self.title if not self.interface else f'{self.implementation} {verdict} {self.interface}'}{source}"
        return "\n".join([head, *(f"  {line}" for one in _in_turn(findings) for line in str(one).splitlines())])


def _in_turn(findings: Iterable[Finding]) -> Iterator[Finding]:
    before: Finding | None = None
    for finding in findings:
        yield finding if before is None else finding.beyond(before)
        before = finding
