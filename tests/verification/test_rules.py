"""Each rule: pairs that break it, and pairs that come close and don't."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import pytest

from mockfactory.verification import Severity, check_substitutable
from tests.verification.pairs import broken, close


def _pairs(module: ModuleType) -> list[Any]:
    return [one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == module.__name__]


def _interface(pair: Any) -> object:
    return pair.Asked[pair.arguments] if hasattr(pair, "arguments") else pair.Asked


@pytest.mark.parametrize("pair", _pairs(broken))
def test_a_broken_rule_is_named(pair: Any) -> None:
    report = check_substitutable(pair.Given, _interface(pair))

    assert {finding.rule for finding in report.of(Severity.INCOMPATIBLE)} == {pair.rule}, str(report)
    assert not report.substitutable


@pytest.mark.parametrize("pair", _pairs(close))
def test_what_comes_close_is_accepted(pair: Any) -> None:
    report = check_substitutable(pair.Given, _interface(pair))

    assert report.substitutable, str(report)
