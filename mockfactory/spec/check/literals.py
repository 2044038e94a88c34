"""`Literal[...]`: the value and its type are both what is written, so `Literal[1]` does not accept True."""

from __future__ import annotations

import enum

from mockfactory.spec.check.placeholders import is_placeholder
from mockfactory.spec.check.verdict import Check, refusal


def literal_check(values: tuple[object, ...], name: str) -> Check:
    """Accept exactly these values."""
    # An enum member is itself and nothing else: `==` of an enum may be anybody's.
    members = frozenset(id(value) for value in values if isinstance(value, enum.Enum))
    plain = frozenset((type(value), value) for value in values if not isinstance(value, enum.Enum))
    types_of_plain = frozenset(kind for kind, _ in plain)

    def accepts(value: object) -> bool:
        kind = type(value)
        try:
            if kind in types_of_plain:
                return (kind, value) in plain
        except Exception:  # a metaclass that makes its classes unhashable: no type of a literal
            return False
        return id(value) in members or is_placeholder(value)

    return Check(frozenset(), accepts, lambda value: refusal(value, name), name)
