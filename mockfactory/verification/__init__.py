"""Every stand-in against the real thing: rules and mypy say when one class can stand for another."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockfactory.verification.checking import check_substitutable
    from mockfactory.verification.contracts.contract import contract
    from mockfactory.verification.contracts.opening import Unreachable
    from mockfactory.verification.findings import Finding, Report, Severity
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

_HOMES = {
    "Finding": "findings", "Report": "findings", "Severity": "findings", "StandIn": "pairs.stand_in",
    "Unreachable": "contracts.opening", "check_substitutable": "checking", "contract": "contracts.contract",
    "stands_for": "pairs.marked", "verify_pairs": "verifying",
}  # fmt: skip


def __getattr__(name: str) -> object:
    """Load what is asked for: `bind` needs the rules alone, and no test that binds waits for the rest."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
