"""What a value depends on, and what it does not."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from builders import Builder, build, build_many, seeded
from builders.seed.namespaces import HERE


@dataclass
class Tenant:
    id: UUID
    slug: str


@dataclass
class User:
    id: UUID
    name: str
    age: int


def test_the_same_seed_gives_the_same_data() -> None:
    with seeded(3):
        first = build_many(User, 5)
    with seeded(3):
        assert build_many(User, 5) == first


def test_a_block_may_be_entered_again() -> None:
    nine = seeded(9)
    with nine:
        first = build(User)
        with nine:
            assert build(User) == first
        second = build(User)
    with nine:
        assert build_many(User, 2) == [first, second]
        assert first != second

    @seeded(9)
    def built() -> User:
        return build(User)

    assert built() == built() == first


def test_an_empty_locale_is_refused() -> None:
    with pytest.raises(ValueError, match="a locale that is not empty: 'de_DE'"):
        seeded(9, locale="")
    with pytest.raises(ValueError, match="a locale that is not empty: 'de_DE'"):
        Builder(User).localized("")
    with seeded(9, locale="de_DE"):
        assert Builder(User).localized("en_US").build()


def test_another_seed_or_namespace_gives_other_data() -> None:
    seen = []
    for seed, namespace in ((1, ""), (2, ""), (1, "a"), (1, "b")):
        with seeded(seed, namespace):
            seen.append(build(User).id)
    assert len(set(seen)) == 4


def test_what_else_is_built_does_not_matter() -> None:
    with seeded(3):
        alone = build_many(User, 3)
    with seeded(3):
        among = []
        for number in range(3):
            build_many(Tenant, number)
            among.append(build(User))
    assert among == alone


def test_the_third_is_the_third_however_it_is_asked_for() -> None:
    with seeded(3):
        third = build_many(User, 3)[2]
    with seeded(3):
        build(User, age=4)
        build_many(User, 1, name="x")
        assert build(User) == third


def test_an_override_moves_no_other_field() -> None:
    with seeded(3):
        plain = build(User)
    with seeded(3):
        given = build(User, name="Ada")
    assert (given.id, given.age) == (plain.id, plain.age)


def test_an_added_field_moves_no_other() -> None:
    @dataclass
    class Before:
        b: int
        d: str

    @dataclass
    class After:
        a: float
        d: str
        c: list[int]
        b: int

    After.__qualname__ = Before.__qualname__  # the same class, a version later
    with seeded(3):
        old = build(Before)
    with seeded(3):
        new = build(After)
    assert (old.b, old.d) == (new.b, new.d)


def test_nested_data_does_not_depend_on_what_is_around_it() -> None:
    @dataclass
    class Small:
        user: User

    small = Small

    def larger() -> type[Any]:
        @dataclass
        class Small:
            other: Tenant
            user: User

        Small.__qualname__ = small.__qualname__
        return Small

    with seeded(3):
        alone = build(Small).user
    with seeded(3):
        assert build(larger()).user == alone


def test_threads_get_different_objects_of_the_same_set() -> None:
    with seeded(3):
        expected = {user.id for user in build_many(User, 400)}
    found: list[UUID] = []
    with seeded(3):
        threads = [
            threading.Thread(target=lambda: found.extend(user.id for user in build_many(User, 100))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 400
    assert set(found) == expected


def test_seeded_blocks_can_stand_in_each_other() -> None:
    with seeded(1):
        outer = build(User)
        with seeded(1):
            assert build(User) == outer
        assert build(User) != outer


def test_blocks_that_are_left_in_another_order_than_they_were_entered() -> None:
    before = HERE.namespace
    first, second = seeded(11), seeded(12)
    with contextlib.ExitStack() as inner:
        with contextlib.ExitStack() as outer:
            outer.enter_context(first)
            inner.enter_context(second)
            twelve = HERE.namespace
        assert HERE.namespace is twelve
    assert HERE.namespace is before


@pytest.mark.parametrize("seed", ["7", None, 1.5])
def test_a_seed_that_is_no_integer(seed: Any) -> None:
    with pytest.raises(TypeError, match="takes an integer"), seeded(seed):
        pass
