"""Every stand-in against the real thing: rules that say when one class can stand for another."""

from mockfactory.verification.checking import check_substitutable
from mockfactory.verification.findings import Finding, Report, Severity

__all__ = ["Finding", "Report", "Severity", "check_substitutable"]
