"""Rules 22 and 23: what is read and written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mockfactory.rules.comparing.others import is_installed
from mockfactory.rules.comparing.pair import Meeting
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Kind, Member
from mockfactory.spec.looking.raw import module_name_of, mro_of, namespace_of
from mockfactory.spec.looking.static import is_class

_UNTOLD: Final = ("C attribute", "descriptor")
"""Whether such a one can be set is not known before somebody tries."""


def other_attributes(meeting: Meeting) -> Iterator[Finding]:
    """Rule 22 without the types, and rule 23."""
    asked, given = meeting.asked, meeting.given
    if asked.call is not None or given.call is not None:
        return
    is_of_the_class = is_class_variable(asked) or _is_of_a_library(asked)
    if may_be_set(asked) and not given.settable and not is_of_the_class:
        mend = "give it a setter" if given.kind is Kind.PROPERTY else "make it a field that can be set"
        yield meeting.finding(22, Severity.INCOMPATIBLE, "can't be set, and callers may set it", mend)
    if _is_of_the_class(asked) and given.kind in (Kind.INSTANCE_ATTRIBUTE, Kind.PROPERTY):
        yield meeting.finding(
            23, Severity.INCOMPATIBLE, "is there only on an object, and callers may read it on the class"
        )


def may_be_set(asked: Member) -> bool:
    """Whether it is promised that it can be set. What a cached property holds can, and nobody says that one may."""
    if asked.found in _UNTOLD or (asked.kind is Kind.PROPERTY and asked.deletable is None):
        return False
    return asked.settable


def _is_of_the_class(asked: Member) -> bool:
    """Whether it is declared to be read on the class. A plain value in the body may be the default of objects."""
    return asked.kind is Kind.CLASS_ATTRIBUTE and asked.found != "class value"


def is_class_variable(asked: Member) -> bool:
    """Whether it is declared as `ClassVar`, which nobody may set on an object."""
    return asked.kind is Kind.CLASS_ATTRIBUTE and asked.found == "annotation" and is_class(asked.owner)


def _is_of_a_library(asked: Member) -> bool:
    """Whether it is a value that a library has in its own class too, and that no class annotates: `model_config`.

    It says how objects are made, and nobody sets it on one. A field of theirs is annotated, or found as such.
    """
    if asked.found != "class value" or not is_class(asked.owner):
        return False
    return any(asked.name in namespace_of(base) and is_installed(module_name_of(base)) for base in mro_of(asked.owner))


def is_guessed(member: Member) -> bool:
    """Whether the type of an attribute is known from values alone."""
    return member.guess is not None
