"""What `bind` and `replace` ask of the rules while a test runs: whether calls that the interface takes would fail."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from typing import Final
from weakref import WeakKeyDictionary

from mockfactory.rules.certain import certain
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.comparing.standing import count_of_marks
from mockfactory.rules.fakes import given_fakes
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.rules.telling.misfit import Misfit
from mockfactory.rules.unwritten import unwritten
from mockfactory.spec import Spec
from mockfactory.spec.read import read_spec

_known: Final[WeakKeyDictionary[Spec, WeakKeyDictionary[Spec, tuple[int, Misfit | None]]]] = WeakKeyDictionary()
_OF_CLASSES: Final = (14, 15, 16)
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
    marks, misfit = found.get(asked, (-1, None))
    if marks < 0 or (misfit is not None and marks < count_of_marks()):  # what a mark lets count may be right now
        finding = next(certain(pair_of(impl, iface)), None)
        misfit = None if finding is None else _in_one_line(finding)
        found[asked] = (count_of_marks(), misfit)
    return misfit


def why_fake_fails(impl: object, iface: object) -> Misfit | None:
    """The same, where a hand-written fake may stand for a class that it does not derive from, and may give others.

    Args:
        impl: a class or a function.
        iface: what it is to stand for.
    """
    misfit = why_calls_fail(impl, iface)
    if misfit is None or misfit.finding.rule not in _OF_CLASSES:
        return misfit
    fakes = given_fakes(pair_of(impl, iface))
    finding = next(certain(pair_of(impl, iface, known=fakes.standing)), None)
    if finding is None:
        return None
    if fakes.fault is not None and not any(certain(pair_of(impl, iface, known=fakes.all))):
        problem = f"{finding.problem}: {fakes.fault.problem}"
        finding = dataclasses.replace(finding, problem=problem, mend=fakes.fault.mend)
    return _in_one_line(finding)


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


def _in_one_line(finding: Finding) -> Misfit:
    short = finding.in_short()
    promised = f"; promised: {' or '.join(short.promised.splitlines())}" if short.promised else ""
    mend = f"; mend: {short.mend}" if short.mend else ""
    return Misfit(f"{short.problem}{promised}{mend}", short)
