"""Texts that speak of a person. All those of one object and prefix speak of the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.draw import Draw
from builders.draws.words import At
from builders.values.names.asking import Asking

_PEOPLE: Final = """
account actor admin applicant attendee author candidate citizen client contact contributor
customer doctor driver employee guest human lead manager member nurse operator owner participant
passenger patient people person player profile recipient resident sender signatory speaker staff
student subscriber teacher user worker
"""
_PERSON_CLASSES: Final = frozenset(_PEOPLE.split())


def speaks_of_person(word: str) -> bool:
    """Whether a noun is one for people: the name of a `customer` is a person's."""
    return word in _PERSON_CLASSES


def _email(asking: Asking) -> Iterable[Draw]:
    people, who = asking.people, asking.person
    return people.email(who), *(people.email(who, most) for most in (40, 24, 12, 8)), people.shortest_email(who)


def _full_name(asking: Asking) -> Iterable[Draw]:
    people = asking.people
    return people.full_name(asking.person), people.short_name(asking.person), people.given_name(asking.person)


def _role(asking: Asking) -> Iterable[Draw]:
    people = asking.people
    return people.full_name(asking.role), people.short_name(asking.role), people.given_name(asking.role)


def _given(asking: Asking) -> Iterable[Draw]:
    return [asking.people.given_name(asking.person)]


def _family(asking: Asking) -> Iterable[Draw]:
    return [asking.people.family_name(asking.person)]


def _middle(asking: Asking) -> Iterable[Draw]:
    return [asking.people.given_name(f"{asking.person}~middle")]


def _username(asking: Asking) -> Iterable[Draw]:
    return asking.people.username(asking.person), asking.people.short_username(asking.person)


def _gender(asking: Asking) -> Iterable[Draw]:
    return [asking.people.gender(asking.person)]


def _job(asking: Asking) -> Iterable[Draw]:
    return [At(f"{asking.person}~job", asking.words.draw("job"))]


def _phone(asking: Asking) -> Iterable[Draw]:
    # Where there are several kinds of numbers, Faker may have no name for all of them.
    names = ("phone_number", "mobile_number", "cellphone_number")
    known = next(name for name in names if asking.words.knows(name))
    return [At(f"{asking.person}~phone", asking.words.draw(known))]


PEOPLE: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = {
    **dict.fromkeys(("email", "email address", "mail", "e mail", "mail address"), _email),
    **dict.fromkeys(("full name", "fullname", "display name", "real name", "legal name"), _full_name),
    **dict.fromkeys(("author", "assignee", "reviewer", "reporter", "requester", "approver"), _role),
    **dict.fromkeys(("created by", "updated by", "modified by", "approved by", "signed by"), _role),
    **dict.fromkeys(("first name", "firstname", "given name", "forename", "fname"), _given),
    **dict.fromkeys(("last name", "lastname", "surname", "family name", "lname", "maiden name"), _family),
    **dict.fromkeys(("middle name", "second name"), _middle),
    **dict.fromkeys(("username", "user name", "login", "handle", "nickname", "nick", "screen name"), _username),
    **dict.fromkeys(("account name", "login name", "user login"), _username),
    **dict.fromkeys(("gender", "sex"), _gender),
    **dict.fromkeys(("job", "job title", "occupation", "profession", "job name"), _job),
    **dict.fromkeys(("phone", "phone number", "mobile", "mobile number", "mobile phone", "telephone", "tel"), _phone),
    **dict.fromkeys(("cell", "cell phone", "cellphone", "fax", "fax number", "telephone number"), _phone),
}
"""By the last words of the name; to draws, the richest first."""
FULL_NAME: Final = _full_name
