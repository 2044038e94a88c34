"""What is certainly wrong with the calls that an interface takes, where another class or function takes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from mockfactory.rules.calling import refused_calls
from mockfactory.rules.comparing.making import makes, makes_nothing
from mockfactory.rules.comparing.naming import as_known
from mockfactory.rules.comparing.others import is_of_others
from mockfactory.rules.comparing.pair import Meeting, Pair
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.kinds import as_called, other_kinds, other_uses
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.rules.types import other_results
from mockfactory.spec import Hint, Member, SpecKind
from mockfactory.spec.assigning.calls import results_met
from mockfactory.spec.assigning.types import class_of, plain
from mockfactory.spec.check.options import with_options
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import mro_of
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.refusals import is_refused

_Rule: TypeAlias = Callable[[Meeting], Iterator[Finding]]
_CALL: Final = "__call__"
_BY_TYPE: Final = (14, 15, 16)


def certain(pair: Pair) -> Iterator[Finding]:
    """Each call that the interface takes and that would fail, or give what can't be used as promised."""
    yield from makes_nothing(pair)
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


def other_members_made(meeting: Meeting) -> Iterator[Finding]:
    """Rule 16, of a function or a class that makes what a Protocol is promised for: its methods can be called so."""
    asked, given = meeting.asked, meeting.given
    if meeting.pair.impl.kind is not SpecKind.FUNCTION or asked.call is None or given.call is None:
        return
    if asked.overloads or (given.overloads and not makes(meeting.pair)) or any(other_results(meeting)):
        return
    for words, one, other in results_met(given.call, asked.call):
        problem = _why_no_such(one, other, meeting.pair)
        if problem is not None:
            mine, theirs = describe_type(one.annotation), describe_type(other.annotation)
            yield meeting.finding(16, Severity.INCOMPATIBLE, f"{words} {mine}, not {theirs}: {problem}")
            return


def _why_no_such(given: Hint, asked: Hint, pair: Pair) -> str | None:
    """What is wrong with the members of one class, that should be those of a Protocol."""
    if given.unchecked is not None or asked.unchecked is not None:
        return None
    mine, theirs = plain(given.annotation), plain(asked.annotation)
    cls, protocol = class_of(mine), class_of(theirs)
    if cls is None or protocol is None or not is_protocol(protocol) or is_refused(mine) or is_refused(theirs):
        return None
    if is_one_of(protocol, mro_of(cls)) or any(pair.same.ways(cls, protocol)):
        return None
    finding = next(certain(pair_of(mine, theirs, known=pair.same)), None)
    return None if finding is None else finding.problem


_RULES: Final[tuple[_Rule, ...]] = (refused_calls, other_uses, other_results, other_members_made)
