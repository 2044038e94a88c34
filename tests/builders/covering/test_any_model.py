"""`coverage` of any model: all that there is to see is seen, and there are few objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model

from builders import coverage

Sight = Callable[[Any], bool]


class Color(Enum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


@dataclass(frozen=True)
class Kind:
    """A type, what has to be seen of it, and how many objects that takes at most."""

    annotation: Any
    sights: tuple[Sight, ...]
    most: int


def is_(value: object) -> Sight:
    return lambda seen: type(seen) is type(value) and seen == value


def long(length: int) -> Sight:
    return lambda seen: len(seen) == length


def in_items(sight: Sight) -> Sight:
    return lambda seen: any(sight(item) for item in seen)


def in_field(name: str, sight: Sight, of: type) -> Sight:
    return lambda seen: isinstance(seen, of) and sight(getattr(seen, name))


def choices(*values: object) -> Kind:
    return Kind(Literal[values], tuple(map(is_, values)), len(values))


def number(low: int, more: int) -> Kind:
    high = low + more
    return Kind(Annotated[int, Field(ge=low, le=high)], (is_(low), is_(high)), 2)


def text(type_: type, least: int | None, more: int | None) -> Kind:
    most = None if more is None else (least or 0) + more
    limits = {length for length in (least, most) if length is not None}
    return Kind(Annotated[type_, Field(min_length=least, max_length=most)], tuple(map(long, limits)), len(limits) + 1)


def maybe(kind: Kind) -> Kind:
    if type(None) in get_args(kind.annotation):
        return kind
    return Kind(kind.annotation | None, (is_(None), *(_there(sight) for sight in kind.sights)), kind.most + 1)


def _there(sight: Sight) -> Sight:
    return lambda seen: seen is not None and sight(seen)


def items(kind: Kind, least: int, more: int | None) -> Kind:
    most = None if more is None else least + more
    full = () if most is None else (long(most),)
    annotation = Annotated[list[kind.annotation], Field(min_length=least, max_length=most)]  # type: ignore[name-defined]  # made here
    inside = tuple(map(in_items, kind.sights)) if least or more != 0 else ()
    return Kind(annotation, (long(least), *full, *inside), kind.most + 2)


def different(least: int, more: int) -> Kind:
    members = Annotated[set[int], Field(min_length=least, max_length=least + more)]
    return Kind(members, (long(least), long(least + more)), 4)


def mapped(kind: Kind, more: int) -> Kind:
    annotation = Annotated[dict[str, kind.annotation], Field(max_length=more)]  # type: ignore[name-defined]  # made here
    values = tuple(_in_values(sight) for sight in kind.sights)
    return Kind(annotation, (long(0), long(more), *values), kind.most + 3)


def _in_values(sight: Sight) -> Sight:
    return lambda seen: any(sight(item) for item in seen.values())


def model(kinds: list[Kind]) -> Kind:
    fields: dict[str, Any] = {f"field_{number}": (kind.annotation, ...) for number, kind in enumerate(kinds)}
    made = create_model("Made", **fields)
    sights = [in_field(f"field_{n}", sight, made) for n, kind in enumerate(kinds) for sight in kind.sights]
    return Kind(made, tuple(sights), max(kind.most for kind in kinds))


def either(kind: Kind) -> Kind:
    """A union with an arm that no other type is mistaken for."""

    class Marked(BaseModel):
        mark: Literal["marked"]

    is_marked = in_field("mark", is_("marked"), Marked)
    others = tuple(_unless(is_marked, sight) for sight in kind.sights)
    return Kind(kind.annotation | Marked, (is_marked, *others), kind.most + 1)


def _unless(first: Sight, second: Sight) -> Sight:
    return lambda seen: not first(seen) and second(seen)


lengths = st.none() | st.integers(0, 20)
leaves = st.one_of(
    st.just(Kind(bool, (is_(True), is_(False)), 2)),
    st.just(Kind(Color, tuple(map(is_, Color)), 3)),
    st.just(choices("a", "b", "c")),
    st.just(choices(1, "x")),
    st.builds(number, st.integers(-50, 50), st.integers(1, 10**6)),
    st.builds(text, st.sampled_from((str, bytes)), lengths, lengths),
    st.builds(different, st.integers(0, 3), st.integers(1, 6)),
)
kinds = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(maybe),
        st.builds(items, inner, st.integers(0, 2), st.none() | st.integers(1, 8)),
        st.builds(mapped, inner, st.integers(1, 5)),
        st.lists(inner, min_size=1, max_size=3).map(model),
        st.lists(inner, min_size=1, max_size=2).map(model).map(either),
    ),
    max_leaves=6,
)


@given(st.lists(kinds, min_size=1, max_size=4).map(model))
@settings(max_examples=40, deadline=None)
def test_all_is_seen_and_there_are_few(kind: Kind) -> None:
    """No more objects than the field with most cases has: cases add up within a field, and never multiply."""
    objects = coverage(kind.annotation)
    for number, sight in enumerate(kind.sights):
        assert any(map(sight, objects)), (number, objects)
    assert len(objects) <= kind.most
