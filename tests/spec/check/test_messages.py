"""What a refusal says: the place, what came, what was promised."""

from __future__ import annotations

import collections
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, NotRequired, Optional, TypedDict, Union
from unittest.mock import Mock

import pytest

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint


class Color(enum.Enum):
    RED = "red"


class Movie(TypedDict):
    title: str
    year: NotRequired[int]


class Plain: ...


class Loud:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Wordy:
    def __repr__(self) -> str:
        return "Wordy(" + "x" * 1000 + ")"


class Pair(NamedTuple):
    left: int
    right: int


def twin() -> type:
    class Plain: ...

    Plain.__module__ = "elsewhere"
    return Plain


def mismatch(annotation: object, value: object) -> str:
    check = compile_check(Hint(annotation))
    assert check is not None
    assert not check.accepts(value)
    return check.mismatch(value)


@pytest.mark.parametrize(
    ("annotation", "value", "message"),
    [
        (int, "x", "str ('x'), not int"),
        (int, None, "None, not int"),
        (None, 0, "int (0), not None"),
        (int, int, "class int, not int"),
        (int, print, "function print, not int"),
        (int, Plain(), "Plain, not int"),
        (int, Loud(), "Loud (<Loud instance at 0x"),
        (int, Mock(), "a mock without a spec, not int"),
        (Plain, twin()(), "elsewhere.Plain, not Plain"),
        (Color, "red", "str ('red'), not Color"),
        (Optional[int], "x", "str ('x'), not int | None"),
        (Union[int, str], b"", "bytes (b''), not int | str"),
        (Literal["a", 1], "b", "str ('b'), not Literal['a', 1]"),
        (type[int], str, "class str, not type[int]"),
        (type[int], 3, "int (3), not type[int]"),
        (list[int], (1,), "tuple ((1,)), not list[int]"),
        (list[int], [1, 2, "x"], "list item 2 is str ('x'), not int"),
        (list[list[int]], [[], [1, "x"]], "list item 1, list item 1 is str ('x'), not int"),
        (Sequence[int], ("x",), "tuple item 0 is str ('x'), not int"),
        (Sequence[int], "x", "str item is str ('x'), not int"),
        (Iterable[int], {"x": 1}, "dict key is str ('x'), not int"),
        (set[int], {"x"}, "set item 'x' is str ('x'), not int"),
        (collections.deque[int], collections.deque("x"), "deque item 0 is str ('x'), not int"),
        (tuple[int, str], (1, 2), "tuple item 1 is int (2), not str"),
        (tuple[int, str], (1,), "tuple ((1,)), not tuple[int, str]: it has 1 item"),
        (tuple[int, str], Pair(1, 2), "tuple item 1 is int (2), not str"),
        (tuple[()], (1, 2), "tuple ((1, 2)), not tuple[()]: it has 2 items"),
        (dict[str, int], {1: 1}, "dict key is int (1), not str"),
        (dict[str, int], {"a": "x"}, "value of key 'a' is str ('x'), not int"),
        (Mapping[str, list[int]], {"a": [None]}, "value of key 'a', list item 0 is None, not int"),
        (list[int] | None, ["x"], "list item 0 is str ('x'), not int"),
        (list[int] | dict[str, int], ["x"], "as list[int], list item 0 is str ('x'), not int"),
        (list[int] | list[str], [b""], "list ([b'']), not list[int] | list[str]"),
        (Movie, {"year": 1}, "key 'title' of Movie is missing"),
        (Movie, {"title": "x", "yaer": 1}, "key 'yaer' is not in Movie (did you mean 'year'?)"),
        (Movie, {"title": 1}, "key 'title' is int (1), not str"),
        (Movie, 1, "int (1), not Movie"),
        (list[Movie], [{"title": "x"}, {}], "list item 1: key 'title' of Movie is missing"),
        (dict[str, Movie], {"a": {"title": 1}}, "value of key 'a', key 'title' is int (1), not str"),
        (Callable[[], Any], 1, "int (1), not Callable[[], Any]"),
    ],
)
def test_the_place_and_both_types_are_named(annotation: object, value: object, message: str) -> None:
    assert mismatch(annotation, value).startswith(message)


@pytest.mark.parametrize(
    "value",
    ["x" * 10_000, ["x"] * 10_000, dict.fromkeys(range(1000), "x" * 50), Wordy(), 10**5000],
    ids=lambda value: type(value).__name__,
)
def test_messages_stay_short(value: object) -> None:
    assert len(mismatch(bytes, value)) < 300
