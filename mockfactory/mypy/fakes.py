"""Hand-written fakes: objects of one class that have all that another one promises, as `replace` takes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import TypeInfo
from mypy.subtypes import find_member, is_subtype
from mypy.types import Instance, ProperType, UnionType, get_proper_type

_VALUES: Final = frozenset({"builtins", "datetime", "decimal", "fractions", "uuid"})


def has_all_members(given: ProperType, wanted: ProperType) -> bool:
    """Whether an object of a class has each public member of another class, of a type that fits.

    Args:
        given: the type of what is put there.
        wanted: the type of what is there.
    """
    if isinstance(wanted, UnionType):
        return any(has_all_members(given, get_proper_type(item)) for item in wanted.items)
    if not isinstance(given, Instance) or not isinstance(wanted, Instance) or _is_value(wanted.type):
        return False
    names = sorted(set(_public(wanted.type)))
    return bool(names) and not _is_value(given.type) and all(_has(given, wanted, name) for name in names)


def _has(given: Instance, wanted: Instance, name: str) -> bool:
    mine, theirs = find_member(name, given, given), find_member(name, wanted, wanted)
    if mine is None:
        return False
    return theirs is None or is_subtype(mine, theirs, ignore_pos_arg_names=True)


def _public(info: TypeInfo) -> Iterator[str]:
    for base in info.mro:
        if base.fullname != "builtins.object":
            yield from (name for name in base.names if not name.startswith("_"))


def _is_value(info: TypeInfo) -> bool:
    return info.module_name in _VALUES or info.is_enum or info.is_named_tuple or info.typeddict_type is not None
