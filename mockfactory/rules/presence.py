"""Rules 1, 29 and 30: what has to be there, and what is there beyond."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from mockfactory.rules.findings import Finding, Severity
from mockfactory.rules.pair import Pair, as_code, written
from mockfactory.spec.members.lazy import is_dunder

_OTHERWISE: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "__reversed__": (("__len__", "__getitem__"),),
    "__contains__": (("__iter__",), ("__getitem__",)),
    "__iter__": (("__getitem__",),),
    "__complex__": (("__float__",), ("__index__",)),
    "__float__": (("__index__",),),
    "__int__": (("__index__",),),
}
"""Operators, and those that Python takes where a class does not have them (language reference, "Data model")."""
_NOT_IN_PLACE: Final = frozenset({"__init__", "__int__", "__index__", "__invert__", "__iter__", "__instancecheck__"})


def missing(pair: Pair) -> Iterator[Finding]:
    """Rule 1: every public member of the interface exists."""
    for name, member in pair.demanded.items():
        if name in pair.impl.members or _is_made_up_for(name, pair.impl.members):
            continue
        if pair.impl.dynamic is not None and not is_dunder(name):
            yield Finding(
                1, Severity.UNVERIFIED, name,
                f"{pair.impl.name}.{name} may be given by __getattr__, and nobody knows before it is asked",
                promised=written(member),
            )  # fmt: skip
            continue
        yield Finding(
            1, Severity.INCOMPATIBLE, name, f"{pair.impl.name} has no {name!r}", promised=written(member),
            mend=f"add {as_code(member)}",
        )  # fmt: skip


def _is_made_up_for(operator: str, members: Container[str]) -> bool:
    """Whether Python does what an operator asks for by other ones, where a class does not have it."""
    in_place = f"__{operator[3:]}" if operator.startswith("__i") and operator not in _NOT_IN_PLACE else None
    if in_place is not None and in_place in members:
        return True
    return any(all(one in members for one in others) for others in _OTHERWISE.get(operator, ()))


def left_open(pair: Pair) -> Iterator[Finding]:
    """Rule 29: no abstract member is left over."""
    open_: Iterable[str] = getattr(pair.impl.cls, "__abstractmethods__", ())
    if pair.impl.cls is pair.iface.cls:
        return
    for name in sorted(open_):
        member = pair.impl.members.get(name)
        if member is not None:
            yield Finding(
                29, Severity.INCOMPATIBLE, name, f"{pair.impl.name}.{name} is abstract, so no object can be made",
                came=written(member), mend="give it a body",
            )  # fmt: skip


def beyond(pair: Pair) -> Iterator[Finding]:
    """Rule 30: what the implementation has and the interface lacks: code that uses it works with this one alone."""
    if pair.iface.dynamic is not None:
        return
    for name in pair.impl.members:
        if not name.startswith("_") and name not in pair.iface.members:
            member = pair.impl.members[name]
            yield Finding(
                30, Severity.NOTE, name, f"{pair.impl.name}.{name} is no member of {pair.iface.name}",
                came=written(member),
            )  # fmt: skip
