"""Which members of an interface another class has to have."""

from __future__ import annotations

from typing import Final

from mockfactory.spec import Member, Spec
from mockfactory.spec.description.listing import listed_members

_NOT_FOR_CALLERS: Final = frozenset({"__init__", "__new__", "__init_subclass__", "__class_getitem__"})


def demanded(iface: Spec) -> dict[str, Member]:
    """The public members, and the dunders that are called through an operator or a statement."""
    return {
        member.name: member
        for member in listed_members(iface, dunders=False)
        if (member.name.startswith("__") or not member.name.startswith("_")) and member.name not in _NOT_FOR_CALLERS
    }
