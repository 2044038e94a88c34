"""What a failing `in_order` says of calls that were made, but not awaited or with other arguments."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable
from unittest import mock

import pytest

from mockfactory import VerificationError, any_, calls_to, double, in_order, verify
from mockfactory.double.building import method


class Store:
    async def load(self, key: str, version: int = 0) -> int:
        raise NotImplementedError

    def save(self, key: str, value: int) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


async def load(store: Store) -> None:
    await store.load("a")


@pytest.fixture
def store() -> Store:
    return double(Store)


def failure(*block: Callable[[], None]) -> str:
    with pytest.raises(VerificationError) as caught, in_order():
        for one in block:
            one()
    return str(caught.value)


@pytest.mark.mockfactory(allow="un-awaited")
class TestNotAwaited:
    def test_it_is_told_with_the_line_of_the_call(self, store: Store) -> None:
        forgotten = store.load("a")
        store.close()
        text = failure(verify(store.load).once, verify(store.close).once)
        assert "Store.load() was expected once and was never called. 1 more call was made and not awaited." in text
        assert re.search(r"Store\.load\('a'\) \(not awaited, called at .*test_in_order_explained\.py:\d+\)", text)
        forgotten.close()

    def test_when_awaited_it_passes(self, store: Store) -> None:
        asyncio.run(load(store))
        store.close()
        with in_order():
            verify(store.load).once()
            verify(store.close).once()

    def test_other_arguments_and_not_awaited(self, store: Store) -> None:
        forgotten = store.load("a", 2)
        text = failure(verify(lambda: store.load("a", 1)).once)
        assert "not awaited, called at" in text
        assert "nearest:      load('a', 2): version was 2, not 1" in text
        forgotten.close()

    def test_verify_alone_says_the_line_too(self, store: Store) -> None:
        forgotten = store.load("a")
        with pytest.raises(VerificationError, match=r"\(not awaited, called at .*test_in_order_explained.py:\d+\)"):
            verify(store.load).once()
        forgotten.close()


class TestOtherArguments:
    def test_the_nearest_is_told_argument_by_argument(self, store: Store) -> None:
        store.save("a", 1)
        store.save("b", 3)
        store.close()
        text = failure(
            verify(lambda: store.save("a", 1)).once,
            verify(lambda: store.save("b", 2)).once,
            verify(store.close).once,
        )
        assert "Store.save('b', 2) was expected once and was never called." in text
        assert "nearest:      save('b', 3): value was 3, not 2" in text
        assert "was expected once and was called once" not in text

    def test_with_the_right_ones_it_passes(self, store: Store) -> None:
        store.save("a", 1)
        store.save("b", 2)
        with in_order():
            verify(lambda: store.save("a", 1)).once()
            verify(lambda: store.save("b", 2)).once()

    def test_no_call_at_all_has_no_nearest(self, store: Store) -> None:
        text = failure(verify(lambda: store.save("a", any_(int))).once)
        assert "was never called." in text
        assert "nearest" not in text

    def test_too_few_of_them(self, store: Store) -> None:
        store.close()
        assert "Store.close() was expected 2 times and was called once." in failure(
            lambda: verify(store.close).times(2)
        )

    def test_where_only_the_order_is_wrong_nothing_else_is_said(self, store: Store) -> None:
        store.close()
        store.save("a", 1)
        text = failure(verify(store.save).once, verify(store.close).once)
        assert text.splitlines()[0] == "The calls did not come in this order."


class TestNumbers:
    """A thread may draw the number of its call and be overtaken before it has written the call down."""

    @pytest.fixture(autouse=True)
    def overtaken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        numbers = itertools.chain([10**9 + 2, 10**9 + 1], itertools.count(10**9 + 3))
        monkeypatch.setattr(method, "tick", numbers.__next__)

    def test_calls_are_given_in_the_order_of_their_numbers(self, store: Store) -> None:
        store.save("second", 2)
        store.save("first", 1)
        store.save("third", 3)
        numbers = [call.number for call in calls_to(store.save)]
        assert numbers == sorted(numbers)
        assert [call.arguments["key"] for call in calls_to(store.save)] == ["first", "second", "third"]

    def test_mocks_words_too(self, store: Store) -> None:
        store.save("second", 2)
        store.save("first", 1)
        wanted = [mock.call("first", 1), mock.call("second", 2)]
        save: mock.Mock = store.save  # type: ignore[assignment]
        assert save.call_args_list == wanted
        save.assert_has_calls(wanted)

    def test_an_order_is_judged_by_them(self, store: Store) -> None:
        store.save("second", 2)
        store.save("first", 1)
        with in_order():
            verify(lambda: store.save("first", 1)).once()
            verify(lambda: store.save("second", 2)).once()
