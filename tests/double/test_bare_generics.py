"""Generic types of `typing` and `collections.abc` that are written without their type arguments."""

# pyright: reportInvalidTypeForm=false

from __future__ import annotations

import asyncio
import collections.abc
import contextlib
import typing
from collections.abc import Callable
from typing import Any, Union

import pytest

from mockfactory import UnstubbedCall, double, when
from mockfactory.double.recording.record import state_of
from mockfactory.spec.description.describe import describe

TYPING = [getattr(typing, name) for name in typing.__all__ if hasattr(getattr(typing, name), "__origin__")]
ABSTRACT = [getattr(collections.abc, name) for name in collections.abc.__all__]
MANAGERS = [contextlib.AbstractContextManager, contextlib.AbstractAsyncContextManager]
BARE: list[Any] = [*TYPING, *ABSTRACT, *MANAGERS, type]
UNKNOWN = [typing.Awaitable, typing.Coroutine, collections.abc.Awaitable, collections.abc.Coroutine]


def using(form: Any) -> Any:
    """A double of a class with `form` in every place."""

    class Uses:
        plain: form
        either: Union[int, form]

        @property
        def read(self) -> form: ...

        @property
        def read_either(self) -> Union[Callable[[int], None], form]: ...

        def give(self) -> form: ...

        def give_either(self) -> Union[str, form]: ...

        async def fetch(self) -> form: ...

        async def fetch_either(self) -> Union[str, form]: ...

        def take(self, value: form, *more: form, other: Union[int, form] = 1) -> None: ...

    return double(Uses)


def test_there_are_enough_of_them() -> None:
    assert len(BARE) > 60


@pytest.mark.parametrize("form", BARE, ids=str)
def test_each_is_answered_or_refused_with_a_reason_in_every_place(form: Any) -> None:
    thing = using(form)
    assert thing.either == 0
    assert thing.give_either() == ""
    assert asyncio.run(thing.fetch_either()) == ""
    str(thing.read_either)
    asks: list[Callable[[], object]] = [lambda: thing.plain, lambda: thing.read, lambda: asyncio.run(thing.fetch())]
    for ask in asks[2:] if form in UNKNOWN else asks:
        if form in (*UNKNOWN, type, typing.Type):
            with pytest.raises(UnstubbedCall, match="without a type argument|says nothing of its value"):
                ask()
        else:
            ask()
    when(thing.give_either).returns("x")
    assert thing.give_either() == "x"


@pytest.mark.parametrize("form", [typing.List, typing.Dict, typing.Tuple, typing.Sequence], ids=str)
def test_a_bare_container_is_checked_and_empty(form: Any) -> None:
    thing = using(form)
    assert len(thing.give()) == 0
    thing.take(thing.give(), other=thing.give())
    with pytest.raises(TypeError, match="argument 'value' is int"):
        thing.take(3)


@pytest.mark.parametrize("form", UNKNOWN, ids=str)
def test_nobody_knows_what_awaiting_it_gives(form: Any) -> None:
    thing = using(form)

    async def of_plain() -> object:
        return await thing.plain

    with pytest.raises(UnstubbedCall, match="without a type argument"):
        asyncio.run(of_plain())
    when(thing.fetch).returns(asyncio.sleep(0, "late"))

    async def awaited() -> object:
        return await (await thing.fetch())

    assert asyncio.run(awaited()) == "late"


def test_a_bare_class_of_anything_is_a_class() -> None:
    thing = using(typing.Type)
    with pytest.raises(UnstubbedCall, match="type says nothing of its value"):
        thing.give()
    thing.take(int)
    with pytest.raises(TypeError, match="argument 'value' is int"):
        thing.take(3)


@pytest.mark.parametrize("form", BARE, ids=str)
def test_no_description_has_empty_brackets(form: Any) -> None:
    assert "[]" not in describe(state_of(using(form)).spec)


def test_the_double_of_a_bare_one_is_named_without_brackets() -> None:
    assert "double(Sized)" in repr(double(typing.Sized))
