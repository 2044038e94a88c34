"""Each form of the type language: values that it accepts, and beside them values that it refuses."""

# pyright: reportGeneralTypeIssues=false
# The type variables below are bound by nothing: that is what is tested.

from __future__ import annotations

import asyncio
import collections
import collections.abc as abc
import contextlib
import dataclasses
import datetime
import decimal
import enum
import fractions
import io
import os
import pathlib
import re
import tempfile
import types
import typing
from collections.abc import Iterator
from typing import Any, Generic, Literal, NamedTuple, NewType, Optional, TypeVar, Union

import pytest
import typing_extensions

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint
from tests.labels import label

T = TypeVar("T")
Bound = TypeVar("Bound", bound=int)
OneOf = TypeVar("OneOf", int, str)
Ts = typing.TypeVarTuple("Ts")
P = typing.ParamSpec("P")
UserId = NewType("UserId", int)
Users = NewType("Users", list[int])


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1


class Word(enum.StrEnum):
    YES = "yes"


class Animal: ...


class Dog(Animal): ...


class Plant: ...


class Repo(Generic[T]): ...


@dataclasses.dataclass
class Point:
    x: int


class Pair(NamedTuple):
    left: int
    right: str


class IntList(list[int]): ...


class Text(str): ...


class Ordered(abc.Sequence[int]):
    def __getitem__(self, index: Any) -> Any:
        raise AssertionError("looked at")

    def __len__(self) -> int:
        raise AssertionError("looked at")


Json = typing_extensions.TypeAliasType(
    "Json",
    "Union[bool, float, str, list[Json], dict[str, Json], None]",
)
Tree = typing_extensions.TypeAliasType("Tree", Union[T, "list[Tree[T]]"], type_params=(T,))
Pairs = typing_extensions.TypeAliasType("Pairs", list[tuple[T, T]], type_params=(T,))


@types.coroutine
def old_style() -> Iterator[None]:
    yield


def numbers() -> Iterator[int]:
    yield 1


async def coroutine() -> None: ...


async def asynchronous() -> abc.AsyncIterator[int]:
    yield 1


def closed(value: Any) -> Any:
    value.close()
    return value


