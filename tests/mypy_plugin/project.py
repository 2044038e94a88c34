"""A small project with code and tests, and mypy run over it with the plugin, in this process."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from mypy import api

CONFIGURATION: Final = """
[mypy]
strict = True
plugins = mockfactory.mypy
"""
# What mypy has to know of the library: with all that it imports, a first run would take half a minute. That the names
# are those of the library is tested in `test_tables.py`.
LIBRARY: Final = {
    "mockfactory/__init__.pyi": """
from mockfactory.double.building.making import double as double, double_class as double_class
from mockfactory.double.building.replacing import replace as replace
from mockfactory.double.matching.matchers import any_ as any_, capture as capture, matching as matching
from mockfactory.double.recording.calls import calls_to as calls_to
from mockfactory.double.stubbing.when import when as when
from mockfactory.double.verifying.order import in_order as in_order
from mockfactory.double.verifying.verify import verify as verify
""",
    "mockfactory/double/__init__.pyi": "",
    "mockfactory/double/building/__init__.pyi": "",
    "mockfactory/double/building/making.pyi": """
from typing import TypeVar
T = TypeVar("T")
def double(spec: type[T]) -> T: ...
def double_class(spec: type[T]) -> type[T]: ...
""",
    "mockfactory/double/building/replacing.pyi": """
class Replaced:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...
def replace(target: str, *, with_: object) -> Replaced: ...
""",
    "mockfactory/double/matching/__init__.pyi": "",
    "mockfactory/double/matching/matchers.pyi": """
from collections.abc import Callable
from typing import Any, TypeVar
T = TypeVar("T")
class Captor: ...
def any_(spec: type[T]) -> T: ...
def matching(predicate: Callable[[Any], object]) -> Any: ...
def capture(spec: type[T]) -> Captor: ...
""",
    "mockfactory/double/recording/__init__.pyi": "",
    "mockfactory/double/recording/calls.pyi": "def calls_to(target: object) -> list[str]: ...",
    "mockfactory/double/stubbing/__init__.pyi": "",
    "mockfactory/double/stubbing/when.pyi": """
class Stubbed:
    def lenient(self) -> None: ...
class When:
    def returns(self, *values: object) -> Stubbed: ...
    def raises(self, *errors: BaseException) -> Stubbed: ...
    def fails(self, plan: object) -> Stubbed: ...
def when(target: object) -> When: ...
""",
    "mockfactory/double/verifying/__init__.pyi": "",
    "mockfactory/double/verifying/order.pyi": """
from collections.abc import Generator
from contextlib import contextmanager
@contextmanager
def in_order() -> Generator[None, None, None]: ...
""",
    "mockfactory/double/verifying/verify.pyi": """
class Verify:
    def once(self) -> None: ...
    def times(self, n: int) -> None: ...
def verify(target: object) -> Verify: ...
""",
    "mockfactory/faults/__init__.pyi": """
from mockfactory.faults.applying.injecting import inject as inject
from mockfactory.faults.plans.making import raises as raises
""",
    "mockfactory/faults/applying/__init__.pyi": "",
    "mockfactory/faults/applying/injecting.pyi": """
from typing import TypeVar
T = TypeVar("T")
def inject(real: T, plan: object = None, /, **by_method: object) -> T: ...
""",
    "mockfactory/faults/plans/__init__.pyi": "",
    "mockfactory/faults/plans/plan.pyi": """
class FaultPlan:
    def on_call(self, *calls: int) -> FaultPlan: ...
    def __or__(self, other: FaultPlan) -> FaultPlan: ...
""",
    "mockfactory/faults/plans/making.pyi": """
from mockfactory.faults.plans.plan import FaultPlan
def raises(error: BaseException) -> FaultPlan: ...
""",
    "mockfactory/verification/__init__.pyi": """
from mockfactory.verification.checking import check_substitutable as check_substitutable
""",
    "mockfactory/verification/checking.pyi": """
class Report:
    substitutable: bool
