"""What building can't do, and how it says so."""

from __future__ import annotations


class BuildError(Exception):
    """Nothing was built. The message says which type and field, what came, and what to do.

    Attributes:
        origin: the name of the type that its message begins with, "" where nobody said.
        trail: the fields that lead from the type that is built to the one that it came from.
        fields: the fields that could be given to get past it.
        complete: whether the message says all that there is to say.
    """

    origin: str = ""
    trail: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    complete: bool = False


class UnknownName(BuildError, TypeError):
    """An override, a trait or a nested name that the type does not have."""


class InvalidOverride(BuildError, ValueError):
    """A value that was given is refused by the type it was given for."""


class CannotBuild(BuildError):
    """A type that can't be built, or no valid object was found."""
