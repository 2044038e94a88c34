"""What stands between an error and the `pytest.raises` of a helper: it hides nothing that only tidies up."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Any, Protocol, cast

import pytest

from mockfactory import AttributeViolation, Session, SessionFailure, SpecViolation, double, when
from mockfactory.faults import StuckError, hangs


class Store(Protocol):
    async def get(self, key: str) -> str: ...

    def put(self, key: str) -> None: ...


def hanging() -> Store:
    store: Store = double(Store)
    when(store.get).fails(hangs())
    return store


async def load(store: Store) -> str:
    return await store.get("a")


class TestAnErrorThatIsThrownIntoACoroutine:
    def test_may_be_expected_in_a_coroutine_below_the_test(self) -> None:
        async def expecting(store: Store) -> None:
            with pytest.raises(StuckError):
                await load(store)

        async def main() -> None:
            await expecting(hanging())

        with Session():
            asyncio.run(main())

    def test_also_behind_async_with_and_finally(self) -> None:
        async def expecting(store: Store) -> None:
            with pytest.raises(StuckError):
                async with asyncio.Lock():
                    try:
                        await load(store)
                    finally:
                        await asyncio.sleep(0)

        async def main() -> None:
            await expecting(hanging())

        with Session():
            asyncio.run(main())

    def test_is_told_when_the_coroutine_swallows_it(self) -> None:
        async def swallowing(store: Store) -> None:
            with contextlib.suppress(Exception):
                await load(store)

        async def main() -> None:
            await swallowing(hanging())

        with pytest.raises(SessionFailure, match="Swallowed"), Session():
            asyncio.run(main())


def in_a_comprehension(store: Any) -> None:
    with pytest.raises(SpecViolation):
        [store.put(key) for key in (1, 2)]


def behind_a_finally(store: Any) -> None:
    done = []
    with pytest.raises(SpecViolation):
        try:
            store.put(1)
        finally:
            done.append(1)


def behind_a_clause_for_another_error(store: Any) -> None:
    with pytest.raises(SpecViolation):
        try:
            store.put(1)
        except (KeyError, ValueError) as error:
            raise RuntimeError from error


def behind_a_lock(store: Any) -> None:
    lock = threading.Lock()
    with pytest.raises(SpecViolation):
        with lock:
            store.put(1)


def behind_a_with_that_is_over(store: Any) -> None:
    lock = threading.Lock()
    with pytest.raises(SpecViolation):
        with lock:
            pass
        store.put(1)


def in_a_clause(store: Any) -> None:
    with pytest.raises(SpecViolation):
        try:
            raise KeyError
        except KeyError as error:
            store.put(error)


EXPECTING = [
    in_a_comprehension,
    behind_a_finally,
    behind_a_clause_for_another_error,
    behind_a_lock,
    behind_a_with_that_is_over,
    in_a_clause,
]


@pytest.mark.parametrize("helper", EXPECTING)
def test_a_helper_that_expects_an_error_is_heard(helper: Callable[[Any], None]) -> None:
    with Session():
        helper(double(Store))


def by_a_bare_clause(store: Any) -> None:
    try:
        store.put(1)
    except ValueError:
        raise
    except:  # noqa: E722 - what is tested
        pass


def by_a_finally_that_returns(store: Any) -> None:
    try:
        store.put(1)
    finally:
        return  # noqa: B012 - what is tested


def under_a_raises_for_another(store: Any) -> None:
    with pytest.raises(KeyError):
        try:
            store.put(1)
        except Exception:
            pass
        raise KeyError


@pytest.mark.parametrize("helper", [by_a_bare_clause, by_a_finally_that_returns, under_a_raises_for_another])
def test_a_helper_that_swallows_is_told(helper: Callable[[Any], None]) -> None:
    with pytest.raises(SessionFailure, match="Swallowed"), Session():
        helper(double(Store))


class TestAskingForAName:
    def test_the_clause_may_be_a_later_one(self) -> None:
        store = cast(Any, double(Store))
        with Session():
            try:
                store.delete("a")
            except KeyError:
                raise
            except AttributeError:
                pass

    def test_or_stand_around_another_try(self) -> None:
        store = cast(Any, double(Store))
        with Session():
            try:
                try:
                    [store.delete for _ in "a"]
                finally:
                    store.put("a")
            except AttributeError:
                pass

    def test_but_not_around_one_that_catches_it(self) -> None:
        def asks(store: Any) -> None:
            try:
                try:
                    store.delete("a")
                except Exception:
                    pass
            except AttributeError:
                pass

        with pytest.raises(SessionFailure, match="delete") as told, Session():
            asks(double(Store))
        assert isinstance(told.value.__cause__, AttributeViolation)
