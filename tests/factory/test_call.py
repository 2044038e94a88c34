"""`MockFactory.call`: a function with all that it asks for."""

from __future__ import annotations

import functools
import inspect
from typing import Annotated, Any

import pytest

from mockfactory import CannotCreate, MisuseError, MockFactory, double, verify, when
from tests.factory.services import Account, Clock, Copier, Mailer, MemoryStore, Repo, Store


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


def greet(mailer: Mailer, account: Account, *, subject: str = "Hi") -> bool:
    return mailer.send(account.email, subject=subject)


class Depends:
    """As web frameworks say where something comes from."""


async def save(store: Annotated[Store, Depends()], account: Account) -> int:
    return await store.save(account)


def test_a_function_gets_what_it_asks_for(factory: MockFactory) -> None:
    when(factory[Mailer].send).returns(True)
    assert factory.call(greet) is True
    verify(lambda: factory[Mailer].send(factory[Account].email, subject="Hi")).once()


def test_arguments_can_be_given(factory: MockFactory) -> None:
    mailer = double(Mailer)
    when(lambda: mailer.send("ada@example.org", subject="Bye")).returns(True)
    account = factory.create(Account).model_copy(update={"email": "ada@example.org"})
    assert factory.call(greet, mailer=mailer, account=account, subject="Bye")


@pytest.mark.asyncio
async def test_of_an_async_function_the_awaitable_is_given(factory: MockFactory) -> None:
    when(factory[Store].save).returns(5)
    later = factory.call(save)
    assert inspect.isawaitable(later)
    assert await later == 5


def test_methods_partials_and_objects_are_called(factory: MockFactory) -> None:
    class Handler:
        def handle(self, clock: Clock) -> Clock:
            return clock

        @classmethod
        def make(cls, clock: Clock) -> Clock:
            return clock

        @staticmethod
        def help(clock: Clock) -> Clock:
            return clock

        def __call__(self, clock: Clock) -> Clock:
            return clock

    def both(mailer: Mailer, clock: Clock, size: int) -> tuple[Clock, int]:
        return clock, size

    clock = factory[Clock]
    assert factory.call(Handler().handle) is clock
    assert factory.call(Handler.make) is clock
    assert factory.call(Handler.help) is clock
    assert factory.call(Handler()) is clock
    assert factory.call(functools.partial(both, double(Mailer), size=3)) == (clock, 3)


def test_decorated_functions_keep_what_they_ask_for(factory: MockFactory) -> None:
    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def inner(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        return inner

    assert factory.call(logged(greet)) is False


def test_the_handlers_of_one_factory_share(factory: MockFactory) -> None:
    def first(store: Store) -> Store:
        return store

    def second(store: Store, repo: Repo[int]) -> Store:
        return store

    assert factory.call(first) is factory.call(second)


def test_single_values_are_drawn_by_name(factory: MockFactory) -> None:
    def handle(email: str, amount: int) -> tuple[str, int]:
        return email, amount

    assert "@" in factory.call(handle)[0]
    assert MockFactory(seed=3).call(handle) == MockFactory(seed=3).call(handle)
    assert MockFactory(seed=3).call(handle) != MockFactory(seed=4).call(handle)


def test_markers_of_web_frameworks_are_no_defaults(factory: MockFactory) -> None:
    def handle(store: Store = Depends(), size: int = 3) -> Store:  # type: ignore[assignment]  # noqa: B008
        return store

    assert factory.call(handle) is factory[Store]


def test_a_function_may_call_itself(factory: MockFactory) -> None:
    def count(store: Store, left: int) -> int:
        return 1 + factory.call(count, left=left - 1) if left else 0

    assert factory.call(count, left=3) == 3


def test_errors_name_the_function(factory: MockFactory) -> None:
    def untyped(store):  # type: ignore[no-untyped-def]
        return store

    def twice(one: Store, two: Store) -> None: ...

    with pytest.raises(CannotCreate, match="untyped.store has no type hint"):
        factory.call(untyped)
    with pytest.raises(CannotCreate, match="twice.one and twice.two are both Store"):
        factory.call(twice)
    with pytest.raises(MisuseError, match="greet takes no 'mail'. Did you mean 'mailer'"):
        factory.call(greet, mail=3)
    with pytest.raises(MisuseError, match="greet is given a wrong 'subject': int"):
        factory.call(greet, subject=3)


def test_a_class_is_wired_and_not_called(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="Copier is a class") as caught:
        factory.call(Copier)
    assert "wire(Copier)" in str(caught.value)
    with pytest.raises(MisuseError, match="takes a function"):
        factory.call(3)  # type: ignore[arg-type]


def test_built_in_functions_that_say_nothing_are_told(factory: MockFactory) -> None:
    with pytest.raises(CannotCreate):
        factory.call(isinstance)


def test_what_was_bound_goes_in(factory: MockFactory) -> None:
    factory.bind(Store, to=MemoryStore)

    def handle(store: Store) -> Store:
        return store

    assert isinstance(factory.call(handle), MemoryStore)
