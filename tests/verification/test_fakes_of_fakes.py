"""A fake gives itself, or another fake, where the real class gives a real one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from mockfactory.verification import Report, Severity, StandIn, verify_pairs
from tests.verification.pairs import giving

_INTERFACES: Final = {
    "FakeMailer": "Mailer",
    "FakeUser": "User",
    "FakeQuery": "Query",
    "FakeSession": "Session",
    "FakeLocker": "Locker",
    "FakeColor": "Color",
    "FakeUsers": "Repo[fakes.User]",
    "FakeShop": "Shop",
    "FakeFolder": "Folder",
    "FakeDisk": "Disk",
    "FakeJoined": "Joined",
    "FakeFinder": "Finder",
    "FakeNode": "Node",
    "FakeRow": "Row",
    "FakeReader": "Reader",
    "FakeStore": "Store",
    "NodeOfTexts": "Node",
    "FinderOfLists": "Finder",
    "SessionOfJoined": "Session",
    "QueryOfNumbers": "Query",
    "SessionOfOthers": "Session",
    "LockerOfOthers": "Locker",
    "FakeColorOfOne": "Color",
    "ShopOfNumbers": "Shop",
    "Numbers": "Repo[int]",
    "DiskOfNumbers": "Disk",
    "FolderOfNumbers": "Folder",
}
_RIGHT: Final = [name for name in _INTERFACES if name.startswith("Fake") and name != "FakeColorOfOne"]


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
    folder = tmp_path_factory.mktemp("giving")
    shutil.copy(Path(giving.__file__), folder / "fakes.py")
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
def test_a_fake_may_give_what_stands_for_what_is_promised(reports: Mapping[str, Report], fake: str) -> None:
    report = reports[fake]

    assert not report.of(Severity.INCOMPATIBLE), str(report)
    assert not report.failed


def test_what_derives_from_a_fake_counts_as_the_fake(reports: Mapping[str, Report]) -> None:
    assert not refused(reports["SessionOfJoined"]), str(reports["SessionOfJoined"])


@pytest.mark.parametrize(
    ("fake", "members"),
    [
        ("QueryOfNumbers", {"where"}),
        ("SessionOfOthers", {"query"}),
        ("LockerOfOthers", {"held"}),
        ("ShopOfNumbers", {"users"}),
        ("NodeOfTexts", {"of", "parent", "get", "__add__", "wrapped"}),
        ("FolderOfNumbers", {"parent"}),
    ],
)
def test_what_is_wrong_in_such_a_member_is_told(reports: Mapping[str, Report], fake: str, members: set[str]) -> None:
    assert refused(reports[fake]) == members, str(reports[fake])


def test_a_member_that_is_missing_is_told(reports: Mapping[str, Report]) -> None:
    assert not reports["FakeColorOfOne"].substitutable


def test_of_two_that_give_one_another_the_broken_one_alone_is_told(reports: Mapping[str, Report]) -> None:
    assert reports["DiskOfNumbers"].substitutable, str(reports["DiskOfNumbers"])
    assert not reports["FolderOfNumbers"].substitutable


def test_what_the_rules_are_not_certain_of_is_told_where_mypy_refuses_it(reports: Mapping[str, Report]) -> None:
    told = reports["FinderOfLists"].of(Severity.INCOMPATIBLE)

    assert all(finding.member == "find" and finding.mypy for finding in told)
    assert {finding.problem.removeprefix("FinderOfLists.find is refused by mypy") for finding in told} <= {
        "", ", and the rules could not tell",
    }  # fmt: skip


def test_a_list_of_other_items_is_seen_by_mypy(reports: Mapping[str, Report], judges: Sequence[str]) -> None:
    assert reports["FinderOfLists"].substitutable is ("mypy" not in judges)
