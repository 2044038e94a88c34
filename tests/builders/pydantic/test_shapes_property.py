"""Annotations put together at random, in strict and in lax models: what is built, pydantic accepts once more."""

from __future__ import annotations

import collections
import datetime as dt
import enum
from decimal import Decimal
from typing import Annotated, Any, Literal, Union
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, EmailStr, Field, HttpUrl, PositiveInt, SecretStr, create_model

from builders import build_many


class Shade(enum.Enum):
    DARK = 1
    LIGHT = 2


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)
    x: int


NAMED: list[Any] = [Literal[1, "a"], EmailStr, HttpUrl, SecretStr, PositiveInt, Shade, Frozen, None]
BOUNDED: list[Any] = [Annotated[str, Field(min_length=2, max_length=4)], Annotated[float, Field(gt=0, lt=1)]]
PLAIN: list[Any] = [int, str, bool, float, bytes, dt.date, dt.datetime, dt.time, dt.timedelta, Decimal, UUID]
SINGLE: st.SearchStrategy[Any] = st.sampled_from([*PLAIN, *NAMED, *BOUNDED])
HASHABLE: st.SearchStrategy[Any] = st.sampled_from(
    [int, str, bool, dt.date, Shade, Frozen, Annotated[int, Field(ge=0, le=3)]]
)


def of(generic: Any, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Aliases of a generic type."""
    return st.tuples(*arguments).map(lambda drawn: generic[drawn])


def put_together(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        of(list, inner),
        of(list, inner).map(lambda items: Annotated[items, Field(min_length=1, max_length=2)]),
        of(collections.deque, inner),
        of(tuple, inner, st.just(...)),
        of(tuple, inner, inner),
        of(Union, inner, st.none()),
        of(Union, inner, inner),
        of(dict, HASHABLE, inner),
        of(set, HASHABLE),
        of(frozenset, HASHABLE),
    )


ANNOTATIONS = st.recursive(SINGLE, put_together, max_leaves=6)


@settings(max_examples=25, deadline=None)
@given(first=ANNOTATIONS, second=ANNOTATIONS, strict=st.booleans())
def test_what_is_built_is_valid(first: Any, second: Any, strict: bool) -> None:
    model: Any = create_model("Model", __config__=ConfigDict(strict=strict), first=(first, ...), second=(second, ...))
    for one in build_many(model, 5):
        assert model.model_validate(dict(one)) == one
