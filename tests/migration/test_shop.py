"""The shop's tests: an async service with repositories, a mailer, a cache, a clock and callbacks."""

from __future__ import annotations

import asyncio
import inspect
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from unittest.mock import ANY, DEFAULT, call, sentinel

import pytest

from tests.migration import shop
from tests.migration.makers import Maker
from tests.migration.shop import MailboxFullError, NotFoundError, Receipt, Shop, User

ADA = User(1, "ada@example.org")
BOB = User(2, "bob@example.org")


class World:
    """The shop and all that it depends on."""

    def __init__(self, make: Maker) -> None:
        self.users: Any = make.instance(shop.UserRepository)
        self.mailer: Any = make.instance(shop.Mailer)
        self.cache: Any = make.instance(shop.Cache)
        self.clock: Any = make.instance(shop.Clock)
        self.notify: Any = make.function(shop.on_event)
        self.pay: Any = make.function(shop.charge)
        self.shop = Shop(self.users, self.mailer, self.cache, self.clock, self.notify, self.pay)


@pytest.fixture
def world(make: Maker) -> World:
    world = World(make)
    world.users.get.return_value = ADA
    world.mailer.send.return_value = Receipt("r-1")
    world.cache.get.return_value = None
    return world


class TestRegister:
    @pytest.mark.asyncio
    async def test_saves_notifies_and_mails(self, world: World) -> None:
        receipt = await world.shop.register(ADA)
        assert receipt == Receipt("r-1")
        world.users.save.assert_awaited_once_with(ADA)
        world.notify.assert_called_once_with("registered", {"id": 1})
        world.mailer.send.assert_called_once_with("ada@example.org", subject="Welcome")
        world.mailer.close.assert_not_called()

    @pytest.mark.asyncio
    async def test_keyword_and_positional_are_the_same_call(self, world: World) -> None:
        await world.shop.register(ADA)
        world.users.save.assert_called_once_with(user=ADA)
        world.mailer.send.assert_called_with(to="ada@example.org", subject="Welcome")
        world.notify.assert_called_once_with(name="registered", payload={"id": 1})

    @pytest.mark.asyncio
    async def test_no_mail_when_saving_fails(self, world: World) -> None:
        world.users.save.side_effect = ConnectionError("down")
        with pytest.raises(ConnectionError, match="down"):
            await world.shop.register(ADA)
        world.mailer.send.assert_not_called()
        world.notify.assert_not_called()
        assert not world.mailer.send.called
        assert world.mailer.send.call_args is None
        assert world.mailer.send.call_count == 0

    @pytest.mark.asyncio
    async def test_what_the_mailer_gives_is_handed_on(self, world: World) -> None:
        world.mailer.send.return_value = sentinel.receipt
        assert await world.shop.register(ADA) is sentinel.receipt

    @pytest.mark.asyncio
    async def test_call_args(self, world: World) -> None:
        await world.shop.register(ADA)
        args, kwargs = world.mailer.send.call_args
        assert args == ("ada@example.org",)
        assert kwargs == {"subject": "Welcome"}
        assert world.mailer.send.call_args.args[0] == "ada@example.org"
        assert world.mailer.send.call_args.kwargs["subject"] == "Welcome"
        assert world.mailer.send.call_args[0] == ("ada@example.org",)
        assert world.mailer.send.call_args[1]["subject"] == "Welcome"
        assert world.mailer.send.call_args == call("ada@example.org", subject="Welcome")
        assert world.mailer.send.call_args == call(ANY, subject=ANY)
        assert world.mailer.send.call_args != call("ada@example.org")


