"""Every stand-in against the real thing: rules and mypy say when one class can stand for another."""

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
