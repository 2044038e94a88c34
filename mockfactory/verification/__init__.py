"""Every stand-in against the real thing: rules and mypy say when one class can stand for another."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockfactory.rules.telling.findings import Finding, Report, Severity
    from mockfactory.verification.checking import check_substitutable
    from mockfactory.verification.contracts.contract import contract
    from mockfactory.verification.contracts.opening import Unreachable
    from mockfactory.verification.pairs.marked import stands_for
    from mockfactory.verification.pairs.stand_in import StandIn
    from mockfactory.verification.verifying import verify_pairs

__all__ = [
    "Finding",
    "Report",
    "Severity",
    "StandIn",
    "Unreachable",
    "check_substitutable",
    "contract",
    "stands_for",
    "verify_pairs",
]

_HERE = "mockfactory.verification"
_HOMES = {
    "Finding": "mockfactory.rules.telling.findings",
    "Report": "mockfactory.rules.telling.findings",
    "Severity": "mockfactory.rules.telling.findings",
    "StandIn": f"{_HERE}.pairs.stand_in",
    "Unreachable": f"{_HERE}.contracts.opening",
    "check_substitutable": f"{_HERE}.checking",
    "contract": f"{_HERE}.contracts.contract",
    "stands_for": f"{_HERE}.pairs.marked",
    "verify_pairs": f"{_HERE}.verifying",
}


def __getattr__(name: str) -> object:
    """Load what is asked for: a fake that is marked needs no type checker, nor a report of contracts."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
