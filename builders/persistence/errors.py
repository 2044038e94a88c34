"""What could not be saved."""

from __future__ import annotations

from builders.errors import BuildError


class NotSaved(BuildError):
    """The database, or SQLAlchemy, refused. Nothing of the call was saved, and the session can be used on.

    The message says which object and column, what the constraint is, and what to do; `__cause__` is the original error.
    """
