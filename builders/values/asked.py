"""What is asked of a single value."""

from __future__ import annotations

from dataclasses import dataclass

from builders.values.constraints import Constraints


@dataclass(frozen=True, slots=True)
class Asked:
    """A field, and what its value has to be.

    Attributes:
        name: the field's, "" where there is none.
        constraints: what is asked of it.
        path: where it stands, for errors.
        owner: the name of the class that it belongs to.
        locale: in which its words are.
    """

    name: str
    constraints: Constraints
    path: str
    owner: str
    locale: str
