"""A call that is made is checked and copied in one go; a call that is only meant is checked with care. They agree."""

from __future__ import annotations

import collections.abc
import threading
from collections import deque
from collections.abc import Callable
from typing import Annotated, Any, Literal, get_origin

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from mockfactory import MisuseError, Session, TypeViolation, any_, calls_to, double, verify, when

# For each of six ways, and twice that: in all, hundreds of examples in each run.
PATIENT = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Equal(type):
    """A metaclass of classes that are equal to everything."""

    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        return id(cls)


class Unhashable(type):
    """A metaclass of classes that can't be in a set."""

    __hash__ = None  # type: ignore[assignment]


class Base: ...


class Derived(Base): ...


class Stranger: ...


class EqualToAll(metaclass=Equal): ...


class InNoSet(metaclass=Unhashable):
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Hypothesis would look for the class in a dict."""
        printer.text("InNoSet()")


class Named(Base):
    """No `Base` by its type if it wants not to be one; `isinstance` believes the type."""

    __class__ = Stranger  # type: ignore[assignment]


class PosesAsBase:
    """A `Base` by what it says."""

    __class__ = Base  # type: ignore[assignment]


class Text(str): ...


class Names(list[Any]):
    """A list with behaviour of its own, which is kept by reference."""


LEAVES: list[object] = [
    *("a", "b", 0, 1, True, 1.5, None, b"x", bytearray(b"x"), Text("t"), frozenset({"a"}), range(2)),
    *(Base(), Derived(), Named(), PosesAsBase(), Stranger(), EqualToAll(), InNoSet(), Names(["a"]), double(Base)),
]
ANNOTATIONS: list[Any] = [
    *(str, int, float, bytes, str | None, Base, Base | None, Literal["a", 1], EqualToAll, InNoSet, object, Any),
    *(list, dict, set, tuple, deque, list[str], list[int], list[float], list[Base], list[Any], list[InNoSet]),
    *(
        list[EqualToAll],
        list[str | None],
        list[list[int]],
        list[dict[str, int]],
        list[tuple[str, int]],
        list[list[Any]],
    ),
    *(dict[str, int], dict[str, Any], dict[Any, str], dict[str, list[int]], dict[tuple[int, ...], str]),
    *(set[str], frozenset[str], deque[int], tuple[str, ...], tuple[list[int], ...], tuple[str, int], tuple[()]),
    *(list[str] | None, list[int] | list[str], dict[str, int] | list[str], list[str] | str, list | list[str]),
    *(collections.abc.Sequence[str], collections.abc.Iterable[int], collections.abc.Mapping[str, int]),
    *(collections.abc.Collection[str], collections.abc.Sequence[Any], collections.abc.Sized),
    *(Annotated[list[str], "names"], collections.abc.MutableSequence[list[int]], collections.abc.Set[str]),
]


def hashable(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def containers(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = items.filter(hashable)
    return st.one_of(
        st.lists(items, max_size=3),
        st.lists(items, max_size=3).map(tuple),
        st.lists(items, max_size=3).map(deque),
        st.lists(items, max_size=3).map(Names),
        st.dictionaries(keys, items, max_size=3),
        st.sets(keys, max_size=3),
        st.sets(keys, max_size=3).map(frozenset),
    )


leaves = st.sampled_from(LEAVES)
alike = st.sampled_from(LEAVES).flatmap(lambda leaf: containers(st.just(leaf) | st.just(leaf)))
strings = containers(st.sampled_from("abc"))
numbers = containers(st.integers(0, 3))
string_to_number = st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), max_size=3)
VALUES = st.one_of(
    *(leaves, alike, strings, numbers, string_to_number, containers(numbers), containers(string_to_number)),
    st.recursive(leaves, containers, max_leaves=6),
)


def right_values(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of the annotated type, where Hypothesis knows how to make them."""
    strange = any(each.__name__ in str(annotation) for each in (EqualToAll, InNoSet, Any))
    return VALUES if strange or get_origin(annotation) is None else st.from_type(annotation)


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, Any]:
    """The number of an annotation, and a value that may be right for it."""
    index = draw(st.integers(0, len(ANNOTATIONS) - 1))
    return index, draw(right_values(ANNOTATIONS[index]) if draw(st.booleans()) else VALUES)


