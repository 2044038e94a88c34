"""Which members of an interface another class has to have."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from mockfactory.rules.comparing.operators import is_operator
from mockfactory.rules.comparing.others import is_installed, is_of_python
from mockfactory.spec import Member, Spec
from mockfactory.spec.description.listing import listed_members
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.lazy import is_dunder
from mockfactory.spec.members.signatures import is_protocol

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


def asked_for(iface: Spec) -> dict[str, Member]:
    """The demanded members, less the hooks of a framework: what stands for a class in code need not serve those."""
    return {name: member for name, member in demanded(iface).items() if not _is_hook(member, iface)}


def _is_hook(member: Member, iface: Spec) -> bool:
    """Whether a dunder is no operator of Python, and is from a base of others: `__get_pydantic_core_schema__`.

    Only that framework, or Python itself (`Enum.__signature__`), calls it. What the interface has of its own, or from a
    Protocol, is promised by name.
    """
    if not is_dunder(member.name) or is_operator(member.name):
        return False
    owner = member.owner
    if not is_class(owner) or owner is iface.cls or is_protocol(owner):
        return False
    return is_of_python(owner) or is_installed(module_name_of(owner))


def _for_itself(iface: Spec) -> frozenset[str]:
    if not isinstance(iface.target, ModuleType):
        return frozenset()
    from mockfactory.spec.members.imported import imported_names

    return imported_names(iface.target)
