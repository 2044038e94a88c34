"""Classes where something to call is asked for: what is called is the class, and what it makes is compared."""

from __future__ import annotations

import abc
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, Self, TypeVar, overload

import pytest

from mockfactory import MisuseError, MockFactory, double_class, replace, verify
from mockfactory.verification import Finding, Severity, check_substitutable, stands_for

T_co = TypeVar("T_co", covariant=True)


class Mailer:
    def send(self, to: str) -> bool:
        return True


class OwnMailer(Mailer):
    pass


class HostedMailer(Mailer):
    def __init__(self, host: str) -> None: ...


class OverloadedMailer:
    @overload
    def __init__(self) -> None: ...
    @overload
    def __init__(self, host: str) -> None: ...
    def __init__(self, host: str = "") -> None: ...


class OpenMailer(Mailer, abc.ABC):
    @abc.abstractmethod
    def close(self) -> None: ...


class FakeMailer:
    def send(self, to: str) -> bool:
        return True


class BadMailer:
    def send(self, to: int) -> bool:
        return True


class Sends(Protocol):
    def send(self, to: str) -> bool: ...


class Makes(Protocol):
    def __call__(self) -> Mailer: ...


class MakesHosted(Protocol):
    def __call__(self, host: str) -> Mailer: ...


class MakesAny(Protocol[T_co]):
    def __call__(self) -> T_co: ...


class MakesMore(Protocol):
    def __call__(self) -> Mailer: ...
    def close(self) -> None: ...


class ByMetaclass(type):
    def __call__(cls, *args: object) -> Any:
        return Mailer()


class MadeByMetaclass(metaclass=ByMetaclass):
    pass


class MadeByNew:
    def __new__(cls) -> Any:
        return Mailer()


class Called:
    def __call__(self) -> Mailer:
        return Mailer()


def make_mailer() -> Mailer:
    return Mailer()


def make_bad() -> BadMailer:
    return BadMailer()


def make_fake() -> FakeMailer:
    return FakeMailer()


def broken(given: object, asked: object) -> list[Finding]:
    return check_substitutable(given, asked).of(Severity.INCOMPATIBLE)


def test_what_a_class_makes_is_told() -> None:
    report = check_substitutable(BadMailer, make_mailer)
    [finding] = report.of(Severity.INCOMPATIBLE)

    assert (finding.rule, finding.problem) == (16, "BadMailer() gives BadMailer, not Mailer")
    assert (finding.promised, finding.came) == ("make_mailer() -> Mailer", "BadMailer() -> BadMailer")
    assert report.implementation.endswith("test_makers.BadMailer")
    assert report.file == __file__


@pytest.mark.parametrize(
    ("given", "asked", "rules"),
    [
        (BadMailer, Callable[[], Mailer], [16]),
        (FakeMailer, Callable[[], Mailer], [16]),
        (BadMailer, Makes, [16]),
        (BadMailer, MakesAny[Mailer], [16]),
        (OverloadedMailer, Callable[[], Mailer], [16]),
        (BadMailer, Callable[[], Sends], [16]),
        (make_bad, Callable[[], Sends], [16]),
        (BadMailer, Callable[[], str], [16]),
        (Mailer, Callable[[], Awaitable[Mailer]], [18]),
        (HostedMailer, Callable[[], Mailer], [5]),
        (HostedMailer, Callable[[int], Mailer], [15]),
        (Mailer, MakesHosted, [7]),
        (OpenMailer, Callable[[], Mailer], [29]),
        (BadMailer, MakesMore, [1, 1]),
        (Called, Callable[[int], Mailer], [4]),
    ],
)
def test_a_class_that_makes_something_else_is_refused(given: object, asked: object, rules: list[int]) -> None:
    assert [one.rule for one in broken(given, asked)] == rules


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (Mailer, make_mailer),
        (OwnMailer, make_mailer),
        (OwnMailer, Makes),
        (OwnMailer, MakesAny[Mailer]),
        (OwnMailer, MakesAny),
        (HostedMailer, Callable[[str], Mailer]),
        (HostedMailer, MakesHosted),
        (HostedMailer, Callable[..., Mailer]),
        (OverloadedMailer, Callable[[str], OverloadedMailer]),
        (FakeMailer, Callable[[], Sends]),
        (make_fake, Callable[[], Sends]),
        (FakeMailer, Callable[[], Any]),
        (FakeMailer, Callable[[], Mailer | FakeMailer]),
        (Called, Callable[[], Mailer]),
        (MadeByMetaclass, Callable[[], Mailer]),
        (MadeByNew, Callable[[], Mailer]),
        (int, Callable[[str], float]),
    ],
)
def test_a_class_that_makes_what_is_asked_for_is_taken(given: object, asked: object) -> None:
    assert broken(given, asked) == []


def test_what_to_write_where_the_objects_are_called() -> None:
    class Handler(Protocol):
        def __call__(self, event: str) -> None: ...

    class Handling:
        def __init__(self, event: str) -> None: ...

    [finding] = broken(Handling, Handler)
    assert finding.mend == "add def __call__(self, event: str) -> None, if its objects are called"


