"""What a suite does not use is not imported."""

from __future__ import annotations

import subprocess
import sys

HEAVY = "faker", "polyfactory", "factory", "pydantic", "sqlalchemy", "django", "numpy", "pyarrow", "hypothesis", "attrs"


def loaded_after(code: str) -> set[str]:
    shown = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_nothing_heavy_comes_with_builders() -> None:
    everything = "from builders import *\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n    a: int\nbuild(A)"
    assert loaded_after(everything) == set()


def test_words_come_with_faker() -> None:
    assert loaded_after("from builders import build\nbuild(str)") == {"faker"}
