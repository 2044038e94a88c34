"""Which members of an interface another class has to have."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from mockfactory.spec import Member, Spec
from mockfactory.spec.description.listing import listed_members

_NOT_FOR_CALLERS: Final = frozenset({"__init__", "__new__", "__init_subclass__", "__class_getitem__"})


def demanded(iface: Spec) -> dict[str, Member]:
    """The public members, and the dunders that are called through an operator or a statement.

    What a module imports for itself is none of them.
    """
    hidden = _for_itself(iface)
    return {
        member.name: member
        for member in listed_members(iface, dunders=False)
        if (member.name.startswith("__") or not member.name.startswith("_"))
        and member.name not in _NOT_FOR_CALLERS
        and member.name not in hidden
    }


def _for_itself(iface: Spec) -> frozenset[str]:
    if not isinstance(iface.target, ModuleType):
        return frozenset()
    from mockfactory.spec.members.imported import imported_names

    return imported_names(iface.target)
