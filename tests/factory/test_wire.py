"""`MockFactory.wire`: a real service with all that it depends on."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Generic, Protocol, TypeVar

import attrs
import msgspec
import pytest
from pydantic import BaseModel, ConfigDict, Field

from builders.domain import UserExecutionContext
from mockfactory import CannotCreate, MisuseError, MockFactory, SpecViolation, verify, when
from tests.factory.services import (
    Account,
    Archive,
    Chicken,
    Clock,
    Copier,
    Egg,
    FrozenClock,
    Mailer,
    MemoryStore,
    Plan,
    Repo,
    Settings,
    Signup,
    Store,
    Untyped,
)

T = TypeVar("T")


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


@pytest.mark.asyncio
async def test_the_service_is_real_and_what_it_needs_is_reached_by_type(factory: MockFactory) -> None:
    signup = factory.wire(Signup)
    assert type(signup) is Signup
    assert type(signup.settings) is Settings
    account = factory.create(Account)
    when(factory[Store].save).returns(7)
    when(factory[Mailer].send).returns(True)
    assert await signup.register(account) == 7
    verify(lambda: factory[Mailer].send(account.email, subject=f"Welcome to {signup.settings.url}")).once()


def test_what_it_needs_is_shared(factory: MockFactory) -> None:
    signup, archive = factory.wire(Signup), factory.wire(Archive)
    assert signup.store is archive.store is factory[Store]
    assert signup.settings is factory[Settings]


def test_the_service_itself_is_a_new_one_each_time(factory: MockFactory) -> None:
    assert factory.wire(Signup) is not factory.wire(Signup)


def test_names_tell_two_of_one_type(factory: MockFactory) -> None:
    archive = factory.wire(Archive)
    assert archive.store is factory[Store]
    assert archive.backup is factory.shared(Store, name="backup")
    assert archive.store is not archive.backup
    assert "backup" in repr(archive.backup)


def test_keyword_only_parameters_and_defaults(factory: MockFactory) -> None:
    archive = factory.wire(Archive)
    assert isinstance(archive.clock, Clock)
    assert archive.keep_days == 30


def test_overrides_go_first(factory: MockFactory) -> None:
    clock = FrozenClock()
    archive = factory.wire(Archive, clock=clock, keep_days=1)
    assert archive.clock is clock
    assert archive.keep_days == 1
    assert factory[Clock] is not clock


def test_a_bound_type_goes_before_a_default(factory: MockFactory) -> None:
    class Cached:
        def __init__(self, clock: Clock | None = None, other: Mailer | None = None) -> None:
            self.clock, self.other = clock, other

    assert factory.wire(Cached).clock is None
    bound = MockFactory()
    bound.bind(Clock, to=FrozenClock)
    assert isinstance(bound.wire(Cached).clock, FrozenClock)
    assert bound.wire(Cached).other is None


def test_an_optional_dependency_without_default_is_given(factory: MockFactory) -> None:
    class Cached:
        def __init__(self, clock: Clock | None) -> None:
            self.clock = clock

    assert factory.wire(Cached).clock is factory[Clock]


def test_single_values_are_drawn_for_each_parameter(factory: MockFactory) -> None:
    class Server:
        def __init__(self, host: str, email: str, workers: int, plan: Plan, tags: list[str]) -> None:
            self.all = (host, email, workers, plan, tags)
            self.host, self.email = host, email

    server = factory.wire(Server)
    host, email, workers, plan, tags = server.all
    assert "@" in email
    assert host != email
    assert type(workers) is int
    assert isinstance(plan, Plan)
    assert all(type(tag) is str for tag in tags)
    assert factory.provenance(email).kind == "real"


def test_constraints_in_annotated_hold(factory: MockFactory) -> None:
    class Server:
        def __init__(self, port: Annotated[int, Field(ge=8000, le=8010)]) -> None:
            self.port = port

    assert all(8000 <= factory.wire(Server).port <= 8010 for _ in range(10))


def test_variadic_parameters_get_nothing(factory: MockFactory) -> None:
    class Bus:
        def __init__(self, clock: Clock, /, *handlers: Store, mailer: Mailer, **options: int) -> None:
            self.clock, self.handlers, self.mailer, self.options = clock, handlers, mailer, options

    bus = factory.wire(Bus)
    assert (bus.clock, bus.handlers, bus.mailer, bus.options) == (factory[Clock], (), factory[Mailer], {})
    assert factory.wire(Bus, size=3).options == {"size": 3}


def test_positional_parameters_keep_their_places(factory: MockFactory) -> None:
    class Bus:
        def __init__(self, size: int = 3, clock: Clock | None = None, last: int = 4, /) -> None:
            self.all = (size, clock, last)

    factory.bind(Clock, to=FrozenClock)
    assert factory.wire(Bus).all == (3, factory[Clock], 4)


def test_what_a_base_requires_is_passed_on(factory: MockFactory) -> None:
    class Base:
        def __init__(self, mailer: Mailer, *, clock: Clock) -> None:
            self.mailer, self.clock = mailer, clock

    class Logged(Base):
        def __init__(self, store: Store, **options: Any) -> None:
            super().__init__(**options)
            self.store = store

    class Plain(Base):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)

    logged = factory.wire(Logged)
    assert (logged.store, logged.mailer, logged.clock) == (factory[Store], factory[Mailer], factory[Clock])
    assert factory.wire(Plain).clock is factory[Clock]


@pytest.mark.parametrize("kind", ["dataclass", "attrs", "msgspec", "pydantic"])
def test_services_written_as_models(factory: MockFactory, kind: str) -> None:
    @dataclasses.dataclass
    class AsDataclass:
        mailer: Mailer
        retries: int = 3
        seen: list[str] = dataclasses.field(default_factory=list, init=False)

    @attrs.define
    class AsAttrs:
        _mailer: Mailer
        retries: int = 3

        @property
        def mailer(self) -> Mailer:
            return self._mailer

    class AsStruct(msgspec.Struct):
        mailer: Mailer
        retries: int = 3

    class AsModel(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        mailer: Mailer
        retries: int = 3

    classes: dict[str, Any] = {"dataclass": AsDataclass, "attrs": AsAttrs, "msgspec": AsStruct, "pydantic": AsModel}
    made = factory.wire(classes[kind])
    assert made.mailer is factory[Mailer]
    assert made.retries == 3


def test_type_arguments_reach_the_constructor(factory: MockFactory) -> None:
    class Finder(Generic[T]):
        def __init__(self, repo: Repo[T]) -> None:
            self.repo = repo

    finder = factory.wire(Finder[int])
    assert finder.repo is factory[Repo[int]]
    with pytest.raises(SpecViolation):
        when(finder.repo.get).returns("a")  # type: ignore[arg-type]


def test_a_list_of_what_does_work_holds_the_shared_one(factory: MockFactory) -> None:
    class Fan:
        def __init__(self, stores: list[Store], hooks: dict[str, Callable[[int], None]]) -> None:
            self.stores, self.hooks = stores, hooks

    fan = factory.wire(Fan)
    assert fan.stores == [factory[Store]]
    assert len(fan.hooks) == 1


def test_the_context_is_shared_by_all_that_are_wired(factory: MockFactory) -> None:
    class Agent:
        def __init__(self, context: UserExecutionContext) -> None:
            self.context = context

    class Other(Agent):
        pass

    assert factory.wire(Agent).context is factory.wire(Other).context is factory[UserExecutionContext]


def test_a_service_is_real_in_another_where_it_is_bound_to_itself(factory: MockFactory) -> None:
    class Api:
        def __init__(self, signup: Signup, store: Store) -> None:
            self.signup, self.store = signup, store

    assert factory.provenance(factory.wire(Api).signup).kind == "double"
    real = MockFactory()
    real.bind(Signup, to=Signup)
    api = real.wire(Api)
    assert type(api.signup) is Signup
    assert api.signup.store is api.store


def test_circles_end_at_a_double(factory: MockFactory) -> None:
    chicken = factory.wire(Chicken)
    assert chicken.egg is factory[Egg]
    assert factory.provenance(chicken.egg).kind == "double"


# What can't be wired


def test_two_of_one_type_are_ambiguous(factory: MockFactory) -> None:
    with pytest.raises(CannotCreate) as caught:
        factory.wire(Copier)
    text = str(caught.value)
    assert text.startswith("Copier.source and Copier.target are both Store")
    assert 'Annotated[Store, "source"]' in text
    copier = factory.wire(Copier, target=MemoryStore())
    assert copier.source is factory[Store]


def test_two_of_one_type_that_is_bound_are_the_same(factory: MockFactory) -> None:
    factory.bind(Store, to=MemoryStore)
    copier = factory.wire(Copier)
    assert copier.source is copier.target


def test_a_missing_hint_names_the_path(factory: MockFactory) -> None:
    with pytest.raises(CannotCreate, match=r"Untyped.store has no type hint"):
        factory.wire(Untyped)
    assert factory.wire(Untyped, store=3).store == 3


def test_a_hint_that_is_not_known_names_the_path(factory: MockFactory) -> None:
    class Lost:
        def __init__(self, store: Nowhere) -> None: ...  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(CannotCreate, match=r"Lost.store has a type that is not known .*'Nowhere'"):
        factory.wire(Lost)


def test_what_is_missing_further_in_is_told_with_the_way_to_it(factory: MockFactory) -> None:
    class Api:
        def __init__(self, inner: Untyped) -> None: ...

    factory.bind(Untyped, to=Untyped)
    with pytest.raises(CannotCreate) as caught:
        factory.wire(Api)
    assert "Api -> Untyped" in str(caught.value)
    assert "Untyped.store has no type hint" in str(caught.value)


def test_an_ambiguous_union_names_the_path(factory: MockFactory) -> None:
    class Either:
        def __init__(self, one: Store | Mailer) -> None: ...

    with pytest.raises(CannotCreate, match=r"What Either.one gets is not known: Store \| Mailer may be any of"):
        factory.wire(Either)


def test_a_value_that_cannot_be_built_names_the_path(factory: MockFactory) -> None:
    class Server:
        def __init__(self, port: Annotated[int, Field(gt=3, lt=3)]) -> None: ...

    with pytest.raises(CannotCreate, match=r"Server\.port"):
        factory.wire(Server)


def test_an_override_that_there_is_not_is_refused(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="Archive takes no 'clok'. Did you mean 'clock'"):
        factory.wire(Archive, clok=FrozenClock())


def test_an_override_of_the_wrong_type_is_refused(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="Archive is given a wrong 'keep_days': str"):
        factory.wire(Archive, keep_days="30")


class Empty(Protocol):
    def run(self) -> None: ...


@pytest.mark.parametrize(("wrong", "words"), [(Clock, "abstract"), (Empty, "a Protocol"), (3, "takes a class")])
def test_what_cannot_be_constructed_is_refused(factory: MockFactory, wrong: Any, words: str) -> None:
    with pytest.raises(MisuseError, match=words):
        factory.wire(wrong)


def test_an_error_of_the_constructor_is_the_services_own(factory: MockFactory) -> None:
    class Broken:
        def __init__(self, clock: Clock) -> None:
            raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        factory.wire(Broken)


@pytest.mark.parametrize("value", [int, str, list, list[int], dt.datetime, Plan, ValueError, object, type(None)])
def test_a_value_is_not_wired(value: type[object]) -> None:
    with pytest.raises(MisuseError, match=r"wire\(\) takes the class of a service, and .* is "):
        MockFactory().wire(value)


def test_classes_made_of_values_are() -> None:
    class Cache(dict[str, int]):
        def __init__(self, settings: Settings) -> None:
            self.settings = settings

    assert type(MockFactory().wire(Cache).settings) is Settings


@pytest.mark.parametrize("ask", [lambda factory: Clock in factory, lambda factory: list(factory)])
def test_a_factory_is_no_container(ask: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match="'MockFactory' object is not"):
        ask(MockFactory())