SPOOLED = tempfile.SpooledTemporaryFile(mode="w")  # noqa: SIM115
UNREAD = numbers()
TABLE: list[tuple[object, list[object], list[object]]] = [
    # classes
    (int, [1, True, Level.LOW], [1.0, "1", None, int, Animal()]),
    (bool, [True], [1, 0, "True"]),
    (str, ["", Text("x"), Word.YES], [b"", 1, None, str]),
    (float, [1.0, 1, True, float("nan")], ["1", 1j, None, decimal.Decimal(1)]),
    (complex, [1j, 1.0, 1], ["1", None]),
    (bytes, [b"", bytearray(), memoryview(b"")], ["", 1]),
    (bytearray, [bytearray()], [b""]),
    (Animal, [Animal(), Dog()], [Plant(), Animal, None]),
    (Dog, [Dog()], [Animal()]),
    (Point, [Point(1)], [(1,), {"x": 1}]),
    (Pair, [Pair(1, "")], [(1, "")]),
    (Color, [Color.RED], ["red", Word.YES]),
    (datetime.date, [datetime.date.min, datetime.datetime.min], [datetime.time.min]),
    (list, [[], [1, "x"], IntList()], [(), "", {}]),
    (type, [int, Animal], [1, list[int]]),
    (types.FunctionType, [numbers], [print, int]),
    (Exception, [ValueError()], [KeyboardInterrupt(), ValueError]),
    # None, unions
    (None, [None], [0, "", False]),
    (types.NoneType, [None], [0]),
    (Optional[int], [1, None, True], ["", 1.0]),
    (int | str, [1, ""], [1.0, None, b""]),
    (Union[int, list[str], None], [1, [], ["x"], None], [[1], "x", ["x", 1]]),
    (Optional[Union[int, Optional[str]]], [1, "", None], [b""]),
    (list[int] | dict[str, int], [[1], {"a": 1}, [], {}], [["x"], {"a": "b"}, (1,)]),
    (Animal | Plant | None, [Dog(), Plant(), None], [1, Animal]),
    # what is nothing, and what is anything
    (typing.Never, [], [1, None]),
    (typing.NoReturn, [], [1, None]),
    (Any, [1, None, object()], []),
    (object, [1, None, object()], []),
    (int | Any, ["x"], []),
    (list[Any], [[1, "x"], []], [(), None]),
    # Literal
    (Literal[1], [1], [True, 1.0, 2, "1"]),
    (Literal[True], [True], [1, False]),
    (Literal["a", "b"], ["a", "b"], ["c", "", b"a", Text("a")]),
    (Literal[None, b"x"], [None, b"x"], ["x", 0]),
    (Literal[Color.RED], [Color.RED], [Color.BLUE, "red"]),
    (Literal[Literal[1, 2], "x"], [1, 2, "x"], [3]),  # noqa: RUF041
    (Literal["yes"], ["yes"], [Word.YES]),
    (Literal[1], [1], [[1], {}, Animal()]),
    # names for other types
    (UserId, [1], ["1"]),
    (Users, [[1]], [["x"], 1]),
    (T, [1, None], []),
    (Bound, [1, True], ["x"]),
    (OneOf, [1, "x"], [None, 1.0]),
    (typing.Annotated[int, "meta"], [1], ["x"]),
    (typing.Annotated[int, []], [1], ["x"]),
    (list[typing.Annotated[int, []]], [[1]], [["x"]]),
    (typing.LiteralString, ["x"], [1]),
    (typing.TypeGuard[int], [True], [1, "x"]),
    (typing_extensions.TypeIs[int], [True], [1]),
    (typing.Final[int], [1], ["x"]),
    (typing.ClassVar[int], [1], ["x"]),
    (typing_extensions.ReadOnly[int], [1], ["x"]),
    (typing.Required[int], [1], ["x"]),
    (dataclasses.InitVar[int], [1], ["x"]),
    (typing.Text, ["x"], [1]),  # noqa: UP019
    # type[...]
    (type[Animal], [Animal, Dog], [Plant, Animal(), None, "Animal"]),
    (type[int | str], [int, bool, str], [float, 1]),
    (type[Optional[int]], [int, types.NoneType], [str, None]),
    (type[Any], [int, Animal], [1]),
    (typing.Type[int], [bool], [str]),
    (typing.Type, [int], [1]),
    (type[list[int]], [list, IntList, list[int]], [dict]),
    (type[Bound], [int, bool], [str]),
    (type[OneOf], [int, str], [bytes]),
    (type[T], [int], [1]),
    (type[UserId], [int], [str]),
    (type[float], [float, int], [str]),
    (type[None], [types.NoneType], [int, None]),
    (type[typing.Sized], [list, str], [int]),
    # lists, sets, sequences
    (list[int], [[], [1, True], IntList([1]), [1] * 1000], [["x"], (1,), [1] * 1000 + ["x"], None, IntList(["x"])]),  # type: ignore[list-item]
    (typing.List[int], [[1]], [["x"]]),
    (typing.List, [[1]], [()]),
    (list[float], [[1, 1.0, True]], [["x"]]),
    (list[list[int]], [[[1], []]], [[["x"]], [1]]),
    (list[Animal], [[Dog(), Animal()]], [[Dog(), Plant()]]),
    (list[T], [[1, "x"]], [()]),  # type: ignore[valid-type]
    (set[int], [set(), {1}], [{"x"}, frozenset({1}), [1]]),
    (frozenset[str], [frozenset("a")], [{"a"}, frozenset({1})]),
    (collections.deque[int], [collections.deque([1])], [collections.deque("x"), [1]]),
    (collections.UserList[int], [collections.UserList([1])], [collections.UserList(["x"]), [1]]),
    (abc.Sequence[int], [[1], (1,), range(3), b"ab", collections.deque([1]), Ordered()], [{1}, "ab", ["x"], ("x",), 1]),
    (
        abc.Sequence[str],
        ["ab", "", ["ab"], ("ab",), Text("x"), ()],
        [[1], b"ab", range(2), b""],
    ),
    (abc.Sequence[int], [], ["", "abc", Text("")]),
    (typing.Sequence, [[1], "x"], [{1}, iter([])]),
    (abc.MutableSequence[int], [[1], bytearray(b"x")], [(1,), ["x"]]),
    (abc.Set[int], [{1}, frozenset({1}), {1: 2}.keys()], [{"x"}, [1], {"x": 2}.keys()]),
    (abc.MutableSet[int], [{1}], [frozenset({1}), {"x"}]),
    (abc.Collection[int], [[1], {1}, {1: "x"}, {"x": 1}.values()], [["x"], {"x": 1}, iter([1]), 1]),
    (abc.Container[int], [[1], {1}], [["x"], 1]),
    (abc.Reversible[int], [[1], {1: "x"}], [["x"], {1}]),
    (abc.Iterable[int], [[1], (1,), {1: "x"}, UNREAD, iter(["x"]), range(2)], [["x"], "x", 1, None, {"x": 1}.keys()]),
    (abc.Iterable[tuple[str, int]], [{"x": 1}.items(), [("x", 1)]], [{"x": "y"}.items(), [("x",)]]),
    (abc.Iterator[int], [UNREAD, iter(["x"])], [[1], "x", 1]),
    (abc.Generator[int, None, None], [UNREAD], [iter([1])]),
    (abc.Hashable, [1, ()], [[], {}]),
    (abc.Sized, [[], ""], [1, UNREAD]),
    (typing.Hashable, [1], [[]]),
    # tuples
    (tuple[int, str], [(1, "x"), Pair(1, "x")], [(1,), (1, "x", 2), ("x", 1), [1, "x"], ()]),
    (tuple[int, ...], [(), (1,), (1, 2, 3)], [("x",), (1, "x"), [1]]),
    (tuple[()], [()], [(1,), []]),
    (tuple[Any, ...], [(), (1, "x")], [[]]),
    (tuple[Any, int], [("x", 1)], [("x", "y"), (1,)]),
    (typing.Tuple, [(), (1,)], [[]]),
    (typing.Tuple[()], [()], [(1,)]),
    (tuple, [(), (1,)], [[]]),
    (tuple[int, *tuple[str, ...], bool], [(1, True), (1, "a", "b", True)], [(1,), (1, 2, True), (1, "a", "b"), ()]),
    (tuple[typing.Unpack[tuple[int, str]]], [(1, "x")], [(1,)]),  # noqa: UP044
    (tuple[int, *Ts], [(1,), (1, "x", None)], [(), ("x",)]),  # type: ignore[valid-type]
    (tuple[tuple[int, ...], ...], [((1,), ())], [((1,), ("x",)), (1,)]),
    # mappings
    (dict[str, int], [{}, {"a": 1}, collections.OrderedDict(a=1)], [{1: 1}, {"a": "b"}, [("a", 1)], {"a": None}]),
    (typing.Dict[str, int], [{"a": 1}], [{"a": "b"}]),
    (dict[str, Any], [{"a": object()}], [{1: 1}]),
    (dict[Any, int], [{None: 1}], [{1: "x"}]),
    (dict[str, list[int]], [{"a": [1]}], [{"a": ["x"]}, {"a": 1}]),
    (
        abc.Mapping[str, int],
        [{"a": 1}, types.MappingProxyType({"a": 1})],
        [types.MappingProxyType({1: 1}), {"a": "b"}, []],
    ),
    (abc.Mapping[str, str], [os.environ], [1]),
    (abc.MutableMapping[str, int], [{"a": 1}], [types.MappingProxyType({"a": 1}), {"a": ""}]),
    (collections.OrderedDict[str, int], [collections.OrderedDict(a=1)], [{"a": 1}, collections.OrderedDict(a="b")]),
    (
        collections.defaultdict[str, int],
        [collections.defaultdict(int, a=1)],
        [{"a": 1}, collections.defaultdict(str, a="b")],
    ),
    (collections.Counter[str], [collections.Counter("ab")], [collections.Counter([1]), {"a": 1}]),
    (
        collections.ChainMap[str, int],
        [collections.ChainMap({"a": 1}, {})],
        [collections.ChainMap({}, {"a": "b"}), {"a": 1}],
    ),
    (collections.UserDict[str, int], [collections.UserDict(a=1)], [collections.UserDict(a="b"), {"a": 1}]),
    (
        types.MappingProxyType[str, int],
        [types.MappingProxyType({"a": 1})],
        [{"a": 1}, types.MappingProxyType({"a": ""})],
    ),
    (abc.KeysView[str], [{"a": 1}.keys()], [{1: 1}.keys(), ["a"]]),
    (abc.ValuesView[int], [{"a": 1}.values()], [{"a": "b"}.values()]),
    (abc.ItemsView[str, int], [{"a": 1}.items()], [{"a": "b"}.items(), {1: 1}.items()]),
    # what is awaited, entered, iterated later
    (abc.Awaitable[int], [closed(coroutine()), old_style(), asyncio.Future], [numbers(), 1, numbers]),
    (abc.Coroutine[Any, Any, int], [closed(coroutine())], [numbers(), coroutine]),
    (abc.AsyncIterator[int], [asynchronous()], [UNREAD, [1]]),
    (abc.AsyncIterable[int], [asynchronous()], [UNREAD, [1]]),
    (abc.AsyncGenerator[int, None], [asynchronous()], [UNREAD]),
    (contextlib.AbstractContextManager[int], [contextlib.nullcontext(), io.StringIO()], [1, UNREAD]),
    (typing.ContextManager[int], [contextlib.nullcontext()], [1]),
    (contextlib.AbstractAsyncContextManager[int], [contextlib.nullcontext()], [io.StringIO(), 1]),
    # files, patterns, paths
    (typing.IO[str], [io.StringIO(), SPOOLED], [io.BytesIO(), "x", None, 1]),
    (typing.TextIO, [io.StringIO()], [io.BytesIO(), 1]),
    (typing.BinaryIO, [io.BytesIO()], [io.StringIO(), b""]),
    (typing.IO[Any], [io.StringIO(), io.BytesIO()], [1]),
    (typing.IO, [io.StringIO(), io.BytesIO()], [1]),
    (re.Pattern[str], [re.compile("x")], [re.compile(b"x"), "x"]),
    (re.Pattern, [re.compile("x"), re.compile(b"x")], ["x"]),
    (re.Match[str], [re.match("x", "x")], [re.match(b"x", b"x"), None]),
    (os.PathLike[str], [pathlib.Path()], ["x", None]),
    (typing.SupportsInt, [1, 1.0, decimal.Decimal(1)], ["x", None, []]),
    (typing.SupportsAbs[int], [1, fractions.Fraction(1)], ["x"]),
    (typing.SupportsIndex, [1, True], [1.0, "x"]),
    # generic classes of one's own, aliases
    (Repo[int], [Repo()], [Animal(), Repo]),
    (list[Repo[int]], [[Repo()]], [[Animal()]]),
    (Json, [None, 1, {"a": [1, {"b": None}]}, []], [{1: 1}, {"a": [object()]}, b"", (1,)]),
    (Tree[int], [1, [1, [2, []]]], ["x", [1, ["x"]]]),
    (Pairs[int], [[(1, 2)]], [[(1, "x")], [(1,)]]),
    (dict[str, Json], [{"a": []}], [{"a": b""}]),
    # what is not resolved
    (list["Nowhere"], [[1]], [()]),  # type: ignore[name-defined]  # noqa: F821
    (typing.List["Nowhere"], [["x"]], [1]),  # type: ignore[name-defined]  # noqa: F821
    (Union[int, typing.ForwardRef("Nowhere")], ["x"], []),
    ("int", ["x"], []),
    (typing.Self, [1], []),
]


