"""Bounds, whatever they are: a value within them, or the news that there is none."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from annotated_types import Len
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, create_model

from builders import CannotBuild, build_many

BOUND = st.none() | st.integers(-20, 20)


@settings(max_examples=40, deadline=None)
@given(ge=BOUND, gt=BOUND, le=BOUND, lt=BOUND, step=st.none() | st.integers(1, 15))
def test_of_integers(ge: int | None, gt: int | None, le: int | None, lt: int | None, step: int | None) -> None:
    right = [
        number
        for number in range(-60, 60)
        if (ge is None or number >= ge)
        and (gt is None or number > gt)
        and (le is None or number <= le)
        and (lt is None or number < lt)
        and (step is None or number % step == 0)
    ]
    model: Any = create_model("Model", number=Annotated[int, Field(ge=ge, gt=gt, le=le, lt=lt, multiple_of=step)])
    if right:
        for one in build_many(model, 5):
            model.model_validate(one.model_dump())
    else:
        with pytest.raises(CannotBuild, match="Model.number: no number is "):
            build_many(model, 1)


@settings(max_examples=20, deadline=None)
@given(least=st.integers(0, 6), most=st.integers(0, 6))
def test_of_lengths(least: int, most: int) -> None:
    length = Len(least, most)
    model: Any = create_model(
        "Model",
        items=Annotated[list[int], length],
        names=Annotated[dict[str, int], length],
        text=Annotated[str, length],
        few=Annotated[frozenset[int], length],
    )
    if least <= most:
        for one in build_many(model, 5):
            model.model_validate(one.model_dump())
    else:
        with pytest.raises(CannotBuild, match=f"at least {least} long.* at most {most} long"):
            build_many(model, 1)
