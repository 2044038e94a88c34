"""Which members a description lists."""

from __future__ import annotations

from typing import Final

from mockfactory.spec.members.lazy import is_dunder
from mockfactory.spec.model import Member, Spec

_OF_ANY_OBJECT: Final = frozenset({
    "__attrs_post_init__", "__class_getitem__", "__copy__", "__deepcopy__", "__del__", "__delattr__", "__dir__",
    "__eq__", "__format__", "__getattr__", "__getattribute__", "__getnewargs__", "__getnewargs_ex__", "__getstate__",
    "__hash__", "__init__", "__init_subclass__", "__instancecheck__", "__ne__", "__new__", "__post_init__",
    "__pretty__", "__reduce__", "__reduce_ex__", "__replace__", "__repr__", "__rich_repr__", "__set_name__",
    "__setattr__", "__setstate__", "__sizeof__", "__str__", "__subclasscheck__", "__subclasshook__",
})  # fmt: skip
"""Dunders that make, compare, print or copy an object: no double checks calls of them."""


def listed_members(spec: Spec, *, dunders: bool) -> list[Member]:
    """The members that matter to a reader: names of the language only where a double checks their calls.

    Args:
        spec: what `read_spec` gave.
        dunders: whether all of the other dunders are listed too.
    """
    names = [name for name in spec.members if dunders or not is_dunder(name) or name not in _OF_ANY_OBJECT]
    members = [spec.members[name] for name in names]
    return [member for member in members if dunders or not is_dunder(member.name) or member.call is not None]