def accepts(annotation: object, value: object) -> bool:
    check = compile_check(Hint(annotation))
    return check is None or type(value) in check.exact or check.accepts(value)


@pytest.mark.parametrize(("annotation", "right", "wrong"), TABLE, ids=label)
def test_each_form_accepts_what_is_right_and_refuses_what_is_not(
    annotation: object, right: list[object], wrong: list[object]
) -> None:
    if right and right[-1] is asyncio.Future:
        loop = asyncio.new_event_loop()
        right = [*right[:-1], loop.create_future()]
        loop.close()

    assert [value for value in right if not accepts(annotation, value)] == []
    assert [value for value in wrong if accepts(annotation, value)] == []


@pytest.mark.parametrize(("annotation", "right", "wrong"), TABLE, ids=label)
def test_the_fast_path_and_the_verdict_agree(annotation: object, right: list[object], wrong: list[object]) -> None:
    check = compile_check(Hint(annotation))
    for value in [*right, *wrong]:
        if check is not None and type(value) in check.exact:
            assert check.accepts(value)


def test_iterators_are_not_advanced() -> None:
    iterator = iter([1, 2])
    assert accepts(abc.Iterable[str], iterator)
    assert list(iterator) == [1, 2]


def test_a_hint_that_is_unchecked_has_no_check() -> None:
    assert compile_check(Hint(int, "name 'X' is not defined")) is None
    assert compile_check(Hint(int)) is not None
