"""Rule 17: an interface that is generic, and a class that does not say with which type it stands for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import pytest
import typing_extensions

from mockfactory.verification import Finding, Severity, check_substitutable, stands_for

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
if TYPE_CHECKING:
    Found = TypeVar("Found")
else:
    Found = typing_extensions.TypeVar("Found", infer_variance=True)


WRITTEN_WITH = (Any, Iterable, Mapping, MutableMapping, MutableSequence, Sequence, deque)
"""In the types below, which are text."""


class Box(Generic[T]):
    item: T


class Source(Generic[T_co]):
    def take(self) -> T_co: ...  # type: ignore[empty-body]


class Hatch(Generic[Found]):
    def take(self) -> Found: ...  # type: ignore[empty-body]


class Repo(Protocol[T]):
    def get(self, key: str) -> T: ...
    def all(self) -> list[T]: ...
    def by(self) -> dict[int, T]: ...


def gives(**results: str) -> type:
    """A class with methods of these results, each as it is written."""

    def method(result: str) -> Callable[..., None]:
        def asked(self: object, key: str = "") -> None: ...

        asked.__annotations__ = {"key": "str", "return": result}
        return asked

    return type("Given", (), {name: method(result) for name, result in results.items()})


def asks(**results: str) -> type:
    """The same, as a class that is generic in `T`."""
    cls = gives(**results)
    cls.__parameters__ = (T,)  # type: ignore[attr-defined]
    return cls


def broken(given: type, asked: object) -> list[Finding]:
    return check_substitutable(given, asked).of(Severity.INCOMPATIBLE)


def test_members_that_need_other_items_are_named() -> None:
    [finding] = broken(gives(get="int", all="list[str]", by="dict[int, bytes]"), Repo)

    assert (finding.rule, finding.member) == (17, "all")
    assert finding.problem == "Given fits Repo with no one type for T: get() has int, and all() has str"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"one": "list[T]", "other": "dict[int, T]"}, {"one": "list[str]", "other": "dict[int, bytes]"}),
        ({"one": "list[T]", "other": "list[T]"}, {"one": "list[int]", "other": "list[bool]"}),
        ({"one": "T", "other": "set[T]"}, {"one": "object", "other": "set[str]"}),
        ({"one": "T", "other": "Mapping[T, int]"}, {"one": "int", "other": "dict[str, int]"}),
        ({"one": "T", "other": "MutableSequence[T]"}, {"one": "int", "other": "list[str]"}),
        ({"one": "Sequence[T]", "other": "deque[T]"}, {"one": "list[int]", "other": "deque[str]"}),
        ({"one": "T", "other": "Box[T]"}, {"one": "int", "other": "Box[str]"}),
        ({"one": "T", "other": "list[Box[T]]"}, {"one": "int", "other": "list[Box[str]]"}),
        ({"one": "T", "other": "dict[int, T | None]"}, {"one": "int", "other": "dict[int, str | None]"}),
        ({"one": "T", "other": "MutableMapping[str, T]"}, {"one": "None", "other": "dict[str, int]"}),
    ],
)  # fmt: skip
def test_what_is_written_into_is_of_one_type(asked: dict[str, str], given: dict[str, str]) -> None:
    assert [one.rule for one in broken(gives(**given), asks(**asked))] == [17]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"one": "T", "other": "list[T]"}, {"one": "bool", "other": "list[int]"}),
        ({"one": "T", "other": "list[T]"}, {"one": "int", "other": "list[Any]"}),
        ({"one": "T", "other": "list[T]"}, {"one": "Any", "other": "list[int]"}),
        ({"one": "T", "other": "list[T]"}, {"one": "int", "other": "list[float]"}),
        ({"one": "T", "other": "list[T]"}, {"one": "int", "other": "list"}),
        ({"one": "T", "other": "Sequence[T]"}, {"one": "int", "other": "list[str]"}),
        ({"one": "Iterable[T]", "other": "Mapping[str, T]"}, {"one": "set[int]", "other": "dict[str, bytes]"}),
        ({"one": "T", "other": "Source[T]"}, {"one": "int", "other": "Source[str]"}),
        ({"one": "T", "other": "Hatch[T]"}, {"one": "int", "other": "Hatch[str]"}),
        ({"one": "Hatch[T]", "other": "list[T]"}, {"one": "Hatch[bool]", "other": "list[int]"}),
        ({"one": "T", "other": "dict[T, int]"}, {"one": "str", "other": "dict[str, int]"}),
        ({"one": "list[T | None]", "other": "T"}, {"one": "list[int | None]", "other": "int"}),
        ({"one": "T", "other": "dict[int, T]"}, {"one": "str", "other": "dict[int, str | None]"}),
        ({"one": "tuple[T, ...]", "other": "frozenset[T]"}, {"one": "tuple[int, ...]", "other": "frozenset[str]"}),
    ],
)  # fmt: skip
def test_what_one_type_does_for_is_taken(asked: dict[str, str], given: dict[str, str]) -> None:
    assert broken(gives(**given), asks(**asked)) == []


def test_parameters_and_results_are_held_to_the_same_items() -> None:
    class Texts:
        def put(self, items: list[str]) -> None: ...
        def count(self, item: bytes) -> int:
            return 0

    class Counted(Protocol[T]):
        def put(self, items: list[T]) -> None: ...
        def count(self, item: T) -> int: ...

    class Lenient:
        def put(self, items: list[str]) -> None: ...
        def count(self, item: object) -> int:
            return 0

    assert [one.rule for one in broken(Texts, Counted)] == [17]
    assert broken(Lenient, Counted) == []


class Mailer:
    def send(self, to: str) -> None: ...


class Mailers(Protocol[T]):
    def get(self) -> T: ...
    def all(self) -> list[T]: ...


@stands_for(Mailer)
class FakeMailer:
    def send(self, to: str) -> None: ...


class OtherMailer(FakeMailer):
    pass


def test_what_counts_as_another_class_is_of_one_type_with_it() -> None:
    class Given:
        def get(self) -> OtherMailer:
            return OtherMailer()

        def all(self) -> list[Mailer]:
            return []

    class Back:
        def get(self) -> Mailer:
            return Mailer()

        def all(self) -> list[FakeMailer]:
            return []

    assert broken(Given, Mailers) == []
    assert [one.rule for one in broken(Back, Mailers)] == [17]
