"""Saving what was built: SQLAlchemy sessions, sync and async."""

from builders.persistence.errors import NotSaved
from builders.persistence.saving import save, save_async, save_many, save_many_async

__all__ = ["NotSaved", "save", "save_async", "save_many", "save_many_async"]
