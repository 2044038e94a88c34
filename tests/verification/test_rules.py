"""Each rule: pairs that break it, and pairs that come close and don't."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar, overload

import pydantic
import pytest

from mockfactory import MisuseError
from mockfactory.verification import Finding, Severity, StandIn, check_substitutable, stands_for, verify_pairs
from mockfactory.verification.pairs.packages import stand_ins_in
from tests.verification.pairs import broken, close


def _pairs(module: ModuleType) -> list[Any]:
    return [one for _, one in inspect.getmembers(module, inspect.isclass) if hasattr(one, "Given")]


def _interface(pair: Any) -> object:
    return pair.Asked[pair.arguments] if hasattr(pair, "arguments") else pair.Asked


@pytest.mark.parametrize("pair", _pairs(broken))
def test_a_broken_rule_is_named(pair: Any) -> None:
    report = check_substitutable(pair.Given, _interface(pair), raises=getattr(pair, "raises", ()))

    assert {finding.rule for finding in report.of(Severity.INCOMPATIBLE)} == {pair.rule}, str(report)
    assert not report.substitutable


@pytest.mark.parametrize("pair", _pairs(close))
def test_what_comes_close_is_accepted(pair: Any) -> None:
    report = check_substitutable(pair.Given, _interface(pair), raises=getattr(pair, "raises", ()))

    assert report.substitutable, str(report)


T = TypeVar("T")


class Store(Protocol[T]):
    def get(self, key: str) -> T: ...
    def put(self, key: str, item: T) -> None: ...


class Full(Exception):
    pass


def _only(findings: list[Finding]) -> Finding:
    [finding] = findings
    return finding


def test_members_that_need_different_types_are_named() -> None:
    class Mixed:
        def get(self, key: str) -> str:
            return key

        def put(self, key: str, item: int) -> None: ...

    finding = _only(check_substitutable(Mixed, Store).of(Severity.INCOMPATIBLE))

    assert (finding.rule, finding.member) == (17, "put")
    assert finding.problem == "Mixed fits Store with no one type for T: get() has str, and put() has int"


def test_a_class_that_inherits_with_arguments_is_held_to_them() -> None:
    class Texts(Store[str]):
        def get(self, key: str) -> str:
            return key

        def put(self, key: str, item: bytes) -> None: ...  # type: ignore[override]

    report = check_substitutable(Texts, Store)

    assert report.interface.endswith("Store[str]")
    assert _only(report.of(Severity.INCOMPATIBLE)).problem == "Texts.put() takes 'item' as bytes, and is given str"


def test_what_says_no_type_is_told_once() -> None:
    class Untyped:
        def get(self, key):  # type: ignore[no-untyped-def]
            return key

        def put(self, key, item): ...  # type: ignore[no-untyped-def]

    report = check_substitutable(Untyped, Store[str])

    assert report.substitutable
    finding = _only(report.of(Severity.UNVERIFIED))
    assert (finding.rule, finding.problem) == (16, "Untyped does not say what get() gives, so its type is not compared")


class Raising:
    def get(self, key: str) -> str:
        raise KeyError(key)

    def put(self, key: str, item: str) -> None:
        raise Full


def test_errors_are_compared_where_the_interface_declares_some() -> None:
    assert check_substitutable(Raising, Store[str]).substitutable
    assert check_substitutable(Raising, Store[str], raises=(LookupError, Full)).substitutable
    finding = _only(check_substitutable(Raising, Store[str], raises=(Full,)).of(Severity.INCOMPATIBLE))
    assert (finding.rule, finding.member) == (27, "get")
    assert finding.problem == "Raising.get() raises KeyError, and Store[str] declares Full"


def test_errors_of_what_has_no_source_are_not_known() -> None:
    names: dict[str, Any] = {}
    exec("class Hidden:\n    def get(self, key): raise KeyError(key)\n    def put(self, key, item): ...", names)

    report = check_substitutable(names["Hidden"], Store[str], raises=(Full,))

    assert report.substitutable
    assert [one.member for one in report.of(Severity.UNVERIFIED) if one.rule == 27] == ["get", "put"]


def test_an_error_that_is_known_only_when_it_runs_is_not_known() -> None:
    class Chosen:
        def get(self, key: str) -> str:
            error = Full() if key else KeyError()
            raise error

        def put(self, key: str, item: str) -> None: ...

    report = check_substitutable(Chosen, Store[str], raises=(Full,))

    assert report.substitutable
    assert "raises error, and what that is can't be told" in _only(report.of(Severity.UNVERIFIED)).problem


def test_declared_errors_go_with_the_pair() -> None:
    [report] = verify_pairs([StandIn(Raising, Store[str], raises=(Full,))], by=["rules"])

    assert not report.substitutable


@pytest.mark.parametrize("raises", [KeyError, (KeyError(),), ("KeyError",), [KeyError]])
def test_what_declares_no_errors_is_refused(raises: Any) -> None:
    with pytest.raises(MisuseError, match="takes a tuple of exception classes"):
        check_substitutable(Raising, Store, raises=raises)
    with pytest.raises(MisuseError, match="takes a tuple of exception classes"):
        stands_for(Store[str], raises=raises)


class Named(Protocol):
    @property
    def name(self) -> str: ...
    @overload
    def find(self, key: str) -> str: ...
    @overload
    def find(self, key: int) -> int: ...
    def __exit__(self, *errors: object) -> None: ...


class Nameless:
    def __exit__(self) -> None: ...  # noqa: PLE0302


def test_mends_are_written_as_one_writes_them() -> None:
    mends = {one.member: one.mend for one in check_substitutable(Nameless, Named).of(Severity.INCOMPATIBLE)}

    assert mends == {
        "name": "add @property def name(self) -> str",
        "find": "add find with its 2 overloads",
        "__exit__": "add exc_type: object, exc_value: object, traceback: object",
    }


class Counted(Protocol):
    count: int


class Model(pydantic.BaseModel):
    count: int
    total: int = 0


def test_members_of_a_library_s_base_class_are_no_news() -> None:
    notes = check_substitutable(Model, Counted).of(Severity.NOTE)

    assert [one.member for one in notes] == ["total"]


def test_a_class_that_leaves_a_protocol_to_its_subclasses_is_no_pair_of_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "stores.py").write_text(
        "from typing import Protocol\n"
        "class Store(Protocol):\n    def get(self) -> int: ...\n    def put(self, item: int) -> None: ...\n"
        "class Base(Store):\n    def get(self) -> int:\n        return 0\n"
        "class Whole(Base):\n    def put(self, item: int) -> None: ...\n"
        "class Half(Base): ...\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    pairs, failed = stand_ins_in(["stores"])

    assert not failed
    found = {report.implementation: report.substitutable for report in verify_pairs(pairs, by=["rules"])}
    assert found == {"stores.Whole": True, "stores.Half": False}
