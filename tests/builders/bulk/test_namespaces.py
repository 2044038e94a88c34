"""Whose rows are made: those of the test, of a block, or of a seed that is named."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack
from uuid import UUID

import dask.base
import pytest

from builders import Builder, CannotBuild, build, build_many, seeded, sequence, shared, unique
from builders.bulk import Options, batches, columns, on_dask, write
from builders.seed.namespaces import HERE
from tests.builders.bulk.models import Small

compute: Callable[..., tuple[Any, ...]] = dask.base.compute


@dataclass
class Person:
    first_name: str
    city: str


@dataclass
class Pet:
    name: str
    owner: Person


def names(count: int = 30, **options: Unpack[Options]) -> list[str]:
    found: list[str] = columns(Person, count, **options)["first_name"].to_pylist()
    return found


def built(count: int = 30) -> list[str]:
    return [person.first_name for person in build_many(Person, count)]


def test_rows_of_a_test_are_the_objects_of_the_test() -> None:
    assert names() == built()


def test_rows_of_a_block_are_the_objects_of_the_block() -> None:
    with seeded(7, "shop", locale="de_DE"):
        rows = names()
        assert rows == built()
    assert names(seed=7, namespace="shop", locale="de_DE") == rows
    assert names() != rows


def test_a_seed_that_is_named_gives_the_same_everywhere() -> None:
    rows = names(seed=7)
    with seeded(3, "elsewhere", locale="de_DE"):
        assert names(seed=7) == rows
    with seeded(7):
        assert built() == rows


def test_a_part_that_is_named_alone_leaves_the_rest_as_it_is_here() -> None:
    with seeded(7, "shop", locale="de_DE"):
        other_place, other_name = names(locale="en_US"), names(namespace="market")
    assert names(seed=7, namespace="shop") == other_place
    assert names(seed=7, namespace="market", locale="de_DE") == other_name


def test_rows_are_not_counted() -> None:
    first = names(5)
    assert names(5) == first
    assert build(Person).first_name == first[0]
    assert names(5) == first


def test_batches_are_those_of_where_they_were_asked_for() -> None:
    with seeded(7):
        waiting = batches(Pet, 5)
        rows = columns(Pet, 5).to_pylist()
    assert [row for batch in waiting for row in batch.to_pylist()] == rows


def test_files_and_tasks_are_those_of_the_test(tmp_path: Path) -> None:
    [here] = write(Small, tmp_path / "here.csv", 20)
    [there] = write(Small, tmp_path / "there.csv", 20, seed=HERE.namespace.seed, namespace=HERE.namespace.name)
    assert here.read_bytes() == there.read_bytes()
    [task] = on_dask.tables(Small, 20, shards=1)
    with seeded(9):
        [table] = compute(task, scheduler="synchronous")
    assert table.to_pylist() == _rows_of_small(there)


def _rows_of_small(path: Path) -> list[dict[str, object]]:
    with path.open(newline="", encoding="utf-8") as file:
        return [{"id": UUID(row["id"]), "name": row["name"], "age": int(row["age"])} for row in csv.DictReader(file)]


@pytest.mark.integration
def test_workers_take_the_place_with_them(tmp_path: Path) -> None:
    with seeded(7, "shop", locale="de_DE"):
        [alone] = write(Small, tmp_path / "alone.csv", 20)
        [other] = write(Small, tmp_path / "other.csv", 20, workers=2, shards=1)
    assert other.read_bytes() == alone.read_bytes()


def test_what_is_shared_and_unique_is_that_of_the_rows() -> None:
    pets = Builder(Pet, name=unique(), owner=shared(Builder(Person)))
    with seeded(7):
        objects = pets.build_many(5)
        here = columns(pets, 5).to_pylist()
    assert columns(pets, 5, seed=7).to_pylist() == here
    assert [(row["name"], row["owner"]["city"]) for row in here] == [(pet.name, pet.owner.city) for pet in objects]


def test_nothing_else_is_built_elsewhere_meanwhile() -> None:
    before = HERE.namespace
    columns(Builder(Pet, name=sequence(lambda number: HERE.namespace.name)), 3, seed=7, namespace="shop")
    assert HERE.namespace is before


def test_threads_make_rows_of_several_places_at_once() -> None:
    pets = Builder(Pet, name=unique(), owner=shared(Builder(Person)))
    expected = {seed: columns(pets, 40, seed=seed).to_pylist() for seed in range(4)}
    found: dict[int, list[dict[str, object]]] = {}

    def make(seed: int) -> Callable[[], None]:
        return lambda: found.update({seed: columns(pets, 40, seed=seed).to_pylist()})

    threads = [threading.Thread(target=make(seed)) for seed in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == expected


def test_a_place_that_there_is_not() -> None:
    with pytest.raises(CannotBuild, match="xx_XX"):
        columns(Person, 1, locale="xx_XX")