def case(annotation: Any, value: object) -> tuple[int, Any]:
    """An explicit one."""
    return ANNOTATIONS.index(annotation), value


def spec_of(annotation: Any) -> type:
    class Spec:
        def one(self, value: Any) -> None: ...
        def keyword(self, *, value: Any) -> None: ...
        def several(self, label: str, /, *values: Any, value: Any = 0, **named: Any) -> None: ...
        async def later(self, value: Any) -> None: ...

    for member in (Spec.one, Spec.keyword, Spec.several, Spec.later):
        names = [name for name in member.__annotations__ if name not in ("label", "return")]
        member.__annotations__ = {**member.__annotations__, **dict.fromkeys(names, annotation)}
    return Spec


SPECS = [spec_of(annotation) for annotation in ANNOTATIONS]

Call = Callable[[Any, Any], Any]
WAYS: dict[str, Call] = {
    "by position": lambda d, value: d.one(value),
    "by name": lambda d, value: d.one(value=value),
    "keyword-only": lambda d, value: d.keyword(value=value),
    "in *args": lambda d, value: d.several("x", value, value, value=value),
    "in **kwargs": lambda d, value: d.several("x", value=value, label=value, values=value),
    "async": lambda d, value: d.later(value),
}


def refusal(action: Callable[[], object]) -> str | None:
    """How a call is refused; None where it is not."""
    try:
        result: Any = action()
    except TypeViolation as violation:
        return str(violation).splitlines()[0]
    if hasattr(result, "close"):
        result.close()
    return None


def is_one_of(kind: type, *types: type) -> bool:
    """By identity: a metaclass may have its own idea of what is equal."""
    return any(kind is each for each in types)


def shape(value: Any) -> object:
    """A value with the types of all that is in it, and the identity of what is kept by reference."""
    kind = type(value)
    if kind is dict:
        return kind, [(id(key), shape(item)) for key, item in value.items()]
    if is_one_of(kind, list, tuple, deque):
        return kind, [shape(item) for item in value]
    if kind is set:
        return kind, {id(item) for item in value}
    if kind is bytearray:
        return kind, bytes(value)
    return kind.__name__, id(value)


def mutable_parts(value: Any) -> list[int]:
    """The identities of the built-in mutable containers in a value."""
    kind = type(value)
    found = [id(value)] if is_one_of(kind, list, dict, set, deque, bytearray) else []
    if is_one_of(kind, list, tuple, deque, dict):
        for item in value.values() if kind is dict else value:
            found += mutable_parts(item)
    return found


@pytest.mark.parametrize("way", WAYS)
@PATIENT
@given(numbered=cases())
@example(numbered=case(list[str], ["a", Text("t")]))
@example(numbered=case(list[str], ["a", InNoSet()]))
@example(numbered=case(list[Base], [Derived(), Named(), PosesAsBase()]))
@example(numbered=case(list[str], ["a"] * 10_000 + [1]))
@example(numbered=case(Any, [[InNoSet()]]))
def test_made_and_meant_calls_agree(way: str, numbered: tuple[int, Any]) -> None:
    index, value = numbered
    with Session(allow=("swallowed", "un-awaited")):
        target: Any = double(SPECS[index])
        call = WAYS[way]
        meant = refusal(lambda: calls_to(lambda: call(target, value)))
        made = refusal(lambda: call(target, value))
        event("refused" if made else "accepted")
        assert made == meant


