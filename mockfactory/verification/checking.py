"""`check_substitutable`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from mockfactory.spec import Spec
from mockfactory.spec.description.shown import shown_owner
from mockfactory.spec.read import read_spec
from mockfactory.verification.findings import Finding, Report, Severity
from mockfactory.verification.rules.attributes import other_attributes
from mockfactory.verification.rules.calling import other_defaults, refused_calls
from mockfactory.verification.rules.demanded import demanded
from mockfactory.verification.rules.kinds import other_binding, other_kinds, other_uses
from mockfactory.verification.rules.pair import Meeting, Pair
from mockfactory.verification.rules.presence import beyond, left_open, missing
from mockfactory.verification.rules.types import other_results, other_values

_OF_THE_WHOLE: Final[tuple[Callable[[Pair], Iterator[Finding]], ...]] = (missing, left_open, beyond)
_OF_A_MEMBER: Final[tuple[Callable[[Meeting], Iterator[Finding]], ...]] = (
    other_kinds, other_binding, refused_calls, other_uses, other_results, other_defaults, other_attributes,
    other_values,
)  # fmt: skip
_ORDER: Final = list(Severity)


def check_substitutable(impl: object, iface: object, /) -> Report:
    """Whether a class can stand where an interface is asked for, by every rule, and why not.

    No code of either is run: both are read as their doubles' specs are.

    Args:
        impl: a class: a hand-written fake, a real implementation.
        iface: what it stands for: a class, an ABC, a Protocol, one with type arguments (`Repo[User]`).

    Returns:
        What was found. `report.substitutable` is the verdict, `str(report)` tells it all.

    Raises:
        SpecError: one of them is nothing that promises anything.

    Example:
        >>> from typing import Protocol
        >>> from mockfactory.verification import check_substitutable
        >>> class Mailer(Protocol):
        ...     def send(self, to: str, *, urgent: bool = False) -> bool: ...
        >>> class FakeMailer:
        ...     def send(self, to: str) -> bool: ...
        >>> report = check_substitutable(FakeMailer, Mailer)
        >>> report.substitutable
        False
        >>> print(report.findings[0])
        incompatible: FakeMailer.send() it takes no argument 'urgent' (rule 7)
          promised:  send(to: str, *, urgent: bool = False) -> bool
          came:      send(to: str) -> bool
    """
    pair = Pair(
        read_spec(iface), read_spec(impl), tuple(one for one in (read_spec(iface).cls, read_spec(impl).cls) if one)
    )
    findings = sorted(_found(pair), key=lambda one: (_ORDER.index(one.severity), one.member, one.rule or 0))
    return Report(_title(pair.impl), _title(pair.iface), findings)


def _found(pair: Pair) -> Iterator[Finding]:
    for rule in _OF_THE_WHOLE:
        yield from rule(pair)
    for name, asked in demanded(pair.iface).items():
        given = pair.impl.members.get(name)
        if given is None or given.owner is asked.owner:
            continue
        for judge in _OF_A_MEMBER:
            yield from judge(Meeting(pair, asked, given))


def _title(spec: Spec) -> str:
    return shown_owner(spec.cls) if spec.cls is not None else spec.name
