"""Each target is read once, and what cannot be imported again is let go."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

import gc
import threading
import weakref
from typing import Generic, TypeVar

from mockfactory.spec import Spec, read_spec

T = TypeVar("T")


class Box(Generic[T]):
    def get(self) -> T: ...


class Outer:
    class Inner:
        def get(self) -> int: ...


def test_the_same_target_gives_the_same_spec() -> None:
    assert read_spec(Box) is read_spec(Box)
    assert read_spec(Box[int]) is read_spec(Box[int])
    assert read_spec(len) is read_spec(len)


def test_other_arguments_give_another_spec() -> None:
    assert read_spec(Box[int]) is not read_spec(Box[str])
    assert read_spec(Box[int]) is not read_spec(Box)
    assert read_spec(Box[list[int]]).members["get"].call.returns.value.annotation == list[int]  # type: ignore[union-attr]


def test_an_importable_class_keeps_its_spec() -> None:
    for target in (Box, Outer.Inner, Box[int]):
        key = id(read_spec(target))
        gc.collect()
        assert id(read_spec(target)) == key


def test_a_local_class_is_let_go_with_its_spec() -> None:
    def once() -> tuple[weakref.ref[type], weakref.ref[Spec]]:
        class Local:
            def __init__(self, a: int) -> None:
                self.a = a

        spec = read_spec(Local)
        assert read_spec(Local) is spec
        list(spec.members.values())
        return weakref.ref(Local), weakref.ref(spec)

    cls, spec = once()
    gc.collect()
    assert (cls(), spec()) == (None, None)


def test_an_alias_of_a_local_class_is_let_go_too() -> None:
    def once() -> weakref.ref[Spec]:
        class Local: ...

        spec = read_spec(Box[Local])
        assert read_spec(Box[Local]) is spec
        return weakref.ref(spec)

    spec = once()
    gc.collect()
    assert spec() is None


def test_a_class_that_took_the_name_of_another_is_another() -> None:
    def make() -> type:
        class Local:
            def one(self) -> int: ...

        return Local

    first, second = make(), make()
    assert read_spec(first).cls is first
    assert read_spec(second).cls is second


def test_threads_get_one_spec_and_one_member() -> None:
    class Shared:
        def __init__(self) -> None:
            self.a = 1

        def method(self, a: int) -> str: ...

    start = threading.Barrier(8)
    found: list[tuple[int, int, int]] = []

    def read() -> None:
        start.wait()
        spec = read_spec(Shared)
        found.append((id(spec), id(spec.members["method"]), len(spec.members)))

    keep = read_spec(Shared)
    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert found[0][0] == id(keep)
