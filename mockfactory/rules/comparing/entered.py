"""What a class gives that has its `__enter__` from `AbstractContextManager[Conn]`: the type argument alone says it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Final

from mockfactory.spec import Hint, Kind, Member
from mockfactory.spec.annotations.generics import arguments_of
from mockfactory.spec.annotations.result import result_of
from mockfactory.spec.looking.identity import is_one_of

_ENTERED: Final[Mapping[str, tuple[type, Kind]]] = {
    "__enter__": (AbstractContextManager, Kind.METHOD),
    "__aenter__": (AbstractAsyncContextManager, Kind.ASYNC_METHOD),
}
"""Each method that enters, with the class that has it, and what it is."""


def as_entered(member: Member, target: object) -> Member:
    """A member of an interface; that which enters, with what comes out of it.

    Args:
        member: of the interface.
        target: the interface: a class, or one with type arguments.
    """
    base, kind = _ENTERED.get(member.name, (object, Kind.METHOD))
    if member.call is None or base is object or not is_one_of(member.owner, (base,)):
        return member
    known = arguments_of(target, base)
    if not known:
        return member
    call = dataclasses.replace(member.call, returns=result_of(kind, Hint(known[0])))
    return dataclasses.replace(member, call=call)
