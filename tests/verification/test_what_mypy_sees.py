"""What mypy is asked, it answers; and where it sees nothing, nobody says that it accepts."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from mockfactory.verification import Finding, Report, Severity, StandIn, verify_pairs

pytestmark = pytest.mark.integration

LEFT_OUT: Final = """
class Address: ...

class Base:
    def connect(self, url: str) -> int: return 0
    def leave(self) -> None: ...
"""
APP: Final = """
import abc
import functools
from collections.abc import Awaitable, Callable
from typing import Any, Generic, ParamSpec, Protocol, TypeVar

from left_out import Address, Base

T = TypeVar("T")
P = ParamSpec("P")

class Mailer:
    def send(self, to: str) -> bool: return True
    limit: int = 0
    @classmethod
    def open(cls, url: str) -> "Mailer": return cls()
    @staticmethod
    def port(name: str) -> int: return 25

class Empty: ...

class FakeMailer:
    def send(self, to: str) -> bool: return True
    limit: int = 0
    @classmethod
    def open(cls, url: str) -> Mailer: return Mailer()
    @classmethod
    def port(cls, name: str) -> int: return 25

class MailerOfObjects(FakeMailer):
    def open(self, url: str) -> Mailer: return Mailer()  # type: ignore[override]
    def port(self, name: str) -> int: return 25  # type: ignore[override]

class DynamicMailer:
    def __getattr__(self, name: str) -> Any: ...
    def send(self, to: str) -> bool: return True

class Repo(Generic[T]):
    def get(self, key: str) -> T: raise KeyError(key)
    def put(self, key: str, item: T) -> None: ...

class RepoOfTexts(Repo[str]): ...
class RepoOfNumbers(Repo[int]): ...

class MixedRepo:
    def get(self, key: str) -> str: raise KeyError(key)
    def put(self, key: str, item: int) -> None: ...

class Store(abc.ABC):
    @abc.abstractmethod
    def put(self, key: str) -> None: ...
    @abc.abstractmethod
    def get(self, key: str) -> str: ...

class HalfStore(Store):
    def get(self, key: str) -> str: return key

class WholeStore(HalfStore):
    def put(self, key: str) -> None: ...
    def __init__(self, size: int) -> None: ...

class Ordered(Protocol):
    def __lt__(self, other: Any) -> bool: ...
    def __gt__(self, other: Any) -> bool: ...
    def __contains__(self, item: object) -> bool: ...
    def __reversed__(self) -> Any: ...
    def __len__(self) -> int: ...

class Numbers:
    def __lt__(self, other: Any) -> bool: return True
    def __getitem__(self, at: int) -> int: return at
    def __len__(self) -> int: return 0

class Counts:
    def __gt__(self, other: Any) -> bool: return True
    def __len__(self) -> str: return ""

class Counted(Generic[P, T]):
    def __init__(self, function: Callable[P, T]) -> None:
        self.__wrapped__ = function
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.__wrapped__(*args, **kwargs)

class Bound(Generic[T]):
    def __init__(self, function: Callable[..., T]) -> None:
        self.__wrapped__ = function
    def __get__(self, of: object, cls: object = None) -> Callable[[str], T]:
        return functools.partial(self.__wrapped__, of)

class Decorated:
    @staticmethod
    @Counted
    def price(item: str) -> int: return 1
    @Bound
    def find(self, key: str) -> int: return 1

class FakeDecorated:
    @staticmethod
    def price(item: str) -> int: return 1
    def find(self, key: str) -> int: return 1

class DecoratedNumbers:
    @staticmethod
    def price(item: int) -> int: return 1
    def find(self, key: int) -> int: return 1

class Cached:
    @functools.lru_cache
    def find(self, key: str) -> int: return 1
    @classmethod
    @functools.cache
    def load(cls, key: str) -> int: return 1
    @functools.cached_property
    def size(self) -> int: return 1
    @functools.singledispatchmethod
    def shown(self, item: object) -> str: return ""
    def _add(self, one: int, other: int) -> int: return one + other
    more = functools.partialmethod(_add, 1)

