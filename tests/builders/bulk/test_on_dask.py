"""The same shards, as tasks of Dask."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dask.base
import pyarrow as pa
import pytest

from builders import CannotBuild
from builders.bulk import columns, on_dask, write
from tests.builders.bulk.models import Shouting, Small

compute: Callable[..., tuple[Any, ...]] = dask.base.compute


@pytest.mark.parametrize("scheduler", ["synchronous", "threads"])
def test_the_tables_of_all_tasks_are_the_rows(scheduler: str) -> None:
    parts = compute(*on_dask.tables(Small, 100, shards=3, seed=2), scheduler=scheduler)
    assert [part.num_rows for part in parts] == [33, 33, 34]
    assert pa.concat_tables(list(parts)).to_pylist() == columns(Small, 100, seed=2).to_pylist()


def test_the_files_of_all_tasks_are_those_of_one_process(tmp_path: Path) -> None:
    paths = compute(*on_dask.write(Small, tmp_path / "small.csv", 50, shards=2), scheduler="threads")
    (tmp_path / "alone").mkdir()
    expected = write(Small, tmp_path / "alone" / "small.csv", 50, shards=2)
    assert [path.name for path in paths] == [path.name for path in expected]
    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in expected]


def test_a_task_that_fails_leaves_no_file(tmp_path: Path) -> None:
    tasks = on_dask.write(Shouting, tmp_path / "shouting.csv", 5, shards=2, validate=False)
    with pytest.raises(CannotBuild):
        compute(*tasks, scheduler="synchronous")
    assert list(tmp_path.iterdir()) == []


def test_a_task_is_told_to_another_machine() -> None:
    """As the scheduler of `distributed` sends it. With a `LocalCluster` of two processes it takes ten seconds."""
    [first, second] = on_dask.tables(Small, 10, shards=2, seed=2, having={"age": 7})
    sent = pickle.loads(pickle.dumps([first, second]))
    parts = compute(*sent, scheduler="synchronous")
    assert pa.concat_tables(list(parts)).to_pylist() == columns(Small, 10, seed=2, having={"age": 7}).to_pylist()
