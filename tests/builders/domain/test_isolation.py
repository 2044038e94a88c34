"""`check_isolated` on objects of any kind."""

from __future__ import annotations

import collections
import dataclasses
import types
from typing import Any, NamedTuple

import attrs
import msgspec
import pydantic
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from builders.domain import NotIsolated, check_isolated, contexts


@dataclasses.dataclass
class State:
    history: list[str]


@dataclasses.dataclass(frozen=True)
class Frozen:
    history: list[str]


@attrs.define
class AttrsState:
    history: list[str]


@attrs.frozen
class AttrsFrozen:
    history: list[str]


class Struct(msgspec.Struct):
    history: list[str]


class FrozenStruct(msgspec.Struct, frozen=True):
    history: list[str]


class Model(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(arbitrary_types_allowed=True)
    history: list[str] = []
    _private: list[str] = pydantic.PrivateAttr(default_factory=list)


class Named(NamedTuple):
    history: list[str]


class Plain:
    def __init__(self, history: list[str]) -> None:
        self.history = history

    def add(self, line: str) -> None:
        self.history.append(line)


class Slots:
    __slots__ = ("history", "unset")

    def __init__(self, history: list[str]) -> None:
        self.history = history


def model(history: list[str]) -> Model:
    made = Model()
    made.history = history
    return made


def space(history: list[str]) -> types.SimpleNamespace:
    return types.SimpleNamespace(history=history)


KINDS: list[Any] = [State, Frozen, AttrsState, AttrsFrozen, Struct, FrozenStruct, model, Named, Plain, Slots, space]


@pytest.mark.parametrize("make", KINDS)
def test_a_shared_list_is_found_in_an_object_of_any_kind(make: Any) -> None:
    shared = ["hello"]
    with pytest.raises(NotIsolated, match=r"  one\.history and other\.history are the same list: \['hello'\]"):
        check_isolated(make(shared), make(shared))
    check_isolated(make(shared), make(list(shared)))


@pytest.mark.parametrize("make", KINDS[:8])
def test_a_shared_list_is_found_inside_of_what_is_inside(make: Any) -> None:
    shared: list[str] = []
    with pytest.raises(NotIsolated, match=r"one\['a'\]\[0\]\.history and other\[0\] are the same list"):
        check_isolated({"a": (make(shared),)}, [shared])
    check_isolated({"a": (make(shared),)}, [[]])


def test_a_shared_object_is_told_once_and_not_what_is_in_it() -> None:
    state = State([])
    with pytest.raises(NotIsolated) as raised:
        check_isolated([state], [state])
    assert str(raised.value).splitlines()[1:-1] == ["  one[0] and other[0] are the same State: State(history=[])"]


def test_only_the_first_few_are_shown() -> None:
    many: list[list[int]] = [[] for _ in range(9)]
    with pytest.raises(NotIsolated, match=r"one\[4\] and other\[4\].*\n  \.\.\. and 4 more"):
        check_isolated(list(many), list(many))


def test_what_cannot_change_may_be_shared() -> None:
    tenant = contexts.build().tenant
    check_isolated(
        {"tenant": tenant, "name": "x", "call": len, "kind": State, "frozen": Frozen([]), "pair": (1, frozenset({2}))},
        {"tenant": tenant, "name": "x", "call": len, "kind": State, "frozen": Frozen([]), "pair": (1, frozenset({2}))},
    )


def test_a_frozen_object_that_holds_a_list_is_not_enough() -> None:
    frozen = Frozen([])
    with pytest.raises(NotIsolated, match=r"one\[0\]\.history"):
        check_isolated([frozen], [frozen])


def test_other_collections_and_bound_methods_are_looked_into() -> None:
    shared: set[int] = {1}
    with pytest.raises(NotIsolated, match="the same set"):
        check_isolated(collections.deque([shared]), collections.OrderedDict(a=shared))
    plain = Plain([])
    with pytest.raises(NotIsolated, match=r"one\['run'\]\.__self__ and other\['state'\] are the same Plain"):
        check_isolated({"run": plain.add}, {"state": plain})
    check_isolated(collections.deque([{1}]), collections.OrderedDict(a={1}))


def test_two_sessions_of_one_engine_are_two_and_one_session_is_shared() -> None:
    engine = create_engine("sqlite://")
    with Session(engine) as first, Session(engine) as second:
        one, other = contexts.build().with_db_session(first), contexts.build().with_db_session(second)
        check_isolated(one, other)
        with pytest.raises(NotIsolated, match=r"one\.db_session and other\.db_session are the same Session"):
            check_isolated(one, other.with_db_session(first))
        check_isolated(one, other.with_db_session(first), sharing=[first])
    engine.dispose()


def test_private_attributes_of_models_count() -> None:
    one, other = Model(), Model()
    check_isolated(one, other)
    other._private = one._private
    with pytest.raises(NotIsolated, match="the same list"):
        check_isolated(one, other)


def test_circles_end() -> None:
    one: list[object] = []
    one.append(one)
    other: list[object] = [[]]
    other.append(other)
    check_isolated(one, other)


def test_a_long_chain_is_followed_to_its_end() -> None:
    shared: list[object] = []
    one: object = shared
    for _ in range(5000):
        one = [one]
    with pytest.raises(NotIsolated):
        check_isolated(one, {"a": shared})


def test_none_of_the_objects_own_code_runs() -> None:
    class Loud:
        def __init__(self) -> None:
            self.items: list[int] = []

        @property
        def noise(self) -> list[int]:
            raise RuntimeError("a property was read")

        def __getattr__(self, name: str) -> object:
            raise RuntimeError("an attribute was asked for")

        def __repr__(self) -> str:
            raise RuntimeError("it was shown")

    check_isolated(Loud(), Loud())
    loud = Loud()
    with pytest.raises(NotIsolated, match=r"its __repr__ raised RuntimeError"):
        check_isolated([loud], [loud])


def test_comparing_an_object_with_itself_says_so() -> None:
    with pytest.raises(NotIsolated, match="compared with itself"):
        check_isolated(one := [1], one)


def test_many_contexts_at_once() -> None:
    shared: list[object] = []
    states = [{"user": n, "seen": [n]} for n in range(5)]
    check_isolated(*contexts.build_many(5))
    check_isolated(*states)
    with pytest.raises(NotIsolated) as raised:
        check_isolated(*states, {"seen": shared}, {"seen": []}, (shared,))
    assert str(raised.value).splitlines()[1:-1] == ["  #6['seen'] and #8[0] are the same list: []"]
    with pytest.raises(NotIsolated, match="compared with itself"):
        check_isolated(*states, states[0])
    with pytest.raises(NotIsolated, match="a UserExecutionContext was compared with itself"):
        check_isolated(context := contexts.build(), context)
