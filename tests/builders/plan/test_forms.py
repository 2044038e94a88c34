"""Annotations that are no classes: collections, unions, aliases, and all spellings of them."""

import collections
import collections.abc
import contextlib
import datetime as dt
import io
import numbers
import os
import re
import types
import typing
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, NewType, TypeVar

import annotated_types as at
import pytest
import typeguard
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import TypeAliasType

from builders import CannotBuild, build, build_many, seeded

T = TypeVar("T")
Score = NewType("Score", float)
EmailAddress = NewType("EmailAddress", str)
Email = TypeAliasType("Email", str)
Ids = TypeAliasType("Ids", "list[int]")
PairOf = TypeAliasType("PairOf", tuple[T, T], type_params=(T,))


class Tags(list[str]):
    pass


class Index(dict[str, int]):
    pass


FORMS: list[Any] = [
    list[int],
    typing.List[str],
    list,
    typing.List,
    set[int],
    typing.Set[str],
    set,
    frozenset[bool],
    typing.FrozenSet[int],
    tuple[int, ...],
    tuple[int, str, bool],
    tuple[()],
    typing.Tuple[int, str],
    tuple,
    dict[str, int],
    typing.Dict[int, list[str]],
    dict,
    collections.defaultdict[str, list[int]],
    typing.DefaultDict[str, int],
    collections.OrderedDict[str, int],
    collections.Counter[str],
    collections.deque[int],
    typing.Deque[str],
    collections.ChainMap[str, int],
    collections.abc.Sequence[int],
    typing.Sequence[str],
    collections.abc.MutableSequence[int],
    collections.abc.Iterable[int],
    typing.Iterable[str],
    collections.abc.Iterator[int],
    collections.abc.Generator[int, None, None],
    collections.abc.Collection[int],
    collections.abc.Set[int],
    typing.AbstractSet[str],
    collections.abc.Mapping[str, int],
    typing.Mapping[str, int],
    collections.abc.MutableMapping[str, int],
    Tags,
    Index,
    int | None,
    typing.Optional[str],
    typing.Union[int, str],
    Literal["a", 1, None],
    Score,
    Ids,
    PairOf[int],
    dict[Literal["a", "b"], int],
    dict[str, dict[str, list[tuple[int, str]]]],
    list[int | None],
    Annotated[int, at.Ge(3)],
    Annotated[list[int], at.Len(2, 4), ["not", "hashable"]],
    type[int],
    typing.TextIO,
    typing.BinaryIO,
    typing.IO[str],
    io.BytesIO,
    os.PathLike[str],
    numbers.Number,
    typing.SupportsInt,
    contextlib.AbstractContextManager[int],
    ValueError,
    re.Pattern[str],
    Callable[[int], str],
    collections.abc.Callable[..., int],
    typing.Callable,
    Any,
    object,
    None,
    bool,
    bytes,
    dt.date,
    T,
]


