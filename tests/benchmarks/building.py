"""How long building a validated object takes: one by one, many, and for the first time."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import repeat

from builders import Builder, build, build_many, sequence
from tests.benchmarks.table import Row, faster, slower
from tests.benchmarks.timing import Case, Loop, compare
from tests.benchmarks.users import (
    FactoryBoyUser,
    PolyfactorySubscriber,
    PolyfactoryUser,
    Subscriber,
    User,
    mimesis_user,
)


def objects(quick: bool) -> list[Row]:
    """The nine-field user, by us and by the peers."""
    n = 10 if quick else 1000
    declared = Builder(User, full_name=sequence("User {}"), role="viewer")
    times = compare(
        [
            Case("build", lambda: _again(lambda: build(User)), n),
            Case("builder", lambda: _again(declared.build), n),
            Case("subscriber", lambda: _again(lambda: build(Subscriber)), max(1, n // 10)),
            Case("polyfactory subscriber", lambda: _again(PolyfactorySubscriber.build), max(1, n // 100)),
            Case("polyfactory", lambda: _again(PolyfactoryUser.build), max(1, n // 100)),
            Case("factory_boy", lambda: _again(FactoryBoyUser.build), max(1, n // 40)),
            Case("mimesis", lambda: _again(mimesis_user), max(1, n // 4)),
        ],
        rounds=2 if quick else 15,
    )
    what = "building a pydantic user with nine fields"
    return [
        faster(what, times["build"], "polyfactory", times["polyfactory"], 50),
        faster(what, times["build"], "factory_boy", times["factory_boy"], 20),
        faster(what, times["build"], "a mimesis row", times["mimesis"], 1),
        faster(
            "the same, its address an EmailStr", times["subscriber"], "polyfactory", times["polyfactory subscriber"]
        ),
        slower("the same by a Builder", times["builder"], "build", times["build"]),
    ]


def many(quick: bool) -> list[Row]:
    """One hundred thousand users, kept, with the garbage collector on as it is in a test."""
    n = 1000 if quick else 100_000
    times = compare(
        [
            Case("many", lambda: _collecting(lambda n: build_many(User, n)), n),
            Case("one", lambda: _collecting(lambda n: [build(User) for _ in repeat(None, n)]), n // 20),
        ],
        rounds=2 if quick else 3,
    )
    return [slower("build_many of 100,000 users, each", times["many"], "build, each", times["one"], 1.1)]


def planning(quick: bool) -> list[Row]:
    """The first object of a model: the model is read, and its function compiled."""
    n = 2 if quick else 10
    times = compare(
        [
            Case("build", lambda: _fresh_models(n, build), n),
            Case(
                "polyfactory", lambda: _fresh_models(n, lambda model: PolyfactoryUser.create_factory(model).build()), n
            ),
        ],
        rounds=2 if quick else 5,
    )
    return [
        faster("first object of a pydantic model with nine fields", times["build"], "polyfactory", times["polyfactory"])
    ]


def _again(make: Callable[[], object]) -> Loop:
    make()

    def loop(n: int) -> None:
        for _ in repeat(None, n):
            make()

    return loop


def _collecting(make: Callable[[int], object]) -> Loop:
    make(1)

    def loop(n: int) -> None:
        gc.enable()
        make(n)

    return loop


def _fresh_models(count: int, make: Callable[[type[User]], object]) -> Loop:
    models = [type("User", (User,), {"__module__": __name__}) for _ in range(count)]
    make(User)

    def loop(n: int) -> None:
        for model in models[:n]:
            make(model)

    return loop
