"""One run of each type checker for all tests, and what it keeps between the runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from builders.typings.writing import stubs_for, write
from tests.typing.checkers import CASES, Finding, run
from tests.typing.probes import PROBES, probes_text

STUBBED: Final = "builder_overrides"
"""The case whose types have stubs."""

Checked: TypeAlias = Callable[[str], Sequence[Finding]]


@pytest.fixture(scope="session")
def mypy_cache(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lasting folder: reading openai and SQLAlchemy takes mypy ten times as long as all the rest.

    None where nothing lasts until the next run: writing takes half as long again as reading.
    """
    if "CI" in os.environ:
        return Path(os.devnull)
    kept = getattr(pytestconfig, "cache", None)
    return tmp_path_factory.mktemp("mypy") if kept is None else kept.mkdir("mypy-of-typing-tests")


@pytest.fixture(scope="session")
def checked(mypy_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """What a checker says of the cases and of the probes: it starts and reads the library once for both."""

    @cache
    def findings(checker: str) -> Sequence[Finding]:
        folder = tmp_path_factory.mktemp(checker)
        probes = folder / PROBES
        probes.write_text(probes_text(), encoding="utf-8")
        if checker == "pyright":
            # mypy has a plugin, and reads no stubs.
            write(_stubs(), folder / "typings")
        return run(checker, [*CASES, probes], folder, mypy_cache)

    return findings


def _stubs() -> Mapping[str, str]:
    """Stubs for the types of one case. It is a module beside the others, for the checkers as for Python."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(CASES[0].parent)
        try:
            return stubs_for([STUBBED])
        finally:
            sys.modules.pop(STUBBED, None)
