"""People are drawn as often as Faker has them: several choices from one multiplication stay independent."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import pytest
from faker.providers.person.en_US import Provider

from builders import build_many, seeded
from tests.builders.values.drawing import drawn

MANY = 20_000


def near(counted: int, share: float) -> bool:
    """Within five standard deviations of what is to be expected."""
    expected = MANY * share
    return abs(counted - expected) < 5 * math.sqrt(expected * (1 - share))


@pytest.fixture(scope="module")
def names() -> list[tuple[str, str, str]]:
    return list(zip(*(drawn(str, name, MANY) for name in ("first_name", "last_name", "full_name")), strict=True))


def shares(table: object) -> dict[str, float]:
    assert isinstance(table, Mapping)
    weights = cast("Mapping[str, float]", table)
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def test_names_are_as_frequent_as_in_faker(names: list[tuple[str, str, str]]) -> None:
    families = Counter(family for _, family, _ in names)
    assert all(near(families[name], share) for name, share in shares(Provider.last_names).items())
    given = Counter(name for name, _, _ in names)
    women, men = shares(Provider.first_names_female), shares(Provider.first_names_male)
    assert all(near(given[name], (women.get(name, 0) + men.get(name, 0)) / 2) for name in {*women, *men})


def test_a_title_is_as_frequent_as_in_faker(names: list[tuple[str, str, str]]) -> None:
    plain = sum(full == f"{given} {family}" for given, family, full in names)
    assert near(plain, shares(Provider.formats_female)["{{first_name_female}} {{last_name}}"])
    assert all(given in full and family in full for given, family, full in names)


def test_a_family_name_says_nothing_of_the_given_one_or_of_the_title(names: list[tuple[str, str, str]]) -> None:
    smiths = [(given, full) for given, family, full in names if family == "Smith"]
    others = Counter(given[0] for given, _, _ in names)
    first_letters = Counter(given[0] for given, _ in smiths)
    for letter, count in others.most_common(5):
        assert abs(first_letters[letter] / len(smiths) - count / MANY) < 0.08
    assert 0.9 < sum(full == f"{given} Smith" for given, full in smiths) / len(smiths) < 1


def test_an_email_is_another_one_for_each_object_and_in_each_test() -> None:
    @dataclass
    class User:
        email: str
        login: str

    with seeded(1, "one"):
        one = build_many(User, 2000)
    with seeded(1, "other"):
        other = build_many(User, 2000)
    assert len({user.email for user in [*one, *other]}) == 4000
    assert len({user.login for user in one}) == 2000
