"""Work in the background: a batch job whose status, progress and times agree."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from builders.domain.models.entity import Entity, Instant, in_order
from builders.domain.models.identifiers import Identifier
from builders.domain.models.identity import Name

JobStatus = Literal["pending", "running", "completed", "failed", "cancelled"]
JobKind = Literal["import", "export", "training", "embedding", "evaluation"]


class BatchJob(Entity):
    """A job over a number of items.

    | status | processed_items | started_at | finished_at | error |
    |---|---|---|---|---|
    | pending | 0 | none | none | none |
    | running | fewer than all | yes | none | none |
    | completed | all | yes | yes | none |
    | failed | fewer than all | yes | yes | yes |
    | cancelled | fewer than all; 0 if it never started | maybe | yes | none |

    `started`, `advanced`, `completed`, `failed` and `cancelled` lead from one to the next.

    Attributes:
        id: of the job.
        tenant_id, user_id: who asked for it.
        kind: what it does.
        status: see the table.
        total_items: how many there are to do; at least one.
        processed_items: how many are done.
        created_at, started_at, finished_at: in this order.
        error: why it failed.

    Example:
        >>> at = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
        >>> job = BatchJob(
        ...     id="job_1", tenant_id="tenant_acme", user_id="user_ada", kind="import", total_items=200, created_at=at
        ... )
        >>> running = job.started(at=at).advanced(to=50)
        >>> running.status, running.progress_percent
        ('running', 25)
        >>> running.failed("line 51 is no UTF-8", at=at + dt.timedelta(minutes=2)).progress_percent
        25
    """

    id: Identifier
    tenant_id: Identifier
    user_id: Identifier
    kind: JobKind
    status: JobStatus = "pending"
    total_items: Annotated[int, Field(ge=1)]
    processed_items: Annotated[int, Field(ge=0)] = 0
    created_at: Instant
    started_at: Instant | None = None
    finished_at: Instant | None = None
    error: Name | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        in_order(created_at=self.created_at, started_at=self.started_at, finished_at=self.finished_at)
        done, total, status = self.processed_items, self.total_items, self.status
        if done > total:
            raise ValueError(f"processed_items is {done}, and there are only {total}")
        if (done == total) != (status == "completed"):
            raise ValueError(f"a job that is {status} has processed {done} of {total} items")
        if status == "pending" and done:
            raise ValueError(f"a job that is pending has processed {done} items")
        if done and self.started_at is None:
            raise ValueError(f"a job that never started has processed {done} items")
        _has("started_at", self.started_at, status, {"running", "completed", "failed"}, never={"pending"})
        _has(
            "finished_at", self.finished_at, status, {"completed", "failed", "cancelled"}, never={"pending", "running"}
        )
        _has("error", self.error, status, {"failed"}, never={"pending", "running", "completed", "cancelled"})
        return self

    @property
    def progress_percent(self) -> int:
        """How much is done, rounded down: 100 exactly when all is."""
        return self.processed_items * 100 // self.total_items

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in ("completed", "failed", "cancelled")

    def started(self, *, at: dt.datetime) -> Self:
        """The pending job, begun.

        Raises:
            ValueError: it is not pending.
        """
        self._must_be("pending")
        return self.changed(status="running", started_at=at)

    def advanced(self, *, to: int) -> Self:
        """The running job with `to` items done: no fewer than before, and not yet all.

        Raises:
            ValueError: it is not running, or goes back.
        """
        self._must_be("running")
        if to < self.processed_items:
            raise ValueError(f"{self.id} has processed {self.processed_items} items, and can't go back to {to}")
        return self.changed(processed_items=to)

    def completed(self, *, at: dt.datetime) -> Self:
        """The running job with all items done."""
        self._must_be("running")
        return self.changed(status="completed", processed_items=self.total_items, finished_at=at)

    def failed(self, error: str, *, at: dt.datetime) -> Self:
        """The running job, ended by an error."""
        self._must_be("running")
        return self.changed(status="failed", error=error, finished_at=at)

    def cancelled(self, *, at: dt.datetime) -> Self:
        """The job, pending or running, ended by somebody."""
        self._must_be("pending", "running")
        return self.changed(status="cancelled", finished_at=at)

    def _must_be(self, *wanted: JobStatus) -> None:
        if self.status not in wanted:
            raise ValueError(f"{self.id} is {self.status}, not {' or '.join(wanted)}")


def _has(name: str, value: object, status: JobStatus, always: set[JobStatus], *, never: set[JobStatus]) -> None:
    if value is None and status in always:
        raise ValueError(f"a job that is {status} needs its {name}")
    if value is not None and status in never:
        raise ValueError(f"a job that is {status} has no {name}")