@pytest.mark.parametrize("asked", [Callable[[], Mailer], Makes, Callable[[], Sends]], ids=str)
@pytest.mark.parametrize("to", [BadMailer, HostedMailer, OpenMailer], ids=lambda one: one.__name__)
def test_bind_refuses_a_class_that_makes_something_else(asked: Any, to: Any) -> None:
    with pytest.raises(MisuseError, match=rf"{to.__name__}\(\)"):
        MockFactory().bind(asked, to=to)


@pytest.mark.parametrize("asked", [Callable[[], Mailer], Makes, Callable[[], Sends]], ids=str)
@pytest.mark.parametrize("to", [OwnMailer, Mailer, make_mailer], ids=lambda one: one.__name__)
def test_bind_takes_a_class_that_makes_what_is_asked_for(asked: Any, to: Any) -> None:
    mock = MockFactory()
    mock.bind(asked, to=to)

    assert mock.create(asked) is to


def test_bind_takes_a_fake_from_a_maker_where_it_takes_it_directly() -> None:
    bind: Any = MockFactory().bind
    for asked, given in ((Sends, FakeMailer), (Callable[[], Sends], FakeMailer), (Callable[[], Sends], make_fake)):
        bind(asked, to=given)
    for asked, given in ((Mailer, FakeMailer), (Callable[[], Mailer], FakeMailer), (Callable[[], Mailer], make_fake)):
        with pytest.raises(MisuseError):
            bind(asked, to=given)


@stands_for(Mailer)
class MarkedMailer:
    def send(self, to: str) -> bool:
        return True


def make_marked() -> MarkedMailer:
    return MarkedMailer()


def test_bind_asks_for_a_subclass_where_a_fake_is_only_marked() -> None:
    bind: Any = MockFactory().bind
    for asked, given in (
        (Mailer, MarkedMailer),
        (Callable[[], Mailer], MarkedMailer),
        (Callable[[], Mailer], make_marked),
    ):
        with pytest.raises(MisuseError, match=r"is no subclass of Mailer|it gives MarkedMailer, not Mailer"):
            bind(asked, to=given)
    assert broken(MarkedMailer, make_mailer) == []


class Outbox:
    make: Callable[[], Mailer] = make_mailer
    mailer = Mailer()


class Query:
    def where(self, condition: str) -> Self:
        return self

    def outbox(self) -> Mailer:
        return Mailer()


def query() -> Query:
    return Query()


class FakeQuery:
    def where(self, condition: str) -> FakeQuery:
        return self

    def outbox(self) -> FakeMailer:
        return FakeMailer()


class FakeQueryOfBadMailers:
    def where(self, condition: str) -> FakeQueryOfBadMailers:
        return self

    def outbox(self) -> BadMailer:
        return BadMailer()


HERE = f"{__name__}."


@pytest.mark.parametrize("name", ["make_mailer", "Outbox.make"])
@pytest.mark.parametrize("to", [BadMailer, make_bad, HostedMailer, OpenMailer], ids=lambda one: one.__name__)
def test_replace_refuses_a_maker_of_something_else(name: str, to: Any) -> None:
    with pytest.raises(MisuseError, match=rf"{to.__name__}(\(\)|, not Callable)"):
        replace(HERE + name, with_=to)


@pytest.mark.parametrize("name", ["make_mailer", "Outbox.make"])
@pytest.mark.parametrize("to", [OwnMailer, FakeMailer, make_fake], ids=lambda one: one.__name__)
def test_replace_takes_a_maker_of_what_it_would_take_itself(name: str, to: Any) -> None:
    mailer = to()
    replace(HERE + "Outbox.mailer", with_=mailer)
    replace(HERE + name, with_=to)

    assert Outbox.mailer is mailer
    assert (make_mailer if name == "make_mailer" else vars(Outbox)["make"]) is to


def test_replace_takes_fakes_that_give_fakes() -> None:
    replace(HERE + "query", with_=FakeQuery)

    assert type(query()).__name__ == "FakeQuery"


def test_replace_refuses_fakes_that_give_others() -> None:
    with pytest.raises(MisuseError, match="gives FakeQueryOfBadMailers, not Query") as told:
        replace(HERE + "query", with_=FakeQueryOfBadMailers)
    assert "BadMailer.send() takes 'to' as int, and is given str" in str(told.value)
    assert "let it take str" in str(told.value)


def test_a_class_double_may_make_what_is_asked_for() -> None:
    mailers = double_class(Mailer)
    replace(HERE + "make_mailer", with_=mailers)

    assert isinstance(make_mailer(), Mailer)
    verify(lambda: mailers()).once()


class App(Protocol):
    make: Callable[[], Mailer]


def test_a_class_in_the_place_of_a_callable_attribute_is_compared_by_what_it_makes() -> None:
    class Other:
        make = BadMailer

    class Declared:
        make: type[BadMailer] = BadMailer

    class Right:
        make = OwnMailer

    class AlsoRight:
        make: type[Mailer] = OwnMailer

    assert [one.problem for one in broken(Other, App)] == ["Other.make is type[BadMailer], not Callable[[], Mailer]"]
    assert [one.rule for one in broken(Declared, App)] == [22]
    assert broken(Right, App) == []
    assert [one.problem for one in broken(AlsoRight, App)] == [
        "AlsoRight.make can't be set to all that callers may set, which is Callable[[], Mailer], not type[Mailer]"
    ]