@pytest.mark.parametrize("stubbed", [False, True])
@pytest.mark.parametrize("way", WAYS)
@PATIENT
@given(numbered=cases())
@example(numbered=case(list[list[int]], [[1], [2]]))
@example(numbered=case(list[list[Any]], [["a"], [[]]]))
@example(numbered=case(dict[str, Any], {"a": [1], "b": {"c": []}}))
@example(numbered=case(dict[str, list[int]], {"a": [1]}))
@example(numbered=case(bytes, bytearray(b"x")))
@example(numbered=case(tuple[list[int], ...], ([1], [2])))
def test_what_is_recorded_is_an_equal_copy(way: str, stubbed: bool, numbered: tuple[int, Any]) -> None:
    index, value = numbered
    with Session(allow=("swallowed", "un-awaited", "unused-stubs")):
        target: Any = double(SPECS[index])
        if stubbed:
            for method in (target.one, target.keyword, target.several, target.later):
                when(method).returns(None)
        if refusal(lambda: WAYS[way](target, value)) is not None:
            return
        (call,) = [
            *(*calls_to(target.one), *calls_to(target.keyword), *calls_to(target.several), *calls_to(target.later))
        ]
        passed: list[Any] = [*call.args, *call.kwargs.values()]
        recorded = [each for each in passed if each != "x" or value == "x"]
        assert recorded
        for each in recorded:
            assert shape(each) == shape(value)
            assert set(mutable_parts(each)).isdisjoint(mutable_parts(value))


class Log:
    def lines(self, texts: list[str]) -> None: ...
    def pairs(self, pairs: dict[str, int]) -> None: ...
    def anything(self, value: Any, *more: Any, **named: Any) -> None: ...
    def implicit(self, texts: list[str] = None) -> None: ...  # type: ignore[assignment]  # noqa: RUF013


def test_arguments_are_told_as_they_were_passed() -> None:
    log = double(Log)
    log.anything([1], [2], "x", z=[3], value2={"a": [4]})
    (call,) = calls_to(log.anything)
    assert call.args == ([1], [2], "x")
    assert call.kwargs == {"z": [3], "value2": {"a": [4]}}
    assert list(call.kwargs) == ["z", "value2"]
    assert call.arguments == {"value": [1], "more": ([2], "x"), "named": {"z": [3], "value2": {"a": [4]}}}


def test_none_for_a_parameter_whose_default_it_is() -> None:
    log: Any = double(Log)
    log.implicit()
    log.implicit(None)
    log.implicit(texts=None)
    assert [call.args for call in calls_to(log.implicit)] == [(), (None,), ()]
    with pytest.raises(TypeViolation):
        log.lines(None)


def test_a_list_that_contains_itself() -> None:
    log = double(Log)
    loop: list[Any] = [1]
    loop.append(loop)
    log.anything(loop)
    kept: Any = calls_to(log.anything)[0].args[0]
    assert kept is not loop
    assert kept[1] is kept


def test_matchers_are_refused_wherever_they_stand() -> None:
    log = double(Log)
    calls: list[Callable[[], None]] = [
        lambda: log.anything(any_(int)),
        lambda: log.anything(1, any_(int)),
        lambda: log.anything(1, z=any_(int)),
        lambda: log.lines(any_(list[str])),
    ]
    for call in calls:
        with pytest.raises(MisuseError, match="really called with the matcher"):
            call()
    log.anything(1, 2, z=3)
    verify(lambda: log.anything(any_(int), any_(int), z=any_(int))).once()


def test_a_list_that_other_threads_change_is_recorded_as_it_was_checked() -> None:
    log = double(Log)
    texts, pairs, done = ["a"], {"a": 1}, threading.Event()

    def change() -> None:
        number = 0
        while not done.is_set():
            number += 1
            texts.append("b")
            pairs[str(number)] = number
            if number % 50 == 0:
                del texts[1:]
                pairs.clear()

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(300):
            log.lines(texts)
            log.pairs(pairs)
    finally:
        done.set()
        thread.join()
    for call in calls_to(log.lines):
        assert call.args[0] is not texts
        assert {type(text) for text in call.args[0]} == {str}  # type: ignore[attr-defined]
    verify(log.pairs).times(300)
