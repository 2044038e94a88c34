"""Rule 1 for what a class is by nature: an exception, a tuple of named fields, something that can be hashed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import SpecKind
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of, tuple_in

_HASH: Final = "__hash__"


def other_nature(pair: Pair) -> Iterator[Finding]:
    """Rule 1: what can be raised, unpacked or hashed still can."""
    impl, iface = pair.impl.cls, pair.iface.cls
    if impl is None or iface is None or impl is iface or pair.impl.kind is not SpecKind.CLASS:
        return
    if _is_below(iface, BaseException) and not _is_below(impl, BaseException):
        problem = f"{pair.impl.name} is no exception, so it can't be raised, as {pair.iface.name} can"
        yield _finding("", problem, f"derive {pair.impl.name} from {pair.iface.name}, or from an exception")
    yield from _other_fields(pair, _fields_of(impl), _fields_of(iface))
    if _can_be_hashed(iface) and _can_not_be_hashed(impl):
        problem = f"{pair.impl.name} can't be hashed, so it can't be in a set or a key, as {pair.iface.name} can"
        yield _finding(_HASH, problem, "add def __hash__(self) -> int; for a dataclass write frozen=True")


def _other_fields(pair: Pair, given: tuple[object, ...] | None, asked: tuple[object, ...] | None) -> Iterator[Finding]:
    """Fields of a tuple have places, by which callers unpack it."""
    if given is None or asked is None or given == asked or not set(asked) <= set(given):
        return  # what is missing is told by itself
    theirs, mine = f"({', '.join(map(str, asked))})", f"({', '.join(map(str, given))})"
    problem = f"{pair.impl.name} is a tuple of other fields than {pair.iface.name}, and callers unpack it"
    mend = f"let it have these fields alone, in this order: {', '.join(map(str, asked))}"
    yield Finding(1, Severity.INCOMPATIBLE, "", problem, theirs, mine, mend)


def _finding(member: str, problem: str, mend: str) -> Finding:
    return Finding(1, Severity.INCOMPATIBLE, member, problem, mend=mend)


def _fields_of(cls: type) -> tuple[object, ...] | None:
    """The fields of a NamedTuple, in their order; None for anything else."""
    found = find_raw(cls, "_fields") if _is_below(cls, tuple) else None
    return None if found is None else tuple_in(namespace_of(found[0]), "_fields")


def _can_be_hashed(cls: type) -> bool:
    """Whether its objects have a hash on purpose: one of their own, and not that of any object.

    The hash of any object is lost with `__eq__`, as in each dataclass, and few use it: nothing is promised there.
    """
    found = find_raw(cls, _HASH)
    return found is not None and found[0] is not object and found[1] is not None


def _can_not_be_hashed(cls: type) -> bool:
    found = find_raw(cls, _HASH)
    return found is not None and found[1] is None


def _is_below(cls: type, base: type) -> bool:
    return is_one_of(base, mro_of(cls))
