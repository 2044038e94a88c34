"""Traits are known by name where they are named; they may set options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from builders import Builder, UnknownName, as_fixture, build, fresh, fresh_many, shared, strategy


@dataclass
class Cart:
    lines: list[str]
    owner: str = ""


@dataclass(frozen=True)
class Options:
    size: int = 1
    word: str = "line"


@dataclass
class Shop:
    cart: Cart
    carts: list[Cart] = field(default_factory=list)


carts = (
    Builder(Cart)
    .transient(Options)
    .deriving(lines=lambda cart, options: [options.word] * options.size)
    .trait("big", size=10)
    .trait("items", word="item", owner="ada")
    .trait("two", size=2)
)


class TestTraits:
    @pytest.mark.parametrize(
        "ask",
        [
            lambda: fresh(carts, "bgi"),
            lambda: fresh_many(carts, 2, "bgi"),
            lambda: shared(carts, "bgi"),
            lambda: as_fixture(carts, "bgi"),
            lambda: strategy(carts, "bgi"),
            lambda: carts.build("bgi"),
            lambda: carts.build_many(2, "big", "bgi"),
        ],
    )
    def test_that_are_none(self, ask: Callable[[], object]) -> None:
        with pytest.raises(
            UnknownName, match=r"(?s)Builder\(Cart\) has no trait 'bgi'.*did you mean:  big\?.*items, two"
        ):
            ask()

    def test_that_are_there(self) -> None:
        assert len(Builder(Shop, cart=fresh(carts, "big")).build().cart.lines) == 10
        assert len(Builder(Shop, carts=fresh_many(carts, 2, "big")).build().carts[1].lines) == 10
        assert len(Builder(Shop, cart=shared(carts, "big")).build().cart.lines) == 10

    def test_that_are_no_text(self) -> None:
        with pytest.raises(
            UnknownName, match=r"(?s)the trait 3, and traits have names.*for 3 objects:  build_many\(3\)"
        ):
            carts.build(cast("Any", 3))
        with pytest.raises(UnknownName, match="the trait 3"):
            fresh(carts, cast("Any", 3))

    def test_are_declared_by_name(self) -> None:
        with pytest.raises(ValueError, match="a name that is not empty"):
            carts.trait("", owner="x")
        with pytest.raises(TypeError, match="takes a name first, not 3"):
            carts.trait(cast("Any", 3), owner="x")


class TestOptions:
    def test_may_be_set_by_traits(self) -> None:
        assert carts.build("big").lines == ["line"] * 10
        assert carts.build("items", "two").lines == ["item", "item"]

    def test_an_override_goes_before_the_last_trait_and_that_before_the_first(self) -> None:
        assert len(carts.build("big", "two").lines) == 2
        assert len(carts.build("two", "big").lines) == 10
        assert len(carts.build("two", "big", size=3).lines) == 3

    def test_may_be_declared(self) -> None:
        threes = carts.having(size=3)
        assert [len(threes.build().lines), len(threes.build("two").lines), len(threes.build(size=4).lines)] == [3, 2, 4]

    def test_are_among_what_is_known(self) -> None:
        with pytest.raises(UnknownName, match=r"(?s)no field 'siez'.*did you mean:  size\?.*known:  .*size"):
            carts.build(siez=3)
        with pytest.raises(UnknownName, match=r"did you mean:  word\?"):
            carts.trait("x", wrod="y").build("x")
        with pytest.raises(UnknownName, match="'size'"):
            build(Cart, size=3)

    def test_are_made_anew_for_each_call(self) -> None:
        @dataclass
        class Seen:
            names: list[str] = field(default_factory=list)

        def note(cart: Cart, seen: Seen) -> None:
            seen.names.append("x")
            cart.owner = str(len(seen.names))

        noted = Builder(Cart).transient(Seen).after(note)
        assert [noted.build().owner, noted.build().owner] == ["1", "1"]