def check_substitutable(impl: object, iface: object) -> Report: ...
""",
    "pytest/__init__.pyi": """
from types import TracebackType
from _pytest.monkeypatch import MonkeyPatch as MonkeyPatch
class _Raises:
    def __enter__(self) -> None: ...
    def __exit__(self, a: type[BaseException] | None, b: BaseException | None, c: TracebackType | None) -> bool: ...
def raises(error: type[BaseException]) -> _Raises: ...
""",
    "_pytest/__init__.pyi": "",
    "_pytest/monkeypatch.pyi": """
from typing import overload
class MonkeyPatch:
    @overload
    def setattr(self, target: str, name: object, value: None = ..., raising: bool = ...) -> None: ...
    @overload
    def setattr(self, target: object, name: str, value: object, raising: bool = ...) -> None: ...
    def delattr(self, target: object | str, name: str | None = ..., raising: bool = ...) -> None: ...
    def syspath_prepend(self, path: str) -> None: ...
""",
    "pytest_mock/__init__.pyi": "from pytest_mock.plugin import MockerFixture as MockerFixture",
    "pytest_mock/plugin.pyi": """
from typing import Any
class MockerFixture:
    class _Patcher:
        def __call__(self, target: str, new: object = ..., create: bool = ..., **kwargs: Any) -> Any: ...
        def object(self, target: Any, attribute: str, new: Any = ..., create: bool = ..., **kwargs: Any) -> Any: ...
    patch: _Patcher
    def spy(self, obj: object, name: str) -> Any: ...
""",
}
_LINE: Final = re.compile(r"(?P<file>[\w/.]+):(?P<line>\d+): error: (?P<text>.*)  \[(?P<code>[\w-]+)\]")
_MARK: Final = re.compile(r"# E: (?P<code>[\w-]+)(?: (?P<words>.*))?$")


class Finding(NamedTuple):
    """One error."""

    file: str
    line: int
    code: str
    text: str


class Project:
    """A folder with a few modules.

    Args:
        folder: an empty one.
        cache: where mypy keeps what it knows; several projects may share it.
        modules: the texts of modules, by path.
    """

    def __init__(self, folder: Path, cache: Path, modules: Mapping[str, str]) -> None:
        self.folder = folder
        self._cache = cache
        self.write({"mypy.ini": CONFIGURATION, **LIBRARY, **modules})

    def write(self, modules: Mapping[str, str]) -> None:
        """Write, or write anew."""
        for name, text in modules.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def findings(self, *arguments: str, traceback: bool = True) -> list[Finding]:
        """What mypy says. A mistake of the plugin ends the run, unless `traceback` is false."""
        shown = ["--show-traceback"] if traceback else []
        with contextlib.chdir(self.folder):
            told, wrong, _ = api.run(["--config-file", "mypy.ini", "--cache-dir", str(self._cache), *shown, *arguments])
        assert not wrong, wrong
        return list(_read(told))

    def disagreements(self, *files: str) -> list[str]:
        """The lines of files that mypy takes for other than what their marks (`# E: code words`) say."""
        found = self.findings(*files)
        return [
            f"{file}:{number}: {line.strip()}\n    {told or 'nothing is told'}"
            for file in files
            for number, line in enumerate((self.folder / file).read_text().splitlines(), start=1)
            for told in [[one for one in found if (one.file, one.line) == (file, number)]]
            if not _as_marked(line, told)
        ]


def _read(told: str) -> Iterator[Finding]:
    for line in told.splitlines():
        found = _LINE.fullmatch(line)
        assert found is not None or re.match(r"Found \d|Success|.*: note: ", line), told
        if found is not None:
            yield Finding(found["file"], int(found["line"]), found["code"], found["text"])


def _as_marked(line: str, told: list[Finding]) -> bool:
    mark = _MARK.search(line)
    if mark is None:
        return not told
    return [one.code for one in told] == [mark["code"]] and (mark["words"] or "") in told[0].text
