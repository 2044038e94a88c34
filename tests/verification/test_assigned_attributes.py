"""Attributes that methods assign: with an annotation as certain as one in the class, without one as values tell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final, Protocol

import pytest

from mockfactory import MisuseError, MockFactory, TypeViolation, double
from mockfactory.verification import Finding, Severity, check_substitutable


class Mailer:
    def send(self, to: str) -> bool:
        return True


class FakeMailer:
    def send(self, to: str) -> bool:
        return True


class OwnMailer(Mailer):
    pass


class Row:
    def __init__(self) -> None:
        self.key: str | None = None
        self.shown: Callable[[int], str] = str


class Session(Protocol):
    mailer: Mailer


class SlottedRow:
    __slots__ = ("key", "shown")
    key: str | None
    shown: Callable[[int], str]


def broken(given: type, asked: object) -> list[str]:
    return [one.problem for one in check_substitutable(given, asked).of(Severity.INCOMPATIBLE)]


def unverified(given: type, asked: object) -> list[Finding]:
    return check_substitutable(given, asked).of(Severity.UNVERIFIED)


@pytest.mark.parametrize("asked", [Row, SlottedRow])
def test_annotated_assignments_are_compared_as_annotations_of_the_class(asked: type) -> None:
    class Other:
        def __init__(self) -> None:
            self.key: int | None = None
            self.shown: Callable[[str], str] = str

    class Slotted:
        __slots__ = ("key", "shown")

        def __init__(self) -> None:
            self.key: int | None = None
            self.shown: Callable[[str], str] = str

    for given in (Other, Slotted):
        assert broken(given, asked) == [
            f"{given.__name__}.key is int | None, not str | None",
            f"{given.__name__}.shown is Callable[[str], str], not Callable[[int], str]",
        ]


def test_what_may_be_set_is_of_the_same_type() -> None:
    class Narrow:
        def __init__(self) -> None:
            self.key: str = ""
            self.shown: Callable[[object], str] = str

    assert broken(Narrow, Row) == [
        "Narrow.key can't be set to all that callers may set, which is str | None, not str",
        "Narrow.shown can't be set to all that callers may set, which is Callable[[int], str], "
        "not Callable[[object], str]",
    ]


def test_annotated_assignments_that_fit_are_taken() -> None:
    class Same:
        key: str | None = None

        def __init__(self) -> None:
            self.shown: Callable[[int], str] = str

    class Read:
        @property
        def key(self) -> str | None:
            return None

    class Constant(Read):
        def __init__(self) -> None:
            self.key: Final[str] = ""

    assert broken(Same, Row) == []
    assert broken(Constant, Read) == []


def test_what_a_class_makes_of_another_one_is_a_guess_that_is_compared() -> None:
    class FakeSession:
        def __init__(self) -> None:
            self.mailer = FakeMailer()

    class LateSession:
        mailer = None

        def open(self) -> None:
            self.mailer = FakeMailer()

    assert broken(FakeSession, Session) == ["FakeSession.mailer is FakeMailer, not Mailer"]
    assert broken(LateSession, Session) == ["LateSession.mailer is FakeMailer, not Mailer"]


def test_a_guess_that_may_fit_is_taken_and_is_not_untold() -> None:
    class OwnSession:
        def __init__(self) -> None:
            self.mailer = OwnMailer()

    class EitherSession:
        def __init__(self) -> None:
            self.mailer = None

        def open(self, mailer: OwnMailer) -> None:
            self.mailer = mailer  # type: ignore[assignment]

    for given in (OwnSession, EitherSession):
        assert broken(given, Session) == []
        assert unverified(given, Session) == []


def _made() -> Any:
    return Mailer()


class Chosen:
    def __new__(cls) -> Any:
        return Mailer()


class ByMetaclass(type):
    def __call__(cls, *args: object) -> Any:
        return Mailer()


class Made(metaclass=ByMetaclass):
    pass


def test_what_can_not_be_guessed_is_untold() -> None:
    class ByFunction:
        def __init__(self) -> None:
            self.mailer = FakeMailer()
            self.mailer = _made()

    class ByNew:
        def __init__(self) -> None:
            self.mailer = Chosen()

    class ByItsClass:
        def __init__(self) -> None:
            self.mailer = Made()

    class OfTheMethod:
        def __init__(self, FakeMailer: Callable[[], Any]) -> None:
            self.mailer = FakeMailer()

    class OfAStatement:
        def open(self) -> None:
            self.mailer = FakeMailer()
            for self.mailer in [_made()]:
                pass

    class ByName:
        def __init__(self) -> None:
            self.mailer = FakeMailer()

        def put(self, name: str, value: object) -> None:
            setattr(self, name, value)

    for given in (ByFunction, ByNew, ByItsClass, OfTheMethod, OfAStatement, ByName):
        assert broken(given, Session) == [], given
        assert [one.rule for one in unverified(given, Session)] == [16], given


class Connected:
    def __init__(self) -> None:
        self.mailer = FakeMailer()
        self.name: str = ""


def test_a_double_is_not_held_to_a_guess() -> None:
    connected = double(Connected)

    mailers: list[Any] = [None, OwnMailer(), Mailer()]
    for mailer in mailers:
        connected.mailer = mailer
        assert connected.mailer is mailer
    with pytest.raises(TypeViolation):
        connected.name = 3  # type: ignore[assignment]


def test_a_guess_does_without_names_that_are_gone() -> None:
    module = ModuleType("gone_away")
    sys.modules[module.__name__] = module
    try:
        exec("class Given:\n    def __init__(self):\n        self.mailer = Gone()\n", vars(module))
        assert broken(vars(module)["Given"], Session) == []
    finally:
        del sys.modules[module.__name__]


class Keyed(Protocol):
    key: str | None


class KeyedByNumber:
    def __init__(self) -> None:
        self.key: int | None = None


class KeyedByText:
    def __init__(self) -> None:
        self.key: str | None = None


class KeyedLater:
    def __init__(self) -> None:
        self.key = None

    def set(self, key: str) -> None:
        self.key = key  # type: ignore[assignment]


def test_bind_compares_annotated_assignments_and_lets_guesses_pass() -> None:
    givens: list[Any] = [KeyedByText, KeyedLater]
    for given in givens:
        MockFactory().bind(Keyed, to=given)
    with pytest.raises(MisuseError, match=r"'key' is int \| None, not str \| None"):
        MockFactory().bind(Keyed, to=KeyedByNumber)  # type: ignore[arg-type]