class TestCache:
    @pytest.mark.asyncio
    async def test_miss(self, world: World) -> None:
        assert await world.shop.email_of(1) == "ada@example.org"
        world.cache.get.assert_called_once_with("email:1")
        world.cache.set.assert_called_once_with("email:1", "ada@example.org", ttl=300)
        world.users.get.assert_awaited_once()

    @pytest.mark.asyncio
    async def test_hit(self, world: World) -> None:
        world.cache.get.return_value = "cached@example.org"
        assert await world.shop.email_of(1) == "cached@example.org"
        world.users.get.assert_not_awaited()
        world.users.get.assert_not_called()

    @pytest.mark.asyncio
    async def test_a_fake_of_one_method_by_side_effect(self, world: World) -> None:
        stored = {"email:2": "bob@example.org"}
        world.cache.get.side_effect = lambda key: stored.get(key)
        world.cache.set.side_effect = lambda key, value, ttl: stored.update({key: value})
        assert await world.shop.email_of(2) == "bob@example.org"
        assert await world.shop.email_of(1) == "ada@example.org"
        assert await world.shop.email_of(1) == "ada@example.org"
        assert stored["email:1"] == "ada@example.org"
        assert world.users.get.await_count == 1

    def test_dunders(self, world: World) -> None:
        world.cache.__len__.return_value = 3
        world.cache.__contains__.return_value = True
        world.cache.__getitem__.side_effect = {"a": "1"}.__getitem__
        assert len(world.cache) == 3
        assert "a" in world.cache
        assert world.cache["a"] == "1"
        with pytest.raises(KeyError):
            world.cache["b"]
        world.cache.__getitem__.assert_called_with("b")
        assert world.cache.__getitem__.call_args_list == [call("a"), call("b")]


class TestBuy:
    @pytest.mark.asyncio
    async def test_pays_and_mails(self, world: World) -> None:
        world.pay.return_value = Receipt("r-9")
        assert await world.shop.buy(1, 500) == Receipt("r-9")
        world.pay.assert_awaited_once_with(ADA, 500)
        world.pay.assert_called_once_with(ADA, cents=500)
        assert world.mailer.send.mock_calls == [call("ada@example.org", subject="Receipt r-9")]

    @pytest.mark.asyncio
    async def test_unknown_user(self, world: World) -> None:
        world.users.get.side_effect = NotFoundError
        assert await world.shop.buy(7, 500) is None
        world.pay.assert_not_awaited()
        world.users.get.assert_awaited_with(7)

    @pytest.mark.asyncio
    async def test_declined(self, world: World) -> None:
        error = PermissionError("declined")
        world.pay.side_effect = error
        with pytest.raises(PermissionError) as caught:
            await world.shop.buy(1, 500)
        assert caught.value is error
        world.mailer.send.assert_not_called()

    @pytest.mark.asyncio
    async def test_async_side_effect(self, world: World) -> None:
        async def pay(user: User, cents: int) -> Receipt:
            await asyncio.sleep(0)
            return Receipt(f"{user.id}-{cents}")

        world.pay.side_effect = pay
        assert await world.shop.buy(1, 20) == Receipt("1-20")


class TestRetry:
    @pytest.mark.asyncio
    async def test_backs_off(self, world: World) -> None:
        world.users.get.side_effect = [ConnectionError(), ConnectionError, ADA]
        assert await world.shop.get_with_retry(1) == ADA
        assert world.clock.sleep.await_args_list == [call(1.0), call(2.0)]
        assert world.users.get.await_count == 3
        world.clock.sleep.assert_has_awaits([call(1.0), call(2.0)])
        world.clock.sleep.assert_any_await(1.0)

    @pytest.mark.asyncio
    async def test_gives_up(self, world: World) -> None:
        world.users.get.side_effect = ConnectionError
        with pytest.raises(NotFoundError):
            await world.shop.get_with_retry(1, attempts=2)
        assert world.clock.sleep.await_count == 2
        assert world.clock.sleep.await_args == call(2.0)
        assert world.clock.sleep.await_args.args == (2.0,)

    @pytest.mark.asyncio
    async def test_values_run_out(self, world: World) -> None:
        world.users.get.side_effect = [ADA]
        assert await world.users.get(1) == ADA
        with pytest.raises(StopAsyncIteration):
            await world.users.get(1)

    def test_values_run_out_of_a_sync_method(self, world: World) -> None:
        world.cache.keys.side_effect = iter([["a"], []])
        assert world.cache.keys() == ["a"]
        assert world.cache.keys() == []
        with pytest.raises(StopIteration):
            world.cache.keys()


