"""`mockfactory verify`."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from mockfactory.rules.findings import Severity
from mockfactory.verification.formats import FORMATS
from mockfactory.verification.gathering import pairs_of
from mockfactory.verification.pairs.configured import WrongSettings, settings_of
from mockfactory.verification.snapshots.lock import LOCK, BadLock, read_lock
from mockfactory.verification.verifying import verify_pairs


def verify_project(by: Collection[str] | None, form: str) -> int:
    """Verify all pairs of the project in the current folder, and print what was found.

    Args:
        by: who judges; `None` for what `pyproject.toml` says.
        form: one of `FORMATS`.

    Returns:
        0 when every implementation can stand for its interface; 1 when one can't; 2 when something could not be looked
        at, or there is nothing to verify.
    """
    try:
        settings = settings_of(Path.cwd())
        lock = Path(LOCK)
        made = read_lock(lock).made if lock.is_file() else ()
    except (WrongSettings, BadLock) as error:
        print(error, file=sys.stderr)
        return 2
    pairs, failed = pairs_of(settings, made)
    if not pairs and not failed:
        print(
            "There is nothing to verify: no class is marked with @stands_for, pyproject.toml names none, and no lock "
            "holds what tests bind.\n"
            '  write:  [tool.mockfactory]\n          packages = ["tests.fakes"]',
            file=sys.stderr,
        )
        return 2
    reports = [*failed, *verify_pairs(pairs, by=by or settings.judges)]
    print(FORMATS[form](reports))
    if any(report.failed for report in reports):
        return 2
    return int(any(report.of(Severity.INCOMPATIBLE) for report in reports))
