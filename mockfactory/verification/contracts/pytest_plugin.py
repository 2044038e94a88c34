"""The part of the pytest plugin that hears of contracts."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import TYPE_CHECKING, final

import pytest

if TYPE_CHECKING:
    from mockfactory.verification.contracts.summing import Contracts


@final
class ContractReports:
    """Hears of the tests of contracts, where reports of all worker processes come together. It costs nothing before."""

    def __init__(self) -> None:
        self._contracts: Contracts | None = None

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        report = yield
        if "mockfactory.verification.contracts.opening" in sys.modules:  # else nothing is a contract
            from mockfactory.verification.contracts.counting import count

            count(collector, report)
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.user_properties and any(key == "mockfactory_contract" for key, _ in report.user_properties):
            from mockfactory.verification.contracts.summing import Contracts

            self._contracts = self._contracts or Contracts()
            self._contracts.hear(report)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        if self._contracts is not None:
            terminalreporter.section("contracts")
            for line in self._contracts.told(config):
                terminalreporter.line(line)