class TestConcurrency:
    @pytest.mark.asyncio
    async def test_gather(self, world: World) -> None:
        people = {1: ADA, 2: BOB}
        world.users.get.side_effect = lambda user_id: people[user_id]
        assert await world.shop.many([2, 1]) == [BOB, ADA]
        world.users.get.assert_has_awaits([call(1), call(2)], any_order=True)
        world.users.get.assert_has_calls([call(2), call(1)])
        assert world.users.get.call_args_list == [call(2), call(1)]
        assert world.users.get.await_args_list == [((2,), {}), ((1,),)]

    @pytest.mark.asyncio
    async def test_called_is_not_awaited(self, world: World) -> None:
        coroutine = world.users.get(1)
        world.users.get.assert_called_once_with(1)
        world.users.get.assert_not_awaited()
        assert inspect.iscoroutine(coroutine)
        assert await coroutine == ADA
        world.users.get.assert_awaited_once_with(1)

    def test_kinds_are_kept(self, world: World) -> None:
        assert inspect.iscoroutinefunction(world.users.get) or asyncio.iscoroutinefunction(world.users.get)
        assert isinstance(world.users, shop.UserRepository)
        assert isinstance(world.mailer, shop.Mailer)


class TestRemind:
    @pytest.mark.asyncio
    async def test_counts_what_was_sent(self, world: World) -> None:
        world.users.changes.return_value.__aiter__.return_value = [ADA, BOB, ADA]
        world.mailer.send.side_effect = [Receipt("1"), MailboxFullError("bob"), DEFAULT]
        assert await world.shop.remind_all() == 2
        assert world.mailer.send.call_args_list == [
            call("ada@example.org", subject="Reminder"),
            call("bob@example.org", subject="Reminder"),
            call("ada@example.org", subject="Reminder"),
        ]

    @pytest.mark.asyncio
    async def test_async_generator_as_return_value(self, world: World) -> None:
        async def changes() -> Any:
            yield BOB

        world.users.changes.return_value = changes()
        assert await world.shop.remind_all() == 1
        world.mailer.send.assert_called_once_with("bob@example.org", subject="Reminder")

    @pytest.mark.asyncio
    async def test_async_generator_function_as_side_effect(self, world: World) -> None:
        async def changes() -> Any:
            yield BOB
            yield ADA

        world.users.changes.side_effect = changes
        assert await world.shop.remind_all() == 2
        assert await world.shop.remind_all() == 2
        assert world.users.changes.call_count == 2


class TestTransactions:
    @pytest.mark.asyncio
    async def test_commits(self, world: World) -> None:
        transaction = world.users.transaction.return_value.__aenter__.return_value
        transaction.execute.return_value = 1
        await world.shop.import_users([ADA, BOB])
        assert transaction.execute.await_args_list == [
            call("insert", 1, "ada@example.org"),
            call("insert", 2, "bob@example.org"),
        ]
        transaction.commit.assert_awaited_once_with()
        transaction.rollback.assert_not_awaited()
        world.users.transaction.assert_called_once_with()

    @pytest.mark.asyncio
    async def test_own_transaction(self, world: World, make: Maker) -> None:
        transaction = make.instance(shop.Transaction)
        world.users.transaction.return_value.__aenter__.return_value = transaction
        transaction.execute.side_effect = [1, ValueError("duplicate")]
        with pytest.raises(ValueError, match="duplicate"):
            await world.shop.import_users([ADA, ADA])
        transaction.commit.assert_not_awaited()

    @pytest.mark.asyncio
    async def test_order_over_one_double(self, make: Maker) -> None:
        transaction = make.instance(shop.Transaction)
        await transaction.execute("a")
        await transaction.execute("b", 1, 2)
        await transaction.commit()
        assert transaction.mock_calls == [call.execute("a"), call.execute("b", 1, 2), call.commit()]
        assert transaction.method_calls == transaction.mock_calls
        transaction.assert_has_calls([call.execute("b", 1, 2), call.commit()])
        transaction.assert_has_calls([call.commit(), call.execute("a")], any_order=True)
        with pytest.raises(AssertionError):
            transaction.assert_has_calls([call.commit(), call.execute("a")])
        assert call.commit() in transaction.mock_calls


class TestClock:
    def test_age(self, world: World) -> None:
        world.clock.now.return_value = datetime(2024, 1, 2)
        assert world.shop.age(datetime(2024, 1, 1)) == timedelta(days=1).total_seconds()

    def test_time_goes_on(self, world: World) -> None:
        ticks = (float(n) for n in range(100))
        world.clock.monotonic.side_effect = ticks
        assert [world.clock.monotonic() for _ in range(3)] == [0.0, 1.0, 2.0]

    def test_patch_object_of_a_double(self, world: World) -> None:
        world.clock.now.return_value = datetime(2024, 1, 1)
        with mock.patch.object(world.clock, "now", return_value=datetime(1999, 1, 1)) as now:
            assert world.clock.now() == datetime(1999, 1, 1)
            now.assert_called_once_with()
        assert world.clock.now() == datetime(2024, 1, 1)


