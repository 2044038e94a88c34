"""Where an annotation stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builders.plan.record import Record
from builders.values.constraints import NONE, Constraints


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotation stands, and what was said of it there.

    Attributes:
        name: of the field, "" for none: it says which values are sensible.
        path: for messages: "User.tags[]".
        within: the record whose field it is.
        owner: the class in whose scope names in quotes are looked up.
        constraints: what was said of the value outside of the annotation.
    """

    name: str
    path: str
    within: Record | None
    owner: object = None
    constraints: Constraints = NONE

    def named_after(self, type_name: str) -> Place:
        """The same place; where no field has a name, the type's says which values are sensible: `EmailAddress`."""
        return self if self.name else replace(self, name=re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type_name).lower())

    def item(self, mark: str = "[]", name: str | None = None) -> Place:
        """The place of what the value here is made of, with nothing said of it yet."""
        return replace(
            self,
            name=singular(self.name) if name is None else name,
            path=f"{self.path}{mark}",
            constraints=NONE,
        )


def singular(name: str) -> str:
    """The name of one of several: "emails" are "email" each."""
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if name.endswith(("sses", "xes", "shes", "ches")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name
