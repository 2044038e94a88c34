"""Jobs in the background, in each of their states."""

from __future__ import annotations

import datetime as dt
from typing import Final

from builders.builder import Builder
from builders.domain.models.jobs import BatchJob, JobKind, JobStatus
from builders.domain.recipes.belonging import OfUser
from builders.domain.recipes.material import LATEST, REFERENCE, Material, drawn_by

_STATUSES: Final[tuple[JobStatus, ...]] = ("pending", "running", "completed", "failed", "cancelled")
_KINDS: Final[tuple[JobKind, ...]] = ("import", "export", "training", "embedding", "evaluation")
_ERRORS: Final = {
    "import": "line {} has too few columns",
    "export": "the storage refused part {}",
    "training": "the loss was not a number after step {}",
    "embedding": "the model rejected item {}: too many tokens",
    "evaluation": "no expected answer for item {}",
}


def _processed(job: BatchJob, options: OfUser) -> int:
    if job.status == "completed":
        return job.total_items
    if job.status == "pending" or job.started_at is None:
        return 0
    return int(Material.of(job.id).share("processed") * job.total_items)


def _created(job: BatchJob, options: OfUser) -> dt.datetime:
    """A job that is not over yet was asked for within the last two hours."""
    material = Material.of(job.id)
    if job.status in ("pending", "running"):
        soon = REFERENCE - dt.timedelta(minutes=10)
        return material.moment("created", max(options.since, REFERENCE - dt.timedelta(hours=2)), soon)
    return material.moment("created", options.since, LATEST)


def _started(job: BatchJob, options: OfUser) -> dt.datetime | None:
    material = Material.of(job.id)
    if job.status == "pending" or (job.status == "cancelled" and material.pick("never started", (True, False))):
        return None
    return job.created_at + dt.timedelta(seconds=material.number("queued", 0, 300))


def _finished(job: BatchJob, options: OfUser) -> dt.datetime | None:
    if job.status in ("pending", "running"):
        return None
    return (job.started_at or job.created_at) + dt.timedelta(seconds=Material.of(job.id).number("took", 1, 5400))


def _error(job: BatchJob, options: OfUser) -> str | None:
    return (
        _ERRORS.get(job.kind, "item {} is broken").format(job.processed_items + 1) if job.status == "failed" else None
    )


batch_jobs: Final = (
    Builder(
        BatchJob,
        id=drawn_by(lambda material: material.id("job")),
        kind=drawn_by(lambda material: material.pick("kind", _KINDS)),
        status=drawn_by(lambda material: material.pick("status", _STATUSES)),
        total_items=drawn_by(lambda material: material.number("total", 1, 5000)),
    )
    .transient(OfUser)
    .deriving(
        tenant_id=lambda job, options: options.tenant_id,
        user_id=lambda job, options: options.user_id,
        created_at=_created,
        started_at=_started,
        processed_items=_processed,
        finished_at=_finished,
        error=_error,
    )
    .trait("pending", status="pending")
    .trait("running", status="running")
    .trait("completed", status="completed")
    .trait("failed", status="failed")
    .trait("cancelled", status="cancelled")
)
"""Builds jobs. Options: `user`, `tenant`. Traits: the statuses."""
