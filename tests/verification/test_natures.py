"""What can be unpacked, hashed or raised still can."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple, Protocol

import pydantic
import pytest

from mockfactory.verification import Severity, check_substitutable


class Money(NamedTuple):
    amount: int
    currency: str


class Turned(NamedTuple):
    currency: str
    amount: int


class Longer(NamedTuple):
    amount: int
    currency: str
    note: str = ""


class Same(NamedTuple):
    amount: int
    currency: str


class Derived(Money):
    pass


@dataclasses.dataclass(frozen=True)
class Key:
    name: str


@dataclasses.dataclass
class Unhashed:
    name: str


@dataclasses.dataclass(unsafe_hash=True)
class Hashed:
    name: str


class Named(Protocol):
    name: str


class HashedByHand:
    def __init__(self) -> None:
        self.name = ""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


class EqualAlone:
    def __init__(self) -> None:
        self.name = ""

    def __eq__(self, other: object) -> bool:
        return True


class Plain:
    def __init__(self) -> None:
        self.name = ""


class Full(Exception):
    def __init__(self) -> None:
        self.size = 1


class FakeFull(ValueError):
    def __init__(self) -> None:
        self.size = 1


class NoError:
    def __init__(self) -> None:
        self.size = 1


OTHER = {
    (Turned, Money): "Turned is a tuple of other fields than Money, and callers unpack it",
    (Longer, Money): "Longer is a tuple of other fields than Money, and callers unpack it",
    (Unhashed, Key): "Unhashed can't be hashed, so it can't be in a set or a key, as Key can",
    (EqualAlone, HashedByHand): "EqualAlone can't be hashed, so it can't be in a set or a key, as HashedByHand can",
    (NoError, Full): "NoError is no exception, so it can't be raised, as Full can",
}
ALIKE = [
    (Same, Money), (Derived, Money), (Hashed, Key), (HashedByHand, Key), (Unhashed, Named), (Unhashed, Plain),
    (EqualAlone, Plain), (FakeFull, Full),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "problem"), OTHER.items())
def test_another_nature_is_refused(pair: tuple[type, type], problem: str) -> None:
    found = check_substitutable(*pair).of(Severity.INCOMPATIBLE)

    assert problem in [one.problem for one in found]
    assert all(one.rule in (1, 22) for one in found)


@pytest.mark.parametrize(("given", "asked"), ALIKE)
def test_the_same_nature_is_accepted(given: type, asked: type) -> None:
    assert not [one for one in check_substitutable(given, asked).of(Severity.INCOMPATIBLE) if one.rule == 1]


def test_the_promised_order_of_the_fields_is_shown() -> None:
    finding = check_substitutable(Turned, Money).findings[0]

    assert (finding.promised, finding.came) == ("(amount, currency)", "(currency, amount)")


def test_nobody_sets_the_configuration_of_a_model() -> None:
    class User(pydantic.BaseModel):
        name: str

    class Frozen(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(frozen=True)
        name: str

    found = check_substitutable(Frozen, User).of(Severity.INCOMPATIBLE)

    assert [one.member for one in found] == ["name"]
