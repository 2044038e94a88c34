"""`MockFactory.bind`: what stands for a type, and what is refused at once."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import io
import logging
import pathlib
import uuid
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from types import CoroutineType
from typing import Annotated, Any, Literal, Optional, Protocol, TextIO, TypeVar
from unittest.mock import MagicMock, create_autospec

import httpx
import pytest
from factory.base import Factory
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from builders import Builder, from_factory
from builders.domain import User, UserExecutionContext, users
from mockfactory import CannotCreate, MisuseError, MockFactory, double, double_class, spy, when
from tests.factory.services import (
    Account,
    AccountId,
    Archive,
    Clock,
    FrozenClock,
    Mailer,
    MemoryStore,
    Plan,
    Repo,
    Settings,
    Signup,
    Store,
    Team,
)

T_co = TypeVar("T_co", covariant=True)


class Called(Protocol):
    def __call__(self, number: int) -> str: ...


class Titled(Protocol):
    def title(self) -> str: ...


class OfTitled(Titled):
    def title(self) -> str:
        return "said to be one"


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


def test_an_instance_is_given_each_time(factory: MockFactory) -> None:
    clock = FrozenClock()
    factory.bind(Clock, to=clock)
    assert factory.create(Clock) is clock
    assert factory[Clock] is clock
    assert factory.provenance(clock).kind == "bound"


def test_a_class_is_constructed_for_each(factory: MockFactory) -> None:
    factory.bind(Store, to=MemoryStore)
    first, second = factory.create(Store), factory.create(Store)
    assert type(first) is type(second) is MemoryStore
    assert first is not second
    assert factory.provenance(first).kind == "fake"
    assert factory[Store] is factory[Store]


def test_what_a_bound_class_depends_on_is_created(factory: MockFactory) -> None:
    class MailingClock(Clock):
        def __init__(self, mailer: Mailer, seconds: float = 3.0) -> None:
            self.mailer, self.seconds = mailer, seconds

        def now(self) -> float:
            return self.seconds

    factory.bind(Clock, to=MailingClock)
    clock = factory.create(Clock)
    assert isinstance(clock, MailingClock)
    assert clock.mailer is factory[Mailer]
    assert clock.now() == 3.0


def test_a_class_that_does_work_is_constructed_when_it_is_bound_to_itself(factory: MockFactory) -> None:
    factory.bind(Signup, to=Signup)
    signup = factory.create(Signup)
    assert type(signup) is Signup
    assert signup.store is factory[Store]
    assert factory.provenance(signup).kind == "bound"


def test_a_function_makes_it(factory: MockFactory) -> None:
    factory.bind(Mailer, to=lambda: Mailer("localhost", 26))
    assert factory.create(Mailer).port == 26
    assert factory.provenance(factory.create(Mailer)).kind == "bound"


def test_what_a_function_asks_for_is_created(factory: MockFactory) -> None:
    def make(settings: Settings, store: Store) -> Mailer:
        assert store is factory[Store]
        return Mailer(settings.url)

    factory.bind(Settings, to=Settings(url="mail.example"))
    factory.bind(Mailer, to=make)
    assert factory.create(Mailer).host == "mail.example"


def test_a_partial_keeps_what_it_was_given(factory: MockFactory) -> None:
    factory.bind(Mailer, to=functools.partial(Mailer, "localhost", port=27))
    assert factory.create(Mailer).port == 27


def test_a_builder_makes_it(factory: MockFactory) -> None:
    factory.bind(Account, to=Builder(Account, plan=Plan.PRO))
    assert factory.create(Account).plan is Plan.PRO
    assert factory.provenance(factory.create(Account)).kind == "bound"


def test_a_factory_class_of_another_library_makes_it(factory: MockFactory) -> None:
    class SettingsFactory(Factory[Settings]):
        class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
            model = Settings

        url = "host-0"

    factory.bind(Settings, to=SettingsFactory)
    assert factory.create(Settings).url == "host-0"
    other = MockFactory()
    other.bind(Settings, to=from_factory(SettingsFactory))
    assert other.create(Settings).url == "host-0"


def test_a_domain_type_can_be_bound_like_any_other(factory: MockFactory) -> None:
    factory.bind(User, to=users.having(full_name="Ada Lovelace"))
    assert factory.create(User).full_name == "Ada Lovelace"


def test_a_double_and_a_spy_are_instances(factory: MockFactory) -> None:
    mailer = double(Mailer)
    factory.bind(Mailer, to=mailer)
    assert factory.create(Mailer) is mailer
    assert factory.provenance(mailer).kind == "bound"
    factory.bind(Clock, to=spy(FrozenClock()))
    assert factory.create(Clock).now() == 0.0


def test_a_class_double_is_called(factory: MockFactory) -> None:
    clocks = double_class(FrozenClock)
    factory.bind(Clock, to=clocks)
    assert isinstance(factory.create(Clock), FrozenClock)


def test_a_function_stands_for_a_callable_type_itself(factory: MockFactory) -> None:
    def length(text: str) -> int:
        return len(text)

    factory.bind(Callable[[str], int], to=length)
    assert factory.create(Callable[[str], int]) is length


def test_a_function_that_says_so_makes_what_is_called(factory: MockFactory) -> None:
    def make() -> Callable[[str], int]:
        return len

    factory.bind(Callable[[str], int], to=make)
    assert factory.create(Callable[[str], int]) is len
    with pytest.raises(MisuseError, match=r"write:  one that is called so, or def make\(\) -> Called: ..."):
        factory.bind(Called, to=lambda: len)  # type: ignore[arg-type, return-value]


def test_none_may_be_bound_where_it_is_allowed(factory: MockFactory) -> None:
    factory.bind(Mailer | None, to=None)
    assert factory.create(Mailer | None) is None
    assert factory.create(Mailer) is not None
    factory.bind(Store | None, to=None)
    assert factory.create(Store | None) is None


def test_fields_of_a_value_that_are_bound_are_given(factory: MockFactory) -> None:
    owner = Account(name="Ada", email="ada@example.org", plan=Plan.PRO, seats=1)
    factory.bind(Account, to=owner)

    class Company(BaseModel):
        team: Team
        name: str

    assert factory.create(Team).owner == owner
    assert factory.create(Company).team.owner == owner


def test_a_later_bind_replaces_an_earlier_one(factory: MockFactory) -> None:
    assert factory.create(Settings).url != "one"
    factory.bind(Settings, to=Settings(url="one"))
    assert factory.create(Settings).url == "one"
    factory.bind(Settings, to=Settings(url="two"))
    assert factory.create(Settings).url == "two"
    factory.bind(Mailer, to=lambda: Mailer("a"))
    assert factory.create(Mailer).host == "a"


def test_a_bind_that_comes_too_late_is_refused(factory: MockFactory) -> None:
    shared = factory[Mailer]
    with pytest.raises(MisuseError, match="comes too late") as caught:
        factory.bind(Mailer, to=Mailer("a"))
    assert "before wire(...)" in str(caught.value)
    assert factory[Mailer] is shared


def test_names_are_bound_by_themselves(factory: MockFactory) -> None:
    backup = MemoryStore()
    factory.bind(Store, to=backup, name="backup")
    archive = factory.wire(Archive)
    assert archive.backup is backup
    assert archive.store is not backup
    assert factory.shared(Store, name="backup") is backup


def test_a_name_in_the_annotation_is_the_same(factory: MockFactory) -> None:
    backup = MemoryStore()
    factory.bind(Annotated[Store, "backup"], to=backup)
    assert factory.wire(Archive).backup is backup


# What does not fit


class Close(Protocol):
    def close(self, timeout: float, *, force: bool = False) -> None: ...


class NoMethod:
    pass


class OtherNames:
    def close(self, seconds: float, *, force: bool = False) -> None: ...


class FewerArguments:
    def close(self, timeout: float) -> None: ...


class Async:
    async def close(self, timeout: float, *, force: bool = False) -> None: ...


class Fits:
    def close(self, timeout: float, *, force: bool = False, loud: bool = True) -> None: ...


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (NoMethod, "no method 'close'"),
        (OtherNames, "named 'seconds', not 'timeout'"),
        (FewerArguments, "takes no argument 'force'"),
        (Async, "close"),
    ],
)
def test_a_class_that_does_not_fit_a_protocol_is_refused(factory: MockFactory, wrong: type, words: str) -> None:
    for to in (wrong, wrong()):
        with pytest.raises(MisuseError, match=words) as caught:
            factory.bind(Close, to=to)
        assert str(caught.value).startswith("bind(Close, to=...) is given what can't stand for Close")
    factory.bind(Close, to=Fits)
    factory.bind(Close, to=Fits())


def test_an_override_that_drifted_is_refused(factory: MockFactory) -> None:
    class Drifted(Mailer):
        def send(self, to: str) -> bool:  # type: ignore[override]
            return True

    class Wider(Mailer):
        def send(self, to: str, *, subject: str = "", urgent: bool = False) -> bool:
            return True

    for to in (Drifted, Drifted("localhost")):
        with pytest.raises(MisuseError, match="takes no argument 'subject'"):
            factory.bind(Mailer, to=to)
    factory.bind(Mailer, to=Wider)
    factory.bind(Mailer, to=Wider("localhost"))


class Named(Protocol[T_co]):
    name: str

    @property
    def size(self) -> int: ...

    def pull(self) -> T_co: ...


def test_attributes_and_properties_count(factory: MockFactory) -> None:
    class Complete:
        size = 3

        def __init__(self) -> None:
            self.name = "a"

        def pull(self) -> int:
            return 1

    class Nameless:
        size = 3

        def pull(self) -> int:
            return 1

    factory.bind(Named[int], to=Complete)
    factory.bind(Named[int], to=Complete())
    assert factory.create(Named[int]).name == "a"
    for to in (Nameless, Nameless()):
        with pytest.raises(MisuseError, match="it has no attribute 'name'"):
            factory.bind(Named[int], to=to)  # type: ignore[arg-type]


def test_sync_and_async_are_told_apart(factory: MockFactory) -> None:
    class Sync(MemoryStore):
        def save(self, account: Account) -> int:  # type: ignore[override]
            return 1

    class Later(Repo[int]):
        async def get(self, number: int) -> int:  # type: ignore[override]
            return 1

    class Waiting(MemoryStore):
        def save(self, account: Account) -> CoroutineType[Any, Any, int]:
            return super().save(account)  # type: ignore[return-value]

    with pytest.raises(MisuseError, match=r"save\(\) is not async, and callers await it"):
        factory.bind(Store, to=Sync)  # type: ignore[arg-type]
    with pytest.raises(MisuseError, match=r"get\(\) is async"):
        factory.bind(Repo[int], to=Later)
    factory.bind(Store, to=Waiting)


@pytest.mark.parametrize(
    ("spec", "to", "words"),
    [
        (int, "x", "it is str"),
        (Mailer, 3, "it is int"),
        (Mailer, Settings, "no subclass of Mailer"),
        (Clock, Clock, "it is abstract, and leaves open: now"),
        (Store, Account, "no method 'load'"),
        (list[int], ["a"], "list item 0"),
        (Mailer | None, 3, "it is int"),
        (Literal["a"], "b", "it is str"),
        (Mailer, None, "it is None, not Mailer"),
        (Store, None, "it is None, not Store: it has no method"),
        (Store | int, None, "it is None"),
        (Store, type(None), "None has no objects of its own"),
        (Store, Any, "Any has no objects of its own"),
        (Store, Store, "Store is a Protocol, which has no objects of its own"),
        (Callable[[int], str], lambda: "s", "it takes no argument, and is called with 1"),
        (Callable[[int], str] | None, lambda: "s", "it takes no argument, and is called with 1"),
        (Called, lambda: "s", "too many positional arguments"),
    ],
)
def test_other_things_that_do_not_fit_are_refused(factory: MockFactory, spec: Any, to: Any, words: str) -> None:
    with pytest.raises(MisuseError, match=words):
        factory.bind(spec, to=to)


def test_a_function_that_says_it_gives_something_else_is_refused(factory: MockFactory) -> None:
    def make() -> Settings:
        return Settings(url="")

    async def make_later() -> Mailer:
        return Mailer("a")

    with pytest.raises(MisuseError, match="it gives Settings"):
        factory.bind(Mailer, to=make)  # type: ignore[arg-type]
    with pytest.raises(MisuseError, match="an async function"):
        factory.bind(Mailer, to=make_later)  # type: ignore[arg-type]


def test_a_function_that_gives_something_else_is_told_when_it_does(factory: MockFactory) -> None:
    factory.bind(Mailer, to=lambda: 3)  # type: ignore[arg-type, return-value]
    with pytest.raises(MisuseError, match="Mailer is bound to a function that gave something else: it is int"):
        factory.create(Mailer)


def test_a_builder_of_something_else_is_refused(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="it builds Settings"):
        factory.bind(Account, to=Builder(Settings))  # type: ignore[arg-type]
    with pytest.raises(MisuseError, match="it builds User"):
        factory.bind(UserExecutionContext, to=users)  # type: ignore[arg-type]


def test_what_promises_nothing_is_not_bound(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="Any promises nothing"):
        factory.bind(Any, to=3)


def test_a_bare_mock_stands_for_nothing(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="mock without a spec"):
        factory.bind(Mailer, to=MagicMock())


def test_a_function_may_wire_the_class_that_it_stands_for(factory: MockFactory) -> None:
    factory.bind(Signup, to=lambda: factory.wire(Signup))
    assert type(factory.create(Signup)) is Signup


def test_a_circle_of_binds_is_told_with_its_path(factory: MockFactory) -> None:
    class First:
        def __init__(self, second: Second) -> None: ...

        def run(self) -> None: ...

    class Second:
        def __init__(self, first: First) -> None: ...

        def run(self) -> None: ...

    factory.bind(First, to=First)
    factory.bind(Second, to=Second)
    with pytest.raises(CannotCreate, match="it needs itself") as caught:
        factory.create(First)
    assert "First -> Second -> First" in " ".join(str(caught.value).split())
    recursive = MockFactory()
    recursive.bind(Mailer, to=lambda: recursive.create(Mailer))
    with pytest.raises(CannotCreate, match="it needs itself"):
        recursive.create(Mailer)


RIGHT: list[tuple[Any, Any]] = [
    (logging.Logger, logging.getLogger("a")),
    (pathlib.Path, pathlib.Path("a")),
    (dt.date, dt.datetime(2024, 1, 1)),
    (httpx.AsyncBaseTransport, httpx.MockTransport(lambda request: httpx.Response(200))),
    (httpx.AsyncClient, lambda: httpx.AsyncClient()),
    (AsyncSession, AsyncSession),
    (Mapping[str, int], {}),
    (Mapping[str, int], dict),
    (Sequence[int], tuple),
    (type[Mailer], Mailer),
    (Iterator[int], iter([1])),
    (Callable[[int], str], str),
    (Callable[..., Any], MagicMock()),
    (Mailer, create_autospec(Mailer, instance=True)),
    (Mailer | None, None),
    (Optional[Store], None),
    (Optional[Annotated[Store, "spare"]], None),
    (Hashable, None),
    (Titled, OfTitled),
    (Mailer | None, lambda: Mailer("a")),
    (Clock | None, FrozenClock),
    (str | Clock, FrozenClock),
    (float, 3),
    (TextIO, io.StringIO()),
    (uuid.UUID, uuid.uuid4),
    (asyncio.Queue[int], asyncio.Queue),
    (AccountId, 3),
    (Exception, ValueError),
    (list[Clock], lambda: [FrozenClock()]),
]


@pytest.mark.parametrize(("spec", "to"), RIGHT, ids=range(len(RIGHT)))
def test_what_fits_is_taken(factory: MockFactory, spec: Any, to: Any) -> None:
    factory.bind(spec, to=to)
    made = factory.create(spec)
    assert made is to or factory.provenance(made).kind in ("bound", "fake")


def test_a_generic_type_is_bound_with_its_arguments(factory: MockFactory) -> None:
    class Numbers(Repo[int]):
        def get(self, number: int) -> int:
            return number

    factory.bind(Repo[int], to=Numbers)
    assert factory.create(Repo[int]).get(4) == 4
    repo = factory.create(Repo[str])
    when(repo.get).returns("a")
    assert repo.get(1) == "a"


class Stock(Protocol):
    def count(self) -> int: ...


class Till:
    def __init__(self, out: Mailer | Stock, spare: Mailer | Stock | None = None, clock: Clock | None = None) -> None:
        self.out, self.spare, self.clock = out, spare, clock


class Note(BaseModel):
    author: Account | str
    reader: Account | None = None


def test_a_bound_type_of_a_union_is_used(factory: MockFactory) -> None:
    mailer, account = Mailer("localhost"), Account(name="Ada", email="ada@example.org", plan=Plan.PRO, seats=1)
    factory.bind(Mailer, to=mailer)
    factory.bind(Account, to=account)
    till = factory.wire(Till)
    assert till.out is till.spare is mailer
    assert till.clock is None
    assert factory.explain(Till).parts[0].decided == "bound"
    note = factory.create(Note)
    assert note.author == note.reader == account


def test_of_a_union_with_several_bound_types_nobody_knows_which_is_meant(factory: MockFactory) -> None:
    factory.bind(Mailer, to=Mailer("localhost"))
    factory.bind(Stock, to=double(Stock))
    with pytest.raises(
        CannotCreate, match=r"Till.out gets is not known: of Mailer \| Stock, Mailer and Stock are bound"
    ):
        factory.wire(Till)
    stock = double(Stock)
    factory.bind(Mailer | Stock, to=stock)
    assert factory.wire(Till).out is stock


def test_a_name_may_stand_beside_none(factory: MockFactory) -> None:
    class Keeper:
        def __init__(self, backup: Annotated[Store, "backup"] | None) -> None:
            self.backup = backup

    backup = MemoryStore()
    factory.bind(Optional[Annotated[Store, "backup"]], to=backup)  # pyright knows no `|` of these
    factory.bind(Store, to=MemoryStore)
    assert type(factory[Store]) is MemoryStore
    assert factory.wire(Keeper).backup is backup
    other = MockFactory()
    other.bind(Store, to=backup, name="backup")
    assert other.wire(Keeper).backup is backup
