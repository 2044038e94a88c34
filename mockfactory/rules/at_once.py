"""What `bind` and `replace` ask of the rules while a test runs: whether calls that the interface takes would fail."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Iterator
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

from mockfactory.rules.calling import refused_calls
from mockfactory.rules.findings import Finding, Severity
from mockfactory.rules.kinds import as_called, other_kinds, other_uses
from mockfactory.rules.misfit import Misfit
from mockfactory.rules.naming import as_known
from mockfactory.rules.others import is_of_others
from mockfactory.rules.pair import Meeting, Pair
from mockfactory.rules.reading import pair_of
from mockfactory.rules.types import other_results
from mockfactory.rules.unwritten import unwritten
from mockfactory.spec import Member, Spec
from mockfactory.spec.check.options import with_options
from mockfactory.spec.read import read_spec

_Rule: TypeAlias = Callable[[Meeting], Iterator[Finding]]
_CALL: Final = "__call__"
_BY_TYPE: Final = (14, 15, 16)
_known: Final[WeakKeyDictionary[Spec, WeakKeyDictionary[Spec, Misfit | None]]] = WeakKeyDictionary()
_unwritten: Final[WeakKeyDictionary[Spec, WeakKeyDictionary[Spec, list[Finding]]]] = WeakKeyDictionary()


def why_calls_fail(impl: object, iface: object) -> Misfit | None:
    """The first method of an interface that a class, or a function, has and that can't be called or used as promised.

    These are the rules on calls, on types of arguments and results, and on how these are used. What else a verification
    looks at breaks nothing where a test only reads and calls, so it is left to the end of the run.

    Args:
        impl: a class or a function.
        iface: what it is to stand for.

    Returns:
        The finding, as one line; None where nothing certain is against it.

    Raises:
        SpecError: one of them is nothing that promises anything.

    Example:
        >>> class Mailer:
        ...     def send(self, to: str, *, urgent: bool = False) -> bool: ...
        >>> class FakeMailer:
        ...     def send(self, to: str) -> bool: ...
        >>> why_calls_fail(FakeMailer, Mailer).partition(";")[0]
        "FakeMailer.send() can't take every call: it takes no argument 'urgent'"
    """
    given, asked = read_spec(impl), read_spec(iface)
    found = _known.setdefault(given, WeakKeyDictionary())
    if asked not in found:
        finding = next(_certain(pair_of(impl, iface)), None)
        found[asked] = None if finding is None else _in_one_line(finding)
    return found[asked]


def why_unwritten(impl: type, iface: object, own: Container[object] = ()) -> Misfit | None:
    """The first member of an interface that a class has only from a Protocol, without a body or a value.

    Args:
        impl: the class.
        iface: what it is to stand for.
        own: the names that an object of it has of its own.

    Returns:
        The finding, as one line; None where every one is there.
    """
    given, asked = read_spec(impl), read_spec(iface)
    known = _unwritten.setdefault(given, WeakKeyDictionary())
    if asked not in known:
        known[asked] = [one for one in unwritten(pair_of(impl, iface)) if one.severity is Severity.INCOMPATIBLE]
    finding = next((one for one in known[asked] if one.member not in own), None)
    return None if finding is None else _in_one_line(finding)


def _certain(pair: Pair) -> Iterator[Finding]:
    for name, asked in pair.iface.members.items():
        given = pair.impl.members.get(name)
        # Private methods count: the class that has them calls them, also where another one defines them anew.
        if given is None or (name.startswith("__") and name != _CALL) or pair.inherits(asked, given):
            continue
        if is_of_others(given.owner, pair.iface.cls):
            continue
        is_private = name.startswith("_") and name != _CALL
        given = with_options(given)
        for rule, meeting in _questions(pair, as_known(with_options(asked), given), given):
            for finding in rule(meeting):
                if finding.severity is Severity.INCOMPATIBLE and not (is_private and finding.rule in _BY_TYPE):
                    yield finding


def _questions(pair: Pair, asked: Member, given: Member) -> Iterator[tuple[_Rule, Meeting]]:
    if not asked.overloads:
        meeting = Meeting(pair, asked, given)
        yield other_kinds, meeting
        called = as_called(meeting)
        yield from ((rule, called) for rule in _RULES)
        return
    # What it gives for each overload, one function for all can't say.
    for call in asked.overloads:
        yield refused_calls, Meeting(pair, dataclasses.replace(asked, call=call, overloads=()), given)


_RULES: Final[tuple[_Rule, ...]] = (refused_calls, other_uses, other_results)


def _in_one_line(finding: Finding) -> Misfit:
    promised = f"; promised: {' or '.join(finding.promised.splitlines())}" if finding.promised else ""
    mend = f"; mend: {finding.mend}" if finding.mend else ""
    return Misfit(f"{finding.problem}{promised}{mend}", finding)