class TestMailer:
    def test_properties(self, world: World) -> None:
        world.mailer.configure_mock(is_connected=True)
        world.mailer.is_valid.return_value = True
        assert world.shop.mail_if_connected("ada@example.org")
        assert world.mailer.sender == "orders@example.org"
        world.mailer.is_valid.assert_called_once_with("ada@example.org")
        assert world.mailer.mock_calls == [
            call.is_valid("ada@example.org"),
            call.send("ada@example.org"),
            call.close(),
        ]

    def test_not_connected(self, world: World) -> None:
        world.mailer.configure_mock(**{"is_connected": False, "send.side_effect": AssertionError("must not be called")})
        assert not world.shop.mail_if_connected("ada@example.org")
        assert world.mailer.mock_calls == []

    def test_attributes_can_be_set(self, world: World) -> None:
        world.mailer.sender = "x@example.org"
        world.mailer.retries = 5
        assert world.mailer.sender == "x@example.org"
        assert world.mailer.retries == 5

    def test_class_and_static_methods(self, make: Maker) -> None:
        mailer = make.instance(shop.Mailer)
        other = make.instance(shop.Mailer)
        mailer.from_url.return_value = other
        mailer.is_valid.side_effect = [True, False]
        assert mailer.from_url("smtp://x", timeout=2.0) is other
        assert mailer.is_valid("a@b")
        assert not mailer.is_valid("a")
        mailer.from_url.assert_called_once_with("smtp://x", timeout=2.0)
        mailer.is_valid.assert_has_calls([call("a@b"), call("a")])

    def test_var_keywords_and_any(self, world: World) -> None:
        world.mailer.send_many.return_value = [Receipt("1")]
        assert world.mailer.send_many(["a", "b"], reply_to="c") == [Receipt("1")]
        world.mailer.send_many.assert_called_once_with(["a", "b"], reply_to=ANY)
        world.mailer.send_many.assert_called_once_with([ANY, "b"], reply_to="c")
        world.mailer.send_many.assert_called_once_with(ANY, reply_to="c")
        with pytest.raises(AssertionError):
            world.mailer.send_many.assert_called_once_with(["a"], reply_to="c")


class TestQuery:
    def test_chain(self, make: Maker) -> None:
        query = make.instance(shop.Query)
        chain = query.filter.return_value.order_by.return_value
        chain.all.return_value = [ADA]
        assert shop.active_users(query) == [ADA]
        query.filter.assert_called_once_with(active=True)
        query.filter.return_value.order_by.assert_called_once_with("email")
        chain.all.assert_called_once_with()

    def test_builder_gives_itself(self, make: Maker) -> None:
        query = make.instance(shop.Query)
        query.filter.return_value = query
        query.order_by.return_value = query
        query.all.return_value = []
        assert shop.active_users(query) == []
        query.order_by.assert_called_once_with("email")


class TestValidator:
    def test_an_object_that_is_called(self, make: Maker) -> None:
        validator = make.instance(shop.Validator)
        first, second = shop.Order(1, ADA, 10), shop.Order(2, BOB, 20)
        validator.side_effect = lambda order, strict: order.id == 1
        assert shop.checked(validator, [first, second]) == [first]
        validator.reset.assert_called_once_with()
        assert validator.call_count == 2
        assert validator.call_args == call(second, strict=True)
        assert call(first, strict=True) in validator.call_args_list
        assert validator.call_args_list[0].args == (first,)
        assert validator.mock_calls == [call.reset(), call(first, strict=True), call(second, strict=True)]
        assert validator.method_calls == [call.reset()]

    def test_return_value(self, make: Maker) -> None:
        validator = make.instance(shop.Validator)
        validator.return_value = False
        assert shop.checked(validator, [shop.Order(1, ADA, 10)]) == []
        validator.assert_called_once()
        validator.reset_mock()
        validator.assert_not_called()
        assert validator(shop.Order(1, ADA, 1)) is False
