"""What mypy is asked about a pair: as little as the rules ask, and no less. It runs once for all pairs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from mockfactory.verification import Finding, Report, Severity, StandIn, verify_pairs
from tests.verification.pairs import disputed

pytestmark = pytest.mark.integration

_INTERFACES: Final = {
    "FakeClient": "Client",
    "FakeClientOfOtherNames": "Client",
    "FakeClientThatIsNotLeft": "Client",
    "FakeClientOfArguments": "RealClient",
    "FakeRealClient": "RealClient",
    "FakeQuery": "Query",
    "FakeQueryByName": "Query",
    "FakeQueryOfTheRealOne": "Query",
    "FakeChainThatDrifted": "Chain",
    "FakePool": "Pool",
    "FakePoolOfItsOwn": "Pool",
    "FakePoolOfText": "Pool",
    "FakePayload": "Payload",
    "FakePayloadOfText": "Payload",
    "FakeLoader": "Loader",
    "Pricing": "collections.abc:Callable[[str], int]",
    "PricingOfNumbers": "collections.abc:Callable[[str], int]",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, mypy_cache: str) -> Iterator[Mapping[str, Report]]:
    """What is found of each fake."""
    folder = tmp_path_factory.mktemp("disputed")
    shutil.copy(Path(disputed.__file__), folder / "fakes.py")
    pairs = [
        StandIn(f"fakes:{fake}", interface if ":" in interface else f"fakes:{interface}")
        for fake, interface in _INTERFACES.items()
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MYPY_CACHE_DIR", mypy_cache)
        patched.syspath_prepend(folder)
        patched.delitem(sys.modules, "fakes", raising=False)
        found = verify_pairs(pairs, project=folder)
        yield dict(zip(_INTERFACES, found, strict=True))
        sys.modules.pop("fakes", None)


def refused(report: Report) -> dict[str, tuple[str, ...]]:
    """The members that can't stand, with who says so."""
    return {one.member: one.found_by for one in report.of(Severity.INCOMPATIBLE)}


BOTH: Final = ("rules", "mypy")


@pytest.mark.parametrize("fake", ["FakeClient", "FakeClientOfOtherNames", "FakeRealClient"])
def test_async_with_gives_its_arguments_by_position(reports: Mapping[str, Report], fake: str) -> None:
    assert reports[fake].substitutable, str(reports[fake])


def test_what_async_with_gives_has_to_be_taken(reports: Mapping[str, Report]) -> None:
    assert refused(reports["FakeClientThatIsNotLeft"]) == {"__aexit__": BOTH}
    assert refused(reports["FakeClientOfArguments"]) == {"__aexit__": BOTH, "get": BOTH}


@pytest.mark.parametrize("fake", ["FakeQuery", "FakeQueryByName"])
def test_self_is_the_implementation(reports: Mapping[str, Report], fake: str) -> None:
    assert reports[fake].substitutable, str(reports[fake])


def test_the_interface_is_not_what_self_promises(reports: Mapping[str, Report]) -> None:
    assert refused(reports["FakeQueryOfTheRealOne"]) == {"where": BOTH, "open": BOTH}


def test_self_is_not_told_beside_what_drifted(reports: Mapping[str, Report]) -> None:
    assert refused(reports["FakeChainThatDrifted"]) == {"run": BOTH}


@pytest.mark.parametrize("fake", ["FakePool", "FakePoolOfItsOwn"])
def test_any_context_manager_stands_for_a_generator_that_is_entered(reports: Mapping[str, Report], fake: str) -> None:
    assert reports[fake].substitutable, str(reports[fake])


def test_what_is_entered_has_to_be_of_the_type(reports: Mapping[str, Report]) -> None:
    found = refused(reports["FakePoolOfText"])
    assert {*found} == {"session", "later"}
    assert all("mypy" in judges for judges in found.values())


def test_typed_dicts_are_compared_as_a_whole(reports: Mapping[str, Report]) -> None:
    assert reports["FakePayload"].substitutable, str(reports["FakePayload"])
    told = [one.mypy for one in reports["FakePayloadOfText"].of(Severity.INCOMPATIBLE)]
    assert told
    assert "has no attribute" not in "".join(told)


def test_a_callable_type_is_met_by_what_can_be_called(reports: Mapping[str, Report]) -> None:
    assert reports["Pricing"].substitutable, str(reports["Pricing"])
    assert refused(reports["PricingOfNumbers"]) == {"__call__": BOTH}


def test_what_the_rules_can_not_tell_they_do_not_accept(reports: Mapping[str, Report]) -> None:
    finding = only(reports["FakeLoader"].of(Severity.INCOMPATIBLE))

    assert finding.problem == "FakeLoader.load is refused by mypy, and the rules could not tell"


def only(findings: list[Finding]) -> Finding:
    [finding] = findings
    return finding
