"""What it costs to verify fakes, and to compare snapshots."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter_ns
from typing import Final, NamedTuple

import pytest

from mockfactory.spec.calling.gaps import gaps
from mockfactory.spec.read import read_spec
from mockfactory.verification import StandIn, check_substitutable, verify_pairs
from mockfactory.verification.snapshots.comparing import differences
from mockfactory.verification.snapshots.lock import Lock, read_lock, this_python, write_lock
from mockfactory.verification.snapshots.recording import entry_of
from tests.benchmarks.table import Row, shown
from tests.spec.calling.generated import functions

_TOGETHER: Final = 10
_HEAD = "from collections.abc import AsyncIterator\nfrom typing import Protocol\n"
_PAIR = """
class Asked{number}(Protocol):
    name: str
    @property
    def ready(self) -> bool: ...
    def send(self, to: str, *, urgent: bool = False) -> bool: ...
    async def close(self, code: int = 0, reason: str | None = None) -> None: ...
    def stream(self, ids: list[int]) -> AsyncIterator[str]: ...
    def count(self, *names: str, **more: int) -> dict[str, int]: ...


class Given{number}:
    def __init__(self) -> None:
        self.name = ""
    @property
    def ready(self) -> bool: return True
    def send(self, to: str, *, urgent: bool = False, again: int = 0) -> bool: return urgent
    async def close(self, code: int = 0, reason: str | None = None) -> None: ...
    async def stream(self, ids: list[int]) -> AsyncIterator[str]: yield ""
    def count(self, *names: str, **more: int) -> dict[str, int]: return more
"""


def verification(quick: bool) -> list[Row]:
    """Pairs by rules and by mypy, signatures against Python, snapshots."""
    many = [_by_rules(10 if quick else 500), _signatures(10 if quick else 320), _snapshots(5 if quick else 200)]
    return [*many, _by_mypy(2 if quick else 50, quick=quick)]


def _by_rules(number: int) -> Row:
    taken = min(_one_by_rules(number) for _ in range(4))
    return Row(f"verifying {number} pairs by the rules", shown(taken), "2 s", shown(2e9), taken / 2e9, True, 1)


def _one_by_rules(number: int) -> int:
    with _pairs(number) as found:
        return _timed(lambda: all(check_substitutable(given, asked).substitutable for given, asked in found.pairs))


def _signatures(number: int) -> Row:
    """Every pair of generated signatures: the verdict is that of Python, which calls the functions."""
    drawn = functions(number, seed=7)
    began = perf_counter_ns()
    verdicts = [not gaps(one.signature, other.signature) for one in drawn for other in drawn]
    taken = perf_counter_ns() - began
    assert verdicts == [other.calls <= one.calls for one in drawn for other in drawn]
    what = f"verdicts on {len(verdicts):,} pairs of signatures, all as Python's"
    return Row(what, shown(taken), "0.1 ms each", shown(1e5 * len(verdicts)), taken / (1e5 * len(verdicts)), True)


def _snapshots(number: int) -> Row:
    with _pairs(number) as found:
        file = found.folder / "mockfactory.lock"
        write_lock(_lock_of(found), file)
        text = file.read_text(encoding="utf-8")
    with _pairs(number) as found:  # read for the first time again
        file = found.folder / "mockfactory.lock"
        file.write_text(text, encoding="utf-8")
        taken = _timed(lambda: not differences(read_lock(file), _lock_of(found)))
    return Row(f"comparing snapshots of {number} classes", shown(taken), "3 s", shown(3e9), taken / 3e9, True, 1)


def _lock_of(found: _Pairs) -> Lock:
    entries = {f"{given.__module__}:{given.__name__}": entry_of(read_spec(given), {}) for given, _ in found.pairs}
    return Lock(this_python(), entries)


def _by_mypy(number: int, *, quick: bool) -> Row:
    """The same modules, plainly checked and verified; with nothing kept from an earlier run, unless it is quick.

    Another process is soon kept waiting, so each is run several times, in turns, over modules that are new each time.
    """
    rounds = [_one_by_mypy(number, quick=quick) for _ in range(1 if quick else 4)]
    verified, plain = min(one for one, _ in rounds), min(other for _, other in rounds)
    what = f"verifying {number} pairs by mypy, cold"
    return Row(what, shown(verified), "mypy over the same", shown(plain), verified / plain, True, 1.3)


def _one_by_mypy(number: int, *, quick: bool) -> tuple[int, int]:
    with _pairs(number) as found, pytest.MonkeyPatch.context() as patched:
        if not quick:
            patched.setenv("MYPY_CACHE_DIR", os.devnull)
        pairs = [StandIn(given, asked) for given, asked in found.pairs]
        verified = _timed(
            lambda: all(one.substitutable for one in verify_pairs(pairs, by=["mypy"], project=found.folder))
        )
        command = [sys.executable, "-m", "mypy", *(f"{name}.py" for name in found.modules)]
        plain = _timed(
            lambda: subprocess.run(command, cwd=found.folder, check=True, capture_output=True).returncode == 0
        )
        return verified, plain


def _timed(run: Callable[[], bool]) -> int:
    began = perf_counter_ns()
    went = run()
    taken = perf_counter_ns() - began
    assert went
    return taken


class _Pairs(NamedTuple):
    folder: Path
    modules: list[str]
    pairs: list[tuple[type, type]]


@contextmanager
def _pairs(number: int) -> Iterator[_Pairs]:
    """Implementations and interfaces in modules of ten, which are read for the first time."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(folder)
        names = [f"checked_{place}" for place in range(-(-number // _TOGETHER))]
        pairs: list[tuple[type, type]] = []
        for place, name in enumerate(names):
            own = range(place * _TOGETHER, min((place + 1) * _TOGETHER, number))
            text = _HEAD + "".join(_PAIR.format(number=n) for n in own)
            Path(folder, f"{name}.py").write_text(text, encoding="utf-8")
            module = importlib.import_module(name)
            pairs += [(getattr(module, f"Given{n}"), getattr(module, f"Asked{n}")) for n in own]
        try:
            yield _Pairs(Path(folder), names, pairs)
        finally:
            for name in names:
                del sys.modules[name]
