"""Doubles are values too: accepted for what they stand for, and for nothing else."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Iterable
from typing import IO, Any, Protocol, SupportsInt

import pytest

from mockfactory import Session, calls_to, double, double_class, spy
from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint


class Repo:
    def __init__(self) -> None:
        self.name = "x"

    def get(self, key: str) -> int:
        return len(key)

    async def put(self, key: str, value: int) -> None: ...

    @property
    def size(self) -> int:
        raise AssertionError("the getter ran")


class Store(Protocol):
    name: str

    def get(self, key: str) -> int: ...
    async def put(self, key: str, value: int) -> None: ...
    @property
    def size(self) -> int: ...


class Missing(Protocol):
    missing: str


class Getter(Protocol):
    def __call__(self, key: str) -> int: ...


def refusal(annotation: object, value: object) -> str | None:
    check = compile_check(Hint(annotation))
    return None if check is None or check.accepts(value) else check.mismatch(value)


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Repo, lambda: double(Repo)),
        (Repo | None, lambda: double(Repo)),
        (list[Repo], lambda: [double(Repo), Repo()]),
        (Store, lambda: double(Repo)),
        (Store, lambda: double(Store)),
        (Store, lambda: spy(Repo())),
        (Repo, lambda: spy(Repo())),
        (type[Repo], lambda: double_class(Repo)),
        (type[Store], lambda: double_class(Repo)),
        (Callable[[], Repo], lambda: double_class(Repo)),
        (Callable[[str], int], lambda: double(Repo).get),
        (Callable[[str, int], Awaitable[None]], lambda: double(Repo).put),
        (Getter, lambda: double(Repo).get),
        (Getter, lambda: double(Getter)),
        (Callable[[str], int], lambda: double(Getter)),
        (IO[str], lambda: double(io.StringIO)),
    ],
)
def test_a_double_is_accepted_for_what_it_stands_for(annotation: object, value: Callable[[], object]) -> None:
    assert refusal(annotation, value()) is None


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (int, lambda: double(Repo)),
        (list[int], lambda: [double(Repo)]),
        (Missing, lambda: double(Repo)),
        (SupportsInt, lambda: double(Repo)),
        (Iterable[Any], lambda: double(Repo)),
        (IO[str], lambda: double(Repo)),
        (type[Repo], lambda: double(Repo)),
        (type[int], lambda: double_class(Repo)),
        (Repo, lambda: double_class(Repo)),
        (Callable[[int], Repo], lambda: double_class(Repo)),
        (Callable[[str, int], int], lambda: double(Repo).get),
        (Callable[[str, int], None], lambda: double(Repo).put),
        (Getter, lambda: double(Repo).put),
    ],
)
def test_a_double_is_refused_for_anything_else(annotation: object, value: Callable[[], object]) -> None:
    assert refusal(annotation, value()) is not None


def test_looking_at_a_double_leaves_no_trace() -> None:
    with Session():  # raises at its end what a double refused
        repo = double(Repo)
        for annotation in (Store, Missing, SupportsInt, IO[str], Iterable[int], type[Repo], dict[str, int]):
            refusal(annotation, repo)
        assert refusal(Callable[[int, int], Any], repo.get) == (
            "Repo.get of double(Repo), not Callable[[int, int], Any]: it takes 1 argument, and is called with 2"
        )
        assert list(calls_to(repo.get)) == []
