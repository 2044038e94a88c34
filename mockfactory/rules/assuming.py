"""Whether two members fit only because a class counts as another one that it does not derive from.

A type checker goes by what classes derive from, so it refuses what the rules accept on the assumption that each
implementation stands for its interface. Its refusal is no news where the rules are certain of all the rest.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import GenericAlias
from typing import Any

from mockfactory.rules.attributes import is_guessed, may_be_set
from mockfactory.rules.comparing.binding import with_one_meaning
from mockfactory.rules.comparing.handed import as_its_own
from mockfactory.rules.comparing.naming import as_known
from mockfactory.rules.comparing.pair import Meeting, Pair
from mockfactory.rules.kinds import as_called
from mockfactory.spec import CallSpec, Hint, Member
from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.assigning.calls import parameters_met, results_met
from mockfactory.spec.assigning.fitting import surely_fits
from mockfactory.spec.assigning.standing import NOTHING, Standing
from mockfactory.spec.assigning.types import class_of
from mockfactory.spec.calling.gaps import gaps
from mockfactory.spec.check.options import with_options
from mockfactory.spec.model import NO_ANNOTATION
from mockfactory.spec.read import read_as


def fits_by_assumption(pair: Pair, name: str) -> bool:
    """Whether a member of the implementation certainly fits, where the pairs that are known are assumed, and only then.

    Every type in it is compared: where one is not known, this is not certain. A parameter that has none takes all.

    Args:
        pair: both classes.
        name: of the member.
    """
    meeting = _meeting(_as_handed(pair, {}), name)
    return meeting is not None and _fit(meeting, pair.same) and not _fit(meeting, NOTHING)


def may_fit_by_assumption(pair: Pair, name: str) -> bool:
    """Whether that would be so, if each type argument that a fake hands on to its interface were the right one.

    Args:
        pair: both classes.
        name: of the member.
    """
    unknown = {} if pair.iface.cls is None else dict.fromkeys(parameters_of(pair.iface.cls), Any)
    meeting = _meeting(_as_handed(pair, unknown), name)
    return meeting is not None and _fit(meeting, pair.same.guessing()) and not _fit(meeting, NOTHING)


def all_fit_by_assumption(pair: Pair) -> bool:
    """Whether that is so of some of its members, and all others certainly fit anyway."""
    pair = _as_handed(pair, {})
    meetings = [_meeting(pair, name) for name in pair.demanded]
    return all(one is not None and (_is_inherited(one) or _fit(one, pair.same)) for one in meetings) and any(
        fits_by_assumption(pair, name) for name in pair.demanded
    )


def _as_handed(pair: Pair, unknown: Mapping[object, object]) -> Pair:
    """The pair, with an interface that is asked for without type arguments as that of the implementation's own."""
    cls = pair.iface.cls
    if cls is None or pair.impl.cls is None or pair.iface.target is not cls or not parameters_of(cls):
        return pair
    arguments = as_its_own(pair.impl.cls, cls, unknown)
    if arguments is None:
        return pair
    return dataclasses.replace(pair, iface=read_as(GenericAlias(cls, arguments), pair.impl.target))


def _meeting(pair: Pair, name: str) -> Meeting | None:
    asked, given = pair.demanded.get(name), pair.impl.members.get(name)
    if asked is None or given is None:
        return None
    given = with_options(given)
    return as_called(Meeting(pair, as_known(with_options(asked), given), given))


def _is_inherited(meeting: Meeting) -> bool:
    return meeting.pair.inherits(meeting.asked, meeting.given)


def _fit(meeting: Meeting, same: Standing) -> bool:
    asked, given = meeting.asked, meeting.given
    if asked.call is not None and given.call is not None:
        ways = given.overloads or (given.call,)
        known = () if meeting.pair.impl.cls is None else parameters_of(meeting.pair.impl.cls)
        return all(
            any(_calls_fit(*with_one_meaning(way, call, known), same) for way in ways)
            for call in asked.overloads or (asked.call,)
        )
    return asked.call is None and given.call is None and _values_fit(given, asked, same)


def _calls_fit(given: CallSpec, asked: CallSpec, same: Standing) -> bool:
    if given.signature is None or asked.signature is None or gaps(given.signature, asked.signature):
        return False
    for parameter, taker in parameters_met(given, asked):
        passed, taken = asked.hints.get(parameter.name), given.hints.get(taker.name)
        if passed is None or taken is None:
            return False
        if NO_ANNOTATION not in (passed, taken) and not _hints_fit(passed, taken, same, is_passed=True):
            return False
    uses = [(one, other) for _, one, other in results_met(given, asked)]
    return all(_hints_fit(one, other, same) for one, other in [*uses, (given.returns.value, asked.returns.value)])


def _values_fit(given: Member, asked: Member, same: Standing) -> bool:
    mine, theirs = _known_value(given), _known_value(asked)
    if not _hints_fit(mine, theirs, same):
        return False
    if is_guessed(given) or not (may_be_set(asked) and given.settable):
        return True
    return _hints_fit(asked.written or theirs, given.written or mine, same, is_passed=True)


def _known_value(member: Member) -> Hint:
    """The type of an attribute. What is assigned without an annotation is to a type checker of the class it is of."""
    guess = member.guess
    if guess is None:
        return member.value
    return guess if class_of(guess.annotation) is not None else Hint(guess.annotation, "several classes")


def _hints_fit(given: Hint, wanted: Hint, same: Standing, *, is_passed: bool = False) -> bool:
    if any(one.unchecked is not None and one.annotation is not Any for one in (given, wanted)):
        return False
    return surely_fits(given.annotation, wanted.annotation, same, is_passed=is_passed)