@pytest.mark.filterwarnings("ignore::typeguard.TypeHintWarning")  # it leaves names in quotes unchecked
@pytest.mark.parametrize("form", FORMS, ids=str)
def test_each_value_is_what_the_annotation_says(form: Any, fifty: Callable[[Any], list[Any]]) -> None:
    for value in fifty(form):
        typeguard.check_type(value, form, collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_the_same_seed_gives_the_same_values(form: Any) -> None:
    def values() -> str:
        with seeded(9):
            built = [build(form) for _ in range(5)]
        return str([list(one) if isinstance(one, Iterator) else one for one in built]).partition(" at 0x")[0]

    assert values() == values()


def test_collections_that_are_made_anew_have_the_items_asked_for() -> None:
    assert {type(item) for one in build_many(collections.abc.Generator[int, None, None], 9) for item in one} == {int}
    assert all(one.default_factory is list for one in build_many(collections.defaultdict[str, list[int]], 3))
    assert {type(one) for one in build_many(Tags, 3)} == {Tags}
    assert {type(one) for one in build_many(Index, 3)} == {Index}
    assert all(3 <= len(one) <= 6 for one in build_many(Annotated[list[int], at.MinLen(3)], 30))


async def _gathered(items: typing.AsyncIterator[int]) -> list[int]:
    return [item async for item in items]


async def _awaited(function: Callable[[], typing.Awaitable[int]]) -> int:
    return await function()


def test_asynchronous_forms_work_in_a_loop() -> None:
    import asyncio

    assert all(type(item) is int for item in asyncio.run(_gathered(build(typing.AsyncIterator[int]))))
    assert type(asyncio.run(_awaited(build(Callable[[], typing.Awaitable[int]])))) is int


class TestDistinctItems:
    def test_a_set_has_as_many_as_are_asked_for(self) -> None:
        assert all(len(one) == 2 for one in build_many(Annotated[set[bool], at.MinLen(2)], 30))
        assert all(len(one) == 4 for one in build_many(Annotated[set[Literal[1, 2, 3, 4]], at.Len(4, 4)], 30))
        assert all(
            len(one) == 9
            for one in build_many(Annotated[set[Annotated[int, at.Interval(ge=1, le=9)]], at.MinLen(9)], 30)
        )

    def test_so_do_the_keys_of_a_mapping(self) -> None:
        assert all(len(one) == 2 for one in build_many(Annotated[dict[bool, str], at.MinLen(2)], 30))

    def test_more_than_there_are_is_an_error(self) -> None:
        with pytest.raises(CannotBuild, match="there are only 2 different bool, and at least 3 are asked for"):
            build(Annotated[set[bool], at.MinLen(3)])

    def test_what_cant_be_hashed_is_an_error(self) -> None:
        with pytest.raises(CannotBuild, match=r"list\[int\] objects can't be hashed"):
            build(set[list[int]])
        with pytest.raises(CannotBuild, match=r"list\[int\] objects can't be hashed"):
            build(dict[list[int], str])

    def test_no_length_between_the_bounds_is_an_error(self) -> None:
        with pytest.raises(CannotBuild, match="no collection has at least 3 items and at most 2"):
            build(Annotated[list[int], at.Len(3, 2)])


def test_the_name_of_a_type_says_which_values_are_sensible() -> None:
    names: list[Any] = [EmailAddress, Email]
    assert all("@" in build(name) for name in names)


def test_none_comes_once_in_eight_times() -> None:
    nones = sum(value is None for value in build_many(int | None, 400))
    assert 25 <= nones <= 80


def test_a_condition_that_nothing_meets_is_an_error() -> None:
    with pytest.raises(CannotBuild, match="300 values were drawn, and none is accepted by"):
        build(Annotated[int, at.Predicate(lambda number: False)])
    assert build(Annotated[int, at.Predicate(lambda number: number % 3 == 0)]) % 3 == 0


def test_a_time_zone_by_name() -> None:
    assert str(build(Annotated[dt.datetime, at.Timezone("Europe/Paris")]).tzinfo) == "Europe/Paris"


LEAVES = [int, str, bool, float, bytes, dt.date, Literal["x", "y"], Score, None, Annotated[int, at.Ge(2)]]


WRAPPERS: list[Callable[[Any], Any]] = [
    lambda one: types.GenericAlias(list, one),
    lambda one: types.GenericAlias(tuple, (one, ...)),
    lambda one: types.GenericAlias(tuple, (one, one)),
    lambda one: types.GenericAlias(dict, (str, one)),
    lambda one: types.GenericAlias(collections.defaultdict, (int, one)),
    lambda one: typing.cast("Any", typing.Optional)[one],
    lambda one: typing.cast("Any", typing.Union)[one, int, bytes],
    lambda one: typing.cast("Any", Callable)[[int], one],
    lambda one: typing.cast("Any", Annotated)[types.GenericAlias(list, one), at.MinLen(1)],
]


def _wrapped(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda wrap, one: wrap(one), st.sampled_from(WRAPPERS), inner)


@settings(max_examples=40, deadline=None)
@given(st.recursive(st.sampled_from(LEAVES), _wrapped, max_leaves=6))
def test_any_form_of_forms_is_built(form: Any) -> None:
    for value in build_many(form, 3):
        typeguard.check_type(value, form, collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS)
