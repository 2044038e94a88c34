"""What one test did with its doubles: kept while it runs, judged and told at its end."""

from mockfactory.session.session import Session, check_allowed, ledger_of, warn_of_late

__all__ = ["Session", "check_allowed", "ledger_of", "warn_of_late"]
