"""Generic fakes, hand-written context managers and values without annotation, where the real classes have real ones."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from mockfactory.verification import Report, Severity, StandIn, verify_pairs
from tests.verification.pairs import generic_fakes

pytestmark = pytest.mark.integration
_INTERFACES: Final = {
    "FakeConn": "Conn",
    "FakeQuery": "Query",
    "FakeSelfQuery": "Query",
    "FakeNumbers": "Query",
    "FakeChain": "Chain",
    "FakeSelfChain": "Chain",
    "FakePairs": "Pairs",
    "FakeBoxOfTwo": "Box",
    "FakeSession": "Session",
    "FakeSelfSession": "Session",
    "FakeNumberSession": "Session",
    "SessionOfTexts": "Session",
    "NumbersAsTexts": "TextSession",
    "FakeMapped": "Mapped",
    "MappedToItself": "Mapped",
    "MappedToNumbers": "Mapped",
    "FakeLender": "Lender",
    "FakeDesk": "Desk",
    "DeskOfTexts": "Desk",
    "FakeWords": "Words",
    "MockedClient": "Client",
    "FakeStore": "Store",
    "StoreOfOthers": "Store",
    "BoxesOfTwo": "Boxes",
    "FakePool": "Pool",
    "PoolOfOthers": "Pool",
    "FakeService": "Service",
    "ServiceOfOthers": "Service",
    "MakerOfLambda": "Maker",
    "FakeMaker": "Maker",
    "FakeContext": "Context",
    "ContextOfTexts": "Context",
}
_RIGHT: Final = [name for name in _INTERFACES if name.startswith("Fake")]


@pytest.fixture(scope="module", params=[("rules", "mypy"), ("rules",), ("mypy",)], ids="+".join)
def judges(request: pytest.FixtureRequest) -> Sequence[str]:
    """Both, and each alone."""
    found: Sequence[str] = request.param
    return found


@pytest.fixture(scope="module")
def reports(
    judges: Sequence[str], tmp_path_factory: pytest.TempPathFactory, mypy_cache: str
) -> Iterator[Mapping[str, Report]]:
    """What is found of each fake."""
    folder = tmp_path_factory.mktemp("generic")
    shutil.copy(Path(generic_fakes.__file__), folder / "fakes.py")
    pairs = [StandIn(f"fakes:{fake}", f"fakes:{interface}") for fake, interface in _INTERFACES.items()]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MYPY_CACHE_DIR", mypy_cache)
        patched.syspath_prepend(folder)
        patched.delitem(sys.modules, "fakes", raising=False)
        found = verify_pairs(pairs, project=folder, by=judges)
        yield dict(zip(_INTERFACES, found, strict=True))
        sys.modules.pop("fakes", None)


def refused(report: Report) -> set[str]:
    """The members that can't stand."""
    return {one.member for one in report.of(Severity.INCOMPATIBLE)}


@pytest.mark.parametrize("fake", _RIGHT)
def test_a_fake_that_gives_what_was_promised_can_stand(reports: Mapping[str, Report], fake: str) -> None:
    assert reports[fake].substitutable, str(reports[fake])


@pytest.mark.parametrize(
    ("fake", "members"),
    [
        ("SessionOfTexts", {"query", "queries", "run"}),
        ("NumbersAsTexts", {"query"}),
        ("DeskOfTexts", {"lender"}),
        ("StoreOfOthers", {"pairs"}),
        ("ServiceOfOthers", {"conn"}),
        ("ContextOfTexts", {"__aenter__"}),
    ],
)
def test_other_type_arguments_are_told(reports: Mapping[str, Report], fake: str, members: set[str]) -> None:
    assert refused(reports[fake]) == members, str(reports[fake])


def test_which_type_arguments_are_handed_on_may_not_be_known(
    reports: Mapping[str, Report], judges: Sequence[str]
) -> None:
    report = reports["BoxesOfTwo"]

    assert report.substitutable, str(report)
    assert bool(report.of(Severity.UNVERIFIED)) is ("mypy" in judges)


def test_a_context_manager_that_can_t_be_left_is_no_such(reports: Mapping[str, Report], judges: Sequence[str]) -> None:
    report = reports["PoolOfOthers"]

    assert refused(report) == ({"acquire", "take"} if "mypy" in judges else set()), str(report)


def test_what_says_nothing_of_its_type_has_a_mend(reports: Mapping[str, Report], judges: Sequence[str]) -> None:
    told = reports["MakerOfLambda"].of(Severity.INCOMPATIBLE)

    assert [one.mend for one in told] == ["annotate it, with what it gives, as make: Callable[[], Conn]"] * (
        1 if "mypy" in judges else 0
    )


def test_what_the_rules_can_t_read_and_mypy_judged_is_judged(
    reports: Mapping[str, Report], judges: Sequence[str]
) -> None:
    told = reports["FakeWords"].of(Severity.UNVERIFIED)

    assert bool(told) is (judges == ("rules",)), str(reports["FakeWords"])


def test_a_mock_is_unverified_to_the_rules(reports: Mapping[str, Report], judges: Sequence[str]) -> None:
    assert bool(reports["MockedClient"].of(Severity.UNVERIFIED)) is ("rules" in judges), str(reports["MockedClient"])


@pytest.mark.parametrize("fake", ["MappedToItself", "MappedToNumbers"])
def test_a_generic_method_is_held_to_what_it_says_of_its_variables(
    reports: Mapping[str, Report], judges: Sequence[str], fake: str
) -> None:
    assert refused(reports[fake]) == ({"map"} if "mypy" in judges else set()), str(reports[fake])
