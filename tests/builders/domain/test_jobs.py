"""A job's status, progress and times agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from pydantic import ValidationError

from builders.domain import BatchJob, batch_jobs, seed_tenants

AT = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(minutes=5)
PENDING = BatchJob(
    id="job_1", tenant_id="tenant_acme", user_id="user_ada", kind="import", total_items=200, created_at=AT
)
RUNNING = PENDING.started(at=AT).advanced(to=50)
COMPLETED = RUNNING.completed(at=LATER)
FAILED = RUNNING.failed("disk full", at=LATER)
CANCELLED = RUNNING.cancelled(at=LATER)


def test_a_job_goes_its_way() -> None:
    assert [job.status for job in (PENDING, RUNNING, COMPLETED, FAILED, CANCELLED)] == [
        "pending",
        "running",
        "completed",
        "failed",
        "cancelled",
    ]
    assert [job.progress_percent for job in (PENDING, RUNNING, COMPLETED, FAILED)] == [0, 25, 100, 25]
    assert [job.is_finished for job in (PENDING, RUNNING, COMPLETED, FAILED, CANCELLED)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert PENDING.cancelled(at=LATER).started_at is None
    assert RUNNING.advanced(to=199).progress_percent == 99


@pytest.mark.parametrize(
    ("job", "changes", "words"),
    [
        (PENDING, {"processed_items": 1}, "a job that is pending has processed 1 items"),
        (PENDING, {"started_at": AT}, "a job that is pending has no started_at"),
        (PENDING, {"finished_at": LATER}, "a job that is pending has no finished_at"),
        (PENDING, {"error": "oops"}, "a job that is pending has no error"),
        (RUNNING, {"started_at": None}, "never started has processed 50 items"),
        (RUNNING, {"started_at": None, "processed_items": 0}, "a job that is running needs its started_at"),
        (RUNNING, {"processed_items": 200}, "a job that is running has processed 200 of 200 items"),
        (RUNNING, {"processed_items": 201}, "processed_items is 201, and there are only 200"),
        (RUNNING, {"finished_at": LATER}, "a job that is running has no finished_at"),
        (COMPLETED, {"finished_at": None}, "a job that is completed needs its finished_at"),
        (COMPLETED, {"processed_items": 199}, "a job that is completed has processed 199 of 200 items"),
        (COMPLETED, {"error": "oops"}, "a job that is completed has no error"),
        (COMPLETED, {"finished_at": AT - dt.timedelta(seconds=1)}, "finished_at .* is before started_at"),
        (COMPLETED, {"started_at": AT - dt.timedelta(seconds=1)}, "started_at .* is before created_at"),
        (FAILED, {"error": None}, "a job that is failed needs its error"),
        (FAILED, {"finished_at": None}, "a job that is failed needs its finished_at"),
        (CANCELLED, {"error": "oops"}, "a job that is cancelled has no error"),
        (CANCELLED, {"status": "paused"}, "'cancelled'"),
        (PENDING, {"total_items": 0}, "greater than or equal to 1"),
    ],
)
def test_a_job_that_contradicts_itself_is_refused(job: BatchJob, changes: dict[str, object], words: str) -> None:
    assert job.changed() == job
    with pytest.raises(ValidationError, match=words):
        job.changed(**changes)


def test_a_step_that_is_not_next_is_refused() -> None:
    steps: list[Callable[[], BatchJob]] = [
        lambda: RUNNING.started(at=LATER),
        lambda: PENDING.advanced(to=1),
        lambda: PENDING.completed(at=LATER),
        lambda: COMPLETED.failed("oops", at=LATER),
        lambda: COMPLETED.cancelled(at=LATER),
    ]
    for step in steps:
        with pytest.raises(ValueError, match="job_1 is .*, not "):
            step()
    with pytest.raises(ValueError, match="can't go back to 49"):
        RUNNING.advanced(to=49)
    assert RUNNING.advanced(to=50) == RUNNING


@pytest.mark.parametrize("status", ["pending", "running", "completed", "failed", "cancelled"])
def test_a_job_is_built_in_each_status(status: str) -> None:
    grace = seed_tenants().user("admin", of="b")
    for job in batch_jobs.build_many(20, status, user=grace):
        assert (job.status, job.tenant_id, job.user_id) == (status, "tenant_b", grace.id)
    assert batch_jobs.build(status, total_items=1).total_items == 1
