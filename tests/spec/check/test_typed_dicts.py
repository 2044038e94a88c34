"""`TypedDict`: keys that must be there, may be there, and must not."""

from __future__ import annotations

import typing
from typing import Annotated, Any, Generic, NotRequired, Required, TypedDict, TypeVar, Unpack

import pytest
import typing_extensions

from mockfactory.spec.check import compile_check, unchecked_reason, unpacked_typed_dict
from mockfactory.spec.model import Hint
from tests.labels import label

T = TypeVar("T")


class Movie(TypedDict):
    title: str
    year: NotRequired[int]


class Sequel(Movie, total=False):
    part: int
    studio: Required[Annotated[str, "name"]]


class Node(TypedDict):
    value: int
    children: list[Node]


class Page(TypedDict, Generic[T]):
    items: list[T]
    total: int


class Extension(typing_extensions.TypedDict):
    title: typing_extensions.ReadOnly[str]
    year: typing_extensions.NotRequired[typing_extensions.ReadOnly[int]]


class Headers(typing_extensions.TypedDict, extra_items=str):  # type: ignore[call-arg]
    host: str


class Partly(TypedDict):
    known: int
    unknown: Nowhere  # type: ignore[name-defined]  # noqa: F821


Functional = TypedDict("Functional", {"in": int, "class": str})


class OwnItems(dict[str, Any]):
    def items(self, *_: Any) -> Any:
        raise AssertionError("looked at")

    __iter__ = keys = __getitem__ = get = items


def accepts(annotation: object, value: object) -> bool:
    check = compile_check(Hint(annotation))
    return check is None or check.accepts(value)


@pytest.mark.parametrize(
    ("annotation", "right", "wrong"),
    [
        (
            Movie,
            [{"title": "x"}, {"title": "x", "year": 1}, OwnItems(title="x")],
            [{}, {"year": 1}, {"title": 1}, {"title": "x", "year": "y"}, {"title": "x", "yeer": 1},
             {1: "x", "title": "x"},             None, [("title", "x")], OwnItems(title=1)],
        ),
        (
            Sequel,
            [{"title": "x", "studio": "y"}, {"title": "x", "studio": "y", "year": 1, "part": 2}],
            [{"title": "x"}, {"studio": "y"}, {"title": "x", "studio": "y", "part": "z"}],
        ),
        (
            Node,
            [{"value": 1, "children": []}, {"value": 1, "children": [{"value": 2, "children": []}]}],
            [{"value": 1}, {"value": 1, "children": [{"value": 2}]},
             {"value": 1, "children": [{"value": "x", "children": []}]}],
        ),
        (Page[int], [{"items": [1], "total": 1}], [{"items": ["x"], "total": 1}, {"items": []}]),
        (Page, [{"items": [1, "x"], "total": 1}], [{"items": 1, "total": 1}]),
        (Extension, [{"title": "x"}, {"title": "x", "year": 1}], [{}, {"title": "x", "year": "y"}]),
        (Headers, [{"host": "x"}, {"host": "x", "accept": "y"}], [{"host": "x", "accept": 1}, {"accept": "y"}]),
        (Functional, [{"in": 1, "class": "x"}], [{"in": 1}, {"in": 1, "class": 2}]),
        (Partly, [{"known": 1, "unknown": "anything"}], [{"known": "x", "unknown": 1}, {"known": 1}]),
        (list[Movie], [[{"title": "x"}], []], [[{}]]),
        (Movie | None, [None, {"title": "x"}], [{}]),
        (Unpack[Movie], [{"title": "x"}], [{}, {"title": "x", "other": 1}]),
    ],
    ids=label,
)  # fmt: skip
def test_keys_and_values(annotation: object, right: list[object], wrong: list[object]) -> None:
    assert [value for value in right if not accepts(annotation, value)] == []
    assert [value for value in wrong if accepts(annotation, value)] == []


def test_a_key_that_does_not_resolve_is_reported() -> None:
    reason = unchecked_reason(Partly)
    assert reason is not None
    assert "key 'unknown'" in reason
    assert "Nowhere" in reason
    assert unchecked_reason(Movie) is None


def test_unpacked_keyword_arguments_are_recognised() -> None:
    assert unpacked_typed_dict(Unpack[Movie]) is Movie
    assert unpacked_typed_dict(typing.Unpack[Page[int]]) is Page
    assert unpacked_typed_dict(typing_extensions.Unpack[Movie]) is Movie
    assert unpacked_typed_dict(Movie) is None
    assert unpacked_typed_dict(int) is None
    assert unpacked_typed_dict(Unpack[tuple[int, str]]) is None
