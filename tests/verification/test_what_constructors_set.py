"""What the constructor of an interface sets is there on an object of the implementation too."""

from __future__ import annotations

import dataclasses
from typing import Any, Protocol

import pydantic
import pytest

from mockfactory import MockFactory
from mockfactory.verification import Finding, Severity, check_substitutable


class Session:
    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.pool: list[int] = []
        self._open()

    def _open(self) -> None:
        self.tries = 1

    def close(self) -> None:
        self.pool = []


class Deaf(Session):
    def __init__(self) -> None:
        self.queries: list[str] = []


def of_rule_1(given: type, asked: type, severity: Severity = Severity.INCOMPATIBLE) -> list[Finding]:
    return [one for one in check_substitutable(given, asked).of(severity) if one.rule == 1]


def test_a_subclass_that_does_not_call_the_constructor_of_its_base_lacks_what_that_sets() -> None:
    [certain] = of_rule_1(Deaf, Session)
    [later] = of_rule_1(Deaf, Session, Severity.UNVERIFIED)

    assert certain.problem == "Deaf does not run Session.__init__, so it has no 'dsn' and 'tries'"
    assert certain.mend == "call super().__init__(...), or set them"
    assert certain.members == ("dsn", "tries")
    assert later.problem == "Deaf does not run Session.__init__, so it has no 'pool' before close() is called"


def test_what_only_an_overridden_method_would_set_is_lacking() -> None:
    class Quiet(Session):
        def _open(self) -> None: ...

    [finding] = of_rule_1(Quiet, Session)

    assert finding.problem == "Quiet does not run Session._open, so it has no 'tries'"


def test_a_dataclass_does_not_run_the_constructor_of_its_base() -> None:
    @dataclasses.dataclass
    class Fields(Session):
        dsn: str = "memory"
        pool: list[int] = dataclasses.field(default_factory=list)

    [finding] = of_rule_1(Fields, Session)

    assert finding.problem == "Fields does not run Session.__init__, so it has no 'tries'"


@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


def test_a_subclass_of_a_dataclass_lacks_the_fields_that_it_does_not_set() -> None:
    class Nowhere(Point):
        def __init__(self) -> None: ...

    [finding] = of_rule_1(Nowhere, Point)

    assert finding.problem == "Nowhere does not run Point.__init__, so it has no 'x'"


def test_a_protocol_is_not_met_by_what_a_base_would_set() -> None:
    class HasPool(Protocol):
        dsn: str

    [finding] = of_rule_1(Deaf, HasPool)

    assert finding.problem == "Deaf does not run Session.__init__, so it has no 'dsn'"


class CallsSuper(Session):
    def __init__(self) -> None:
        super().__init__("memory")


class CallsBase(Session):
    def __init__(self) -> None:
        Session.__init__(self, "memory")


class SetsAll(Session):
    def __init__(self) -> None:
        self._reset()
        object.__setattr__(self, "tries", 0)

    def _reset(self) -> None:
        self.dsn, self.pool = "", []


class HasValues(Session):
    dsn = "memory"
    tries = 0

    def __init__(self) -> None: ...

    @property
    def pool(self) -> list[int]:
        return []

    @pool.setter
    def pool(self, value: list[int]) -> None: ...  # pyright: ignore[reportIncompatibleVariableOverride]


class Mixin:
    def __init__(self, *args: Any) -> None:
        super().__init__(*args)


class Mixed(Mixin, Session):
    pass


@dataclasses.dataclass
class CallsLater(Session):
    note: str = ""

    def __post_init__(self) -> None:
        super().__init__("memory")


class SetsByName(Session):
    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)


class Answers(Session):
    def __init__(self) -> None: ...

    def __getattr__(self, name: str) -> Any: ...


class New(Session):
    def __new__(cls) -> New:
        made = object.__new__(cls)
        made.dsn, made.pool, made.tries = "", [], 0
        return made

    def __init__(self) -> None: ...


class Slotted(Session):
    __slots__ = ("dsn", "pool", "tries")

    def __init__(self) -> None:
        self.dsn, self.pool, self.tries = "", [], 0


@pytest.mark.parametrize(
    "given", [CallsSuper, CallsBase, SetsAll, HasValues, Mixed, CallsLater, SetsByName, Answers, New, Slotted]
)
def test_what_is_there_in_another_way_is_accepted(given: type) -> None:
    assert not of_rule_1(given, Session)
    assert not of_rule_1(given, Session, Severity.UNVERIFIED)


class User(pydantic.BaseModel):
    name: str


class OtherUser(User):
    age: int = 0


class OtherPoint(Point):
    def __init__(self) -> None:
        object.__setattr__(self, "x", 2)


@pytest.mark.parametrize(("given", "asked"), [(OtherUser, User), (OtherPoint, Point)])
def test_fields_are_set_by_their_library_or_by_hand(given: type, asked: type) -> None:
    assert check_substitutable(given, asked).substitutable


def register(session: Session) -> None:
    session.__init__("memory")  # type: ignore[misc]


def test_an_object_that_is_handed_on_by_its_constructor_may_have_all() -> None:
    class HandedOn(Session):
        def __init__(self) -> None:
            register(self)

    [finding] = of_rule_1(HandedOn, Session, Severity.UNVERIFIED)

    assert not of_rule_1(HandedOn, Session)
    assert finding.problem == (
        "HandedOn does not run Session.__init__, and nobody knows whether it has 'dsn', 'pool' and 'tries'"
    )


def test_what_only_a_later_method_sets_is_told() -> None:
    class Late:
        def __init__(self) -> None:
            self.dsn = ""
            self.tries = 0

        def fill(self) -> None:
            self.pool: list[int] = []

        def close(self) -> None: ...

    [finding] = of_rule_1(Late, Session, Severity.UNVERIFIED)

    assert finding.problem == "Late.pool is set by fill() alone, and Session() sets it"


def test_a_test_may_bind_what_leaves_out_what_it_does_not_use() -> None:
    factory = MockFactory()
    factory.bind(Session, to=Deaf)

    assert type(factory.create(Session)) is Deaf