class FakeCached:
    size: int = 0
    def find(self, key: str) -> int: return 1
    @classmethod
    def load(cls, key: str) -> int: return 1
    def shown(self, item: object) -> str: return ""
    def more(self, other: int) -> int: return 1

class CachedAgain:
    @property
    def size(self) -> int: return 1
    @functools.cache
    def find(self, key: str) -> int: return 1
    @staticmethod
    @functools.cache
    def load(key: str) -> int: return 1
    @functools.singledispatchmethod
    def shown(self, item: object) -> str: return ""
    def more(self, other: int) -> int: return 1

class CachedTexts:
    size: str = ""
    def find(self, key: str) -> str: return key
    def load(self, key: str) -> int: return 1
    def shown(self, item: object) -> int: return 1
    def more(self, other: int) -> str: return ""

class Plain:
    def find(self, key: str) -> int: return 1

class PlainByCache:
    @functools.lru_cache(maxsize=8)
    def find(self, key: str) -> int: return 1

class Sender(Protocol):
    def send(self, to: Address) -> bool: ...
    def all(self) -> list[Address]: ...
    def count(self) -> int: ...
    def options(self) -> dict[str, Any]: ...
    async def later(self) -> int: ...

class FakeSender:
    def send(self, to: Address) -> bool: return True
    def all(self) -> list[Address]: return []
    def count(self) -> int: return 0
    def options(self) -> dict[str, Any]: return {}
    async def later(self) -> int: return 0

class UntypedPlain:
    def find(self, key): return key

class FakeSenderOfOthers(FakeSender):
    def send(self, to: int) -> bool: return True
    def count(self) -> str: return ""  # type: ignore[override]

class Derived(Base):
    def own(self) -> int: return 1

class FakeDerived:
    def own(self) -> int: return 1
    def connect(self, url: str) -> str: return ""
    def leave(self) -> None: ...

def price(of: Address) -> int: return 1
def fake_price(of: Address) -> int: return 1
def count(of: str) -> int: return 1
def fake_count(of: str) -> int: return 1

def with_a_port(cls: type[T]) -> type[T]:
    def port(self: object, name: str) -> int: return 1
    setattr(cls, "port", port)
    return cls

@with_a_port
class Made:
    def send(self, to: str) -> bool: return True

@with_a_port
class FakeMade:
    def send(self, to: str) -> bool: return True

class FakeMadeWithout:
    def send(self, to: str) -> bool: return True

class Settings:
    limit: int = 0
    @property
    def name(self) -> str: return ""
    def _hidden(self) -> None: ...

class FakeSettings:
    name: str = ""
    limit: int = 0

class FixedSettings:
    name: str = ""
    @property
    def limit(self) -> int: return 0

class HiddenMailer(Protocol):
    def send(self, to: str) -> bool: ...
    def _log(self) -> None: ...

class Later(Protocol):
    async def go(self) -> int: ...

class Task:
    def go(self) -> Awaitable[int]: raise NotImplementedError

class NoTask:
    def go(self) -> int: return 0

MakeMailer = Callable[[], Mailer]
class Makes(Protocol):
    def __call__(self) -> Mailer: ...
class SubMailer(Mailer): ...
class MakerOfMailers:
    def __call__(self) -> Mailer: return Mailer()
class MakerOfTexts:
    def __call__(self) -> str: return ""
class MailerOfAName(Mailer):
    def __init__(self, name: str) -> None: ...
