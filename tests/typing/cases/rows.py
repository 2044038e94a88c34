"""`builders.bulk`: what it makes rows of, and which options it takes."""

# pyarrow ships no types: what holds its tables is unknown to pyright.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import assert_type

import psycopg

from builders import Builder
from builders.bulk import Options, Slow, batches, columns, copy_into, copy_into_async, slow_columns, write


@dataclass
class Point:
    x: int


def rows(points: Builder[Point], connection: psycopg.Connection[tuple[object, ...]]) -> None:
    columns(Point, 10)
    columns(Point | None, 10)
    columns(points, 10, seed=7, namespace="shop", locale="de_DE", start=3, traits=["near"], having={"x": 1})
    batches(points, 10, validate=True)
    assert_type(slow_columns(Point, having={"x": 1}), tuple[Slow, ...])
    assert_type(write(points, "points.csv", 10, workers=2, seed=7), list[Path])
    assert_type(copy_into(connection, Point, "points", 10, seed=7), int)
    options: Options = {"seed": 7}
    columns(Point, 10, **options)

    columns(Point)  # BAD
    columns(Point, "10")  # BAD
    columns(Point, 10, sed=7)  # BAD
    columns(Point, 10, seed="7")  # BAD
    columns(Point, 10, having=[("x", 1)])  # BAD
    write(Point, "points.csv", 10, traits=3)  # BAD
    write(Point, 10)  # BAD
    copy_into("postgresql://", Point, "points", 10)  # BAD
    Options(sed=7)  # BAD


async def later(connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
    assert_type(await copy_into_async(connection, Point, "points", 10, seed=7), int)
    await copy_into_async("postgresql://", Point, "points", 10)  # BAD
