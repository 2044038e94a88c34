"""`mockfactory verify`."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from mockfactory.importing import failing_once
from mockfactory.rules.telling.findings import Severity
from mockfactory.verification.formats import FORMATS
from mockfactory.verification.gathering import pairs_of
from mockfactory.verification.pairs.configured import WrongSettings, settings_of
from mockfactory.verification.project import LOCK, project_of, pythonpath_of
from mockfactory.verification.snapshots.lock import BadLock, read_lock
from mockfactory.verification.verifying import verify_pairs


def verify_project(by: Collection[str] | None, form: str) -> int:
    """Verify all pairs of the project that the current folder belongs to, and print what was found.

    Args:
        by: who judges; `None` for what `pyproject.toml` says.
        form: one of `FORMATS`.

    Returns:
        0 when every implementation can stand for its interface; 1 when one can't; 2 when something could not be looked
        at, or there is nothing to verify.
    """
    project = project_of(Path.cwd())
    try:
        settings = settings_of(project)
        lock = project / LOCK
        made = read_lock(lock).made if lock.is_file() else ()
    except (WrongSettings, BadLock) as error:
        print(error, file=sys.stderr)
        return 2
    failures: dict[str, str] = {}
    with failing_once(failures):
        pairs, failed = pairs_of(settings, made, pythonpath_of(project))
    if not pairs and not failed:
        what = "holds no pairs" if lock.is_file() else "is not there"
        print(
            f"There is nothing to verify: no class is marked with @stands_for, {_settings_in(project)}, and "
            f"{LOCK} {what}.\n"
            '  write:  [tool.mockfactory]\n          packages = ["tests.fakes"]',
            file=sys.stderr,
        )
        return 2
    with failing_once(failures):
        reports = [*failed, *verify_pairs(pairs, by=by or settings.judges, project=project)]
    print(FORMATS[form](reports))
    if any(report.failed for report in reports):
        return 2
    return int(any(report.of(Severity.INCOMPATIBLE) for report in reports))


def _settings_in(project: Path) -> str:
    file = project / "pyproject.toml"
    if file.is_file():
        return f"{file} names none"
    return f"neither {project} nor a folder above it has a pyproject.toml with [tool.mockfactory]"