"""
SETTINGS: Final = """
[mypy]
disable_error_code = assignment, attr-defined, misc
ignore_errors = True
[mypy-mockfactory_checks]
ignore_errors = False
[mypy-left_out.*]
follow_imports = skip
"""
PAIRS: Final = (
    ("Empty", "Mailer"), ("FakeMailer", "Mailer"), ("MailerOfObjects", "Mailer"), ("DynamicMailer", "Mailer"),
    ("RepoOfNumbers", "Repo[str]"), ("RepoOfTexts", "Repo[str]"), ("MixedRepo", "Repo"), ("RepoOfTexts", "Repo"),
    ("HalfStore", "Store"), ("WholeStore", "Store"),
    ("Numbers", "Ordered"), ("Counts", "Ordered"), ("FakeCached", "Cached"), ("CachedAgain", "Cached"),
    ("CachedTexts", "Cached"), ("PlainByCache", "Plain"), ("UntypedPlain", "Plain"),
    ("FakeSender", "Sender"), ("FakeSenderOfOthers", "Sender"),
    ("FakeDerived", "Derived"), ("fake_price", "price"), ("fake_count", "count"), ("FakeMade", "Made"),
    ("FakeMadeWithout", "Made"), ("SubMailer", "MakeMailer"), ("SubMailer", "Makes"), ("MakerOfMailers", "MakeMailer"),
    ("MakerOfMailers", "Makes"), ("MakerOfTexts", "MakeMailer"), ("MakerOfTexts", "Makes"), ("Plain", "MakeMailer"),
    ("Plain", "Makes"), ("MailerOfAName", "MakeMailer"), ("MailerOfAName", "Makes"), ("FakeDecorated", "Decorated"),
    ("DecoratedNumbers", "Decorated"), ("FakeSettings", "Settings"), ("FixedSettings", "Settings"),
    ("FakeMailer", "HiddenMailer"), ("Task", "Later"), ("NoTask", "Later"),
)  # fmt: skip


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, mypy_cache: str) -> Iterator[Mapping[tuple[str, str], Report]]:
    """What mypy alone finds of each pair, in a project that has it look away."""
    folder = tmp_path_factory.mktemp("seen")
    (folder / "app_seen.py").write_text(APP)
    (folder / "left_out.py").write_text(LEFT_OUT)
    (folder / "mypy.ini").write_text(SETTINGS)
    pairs = [StandIn(f"app_seen:{impl}", f"app_seen:{iface}") for impl, iface in PAIRS]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MYPY_CACHE_DIR", mypy_cache)
        patched.syspath_prepend(folder)
        yield dict(zip(PAIRS, verify_pairs(pairs, by=["mypy"], project=folder), strict=True))
        for name in ("app_seen", "left_out"):
            sys.modules.pop(name, None)


def refused(report: Report) -> dict[str, str]:
    """What mypy says of each member that it refuses."""
    return {one.member: one.mypy for one in report.of(Severity.INCOMPATIBLE)}


Reports = Mapping[tuple[str, str], Report]


def test_what_is_missing_is_asked_for(reports: Reports) -> None:
    assert refused(reports["Empty", "Mailer"]) == {
        "limit": '"Empty" has no attribute "limit"',
        "open": '"type[Empty]" has no attribute "open"',
        "port": '"type[Empty]" has no attribute "port"',
        "send": '"Empty" has no attribute "send"',
    }
    for fake in ("FakeMailer", "DynamicMailer"):
        assert not reports[fake, "Mailer"].findings


def test_operators_that_python_does_without_are_not_asked_for(reports: Reports) -> None:
    assert not reports["Numbers", "Ordered"].findings
    assert {*refused(reports["Counts", "Ordered"])} == {"__contains__", "__len__", "__reversed__"}


def test_what_is_called_on_the_class_is_asked_on_the_class(reports: Reports) -> None:
    assert {*refused(reports["MailerOfObjects", "Mailer"])} == {"open", "port"}


def test_members_that_are_inherited_with_other_type_arguments(reports: Reports) -> None:
    assert {*refused(reports["RepoOfNumbers", "Repo[str]"])} == {"get", "put"}
    assert not reports["RepoOfTexts", "Repo[str]"].findings


def test_a_member_that_is_left_abstract(reports: Reports) -> None:
    assert refused(reports["HalfStore", "Store"]) == {
        "put": 'Cannot instantiate abstract class "HalfStore" with abstract attribute "put"'
    }
    assert not reports["WholeStore", "Store"].findings


@pytest.mark.parametrize(
    "pair",
    [("FakeCached", "Cached"), ("CachedAgain", "Cached"), ("PlainByCache", "Plain"), ("FakeDecorated", "Decorated")],
)
def test_what_a_decorator_made_an_object_of_is_called(reports: Reports, pair: tuple[str, str]) -> None:
    assert not reports[pair].findings


def test_what_the_call_gives_and_takes_is_compared(reports: Reports) -> None:
    assert {*refused(reports["CachedTexts", "Cached"])} == {"find", "more", "shown", "size"}
    assert {*refused(reports["DecoratedNumbers", "Decorated"])} == {"find", "price"}


def test_what_callers_may_set_is_set(reports: Reports) -> None:
    assert not reports["FakeSettings", "Settings"].findings
    assert refused(reports["FixedSettings", "Settings"]) == {
        "limit": 'Property "limit" defined in "FixedSettings" is read-only'
    }


def test_private_members_of_a_protocol_are_not_asked_for(reports: Reports) -> None:
    assert not reports["FakeMailer", "HiddenMailer"].findings


def test_what_is_awaited_may_be_any_awaitable(reports: Reports) -> None:
    assert not reports["Task", "Later"].findings
    assert {*refused(reports["NoTask", "Later"])} == {"go"}


def test_types_of_a_module_that_is_left_out_are_not_judged(reports: Reports) -> None:
    problem = only(reports["FakeSender", "Sender"].findings).problem
    assert problem.startswith("mypy did not judge send and all: a type there is Any to it")
    drifted = reports["FakeSenderOfOthers", "Sender"]
    assert {*refused(drifted)} == {"count"}
    assert only(drifted.of(Severity.UNVERIFIED)).problem == problem
    assert "mypy did not judge it: a type there is Any" in only(reports["fake_price", "price"].findings).problem
    assert not reports["fake_count", "count"].findings


def test_what_says_no_type_is_not_judged(reports: Reports) -> None:
    finding = only(reports["UntypedPlain", "Plain"].findings)
    assert finding.severity is Severity.UNVERIFIED
    assert finding.problem == "mypy did not judge find: UntypedPlain does not say what is given there"


def test_an_interface_without_type_arguments_is_not_judged(reports: Reports) -> None:
    finding = only(reports["MixedRepo", "Repo"].findings)
    assert finding.problem == "mypy did not judge get and put: to mypy Repo without type arguments has Any for them"
    assert not reports["RepoOfTexts", "Repo"].findings  # it says which


def test_members_of_a_base_that_is_left_out_are_not_judged(reports: Reports) -> None:
    finding = only(reports["FakeDerived", "Derived"].findings)
    assert finding.severity is Severity.UNVERIFIED
    assert finding.problem.startswith("mypy did not judge connect and leave: ")


def test_what_is_made_at_run_time_is_not_judged(reports: Reports) -> None:
    finding = only(reports["FakeMade", "Made"].findings)
    assert (finding.severity, finding.members) == (Severity.UNVERIFIED, ("port",))
    assert {*refused(reports["FakeMadeWithout", "Made"])} == {"port"}


@pytest.mark.parametrize("asked", ["MakeMailer", "Makes"])
def test_a_class_whose_objects_can_not_be_called_is_called_itself(reports: Reports, asked: str) -> None:
    for fake in ("SubMailer", "MakerOfMailers"):
        assert not reports[fake, asked].findings
    for fake, told in [("Plain", "Plain"), ("MailerOfAName", "MailerOfAName"), ("MakerOfTexts", "str")]:
        assert told in only(reports[fake, asked].of(Severity.INCOMPATIBLE)).mypy


def test_what_mypy_did_not_judge_it_is_not_said_to_accept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mypy_cache: str
) -> None:
    (tmp_path / "app_dark.py").write_text(APP)
    (tmp_path / "left_out.py").write_text(LEFT_OUT)
    (tmp_path / "mypy.ini").write_text("[mypy]\n[mypy-left_out]\nfollow_imports = skip\n")
    monkeypatch.setenv("MYPY_CACHE_DIR", mypy_cache)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("app_dark", "left_out"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    pair = StandIn("app_dark:FakeSenderOfOthers", "app_dark:Sender")

    [report] = verify_pairs([pair], project=tmp_path)
    assert refused(report)["send"] == "did not judge it"

    (tmp_path / "mypy.ini").write_text("[mypy]\nignore_errors = True\n")
    [report] = verify_pairs([pair], by=["mypy"], project=tmp_path)
    assert "mypy did not judge it: it tells nothing where ignore_errors is set" in only(report.findings).problem


def only(findings: Sequence[Finding]) -> Finding:
    [finding] = findings
    return finding
