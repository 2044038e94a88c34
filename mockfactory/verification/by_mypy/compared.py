"""What mypy is asked about a pair: its members, one by one, and the whole where types allow that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from typing_extensions import is_typeddict

from mockfactory.rules.attributes import is_class_variable, is_guessed, may_be_set
from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.presence import is_done_without
from mockfactory.spec import Member, SpecKind
from mockfactory.spec.looking.raw import find_raw, mro_of
from mockfactory.spec.members.lazy import is_dunder
from mockfactory.verification.by_mypy.asking import is_read_otherwise

_CALL: Final = "__call__"


def compared(pair: Pair) -> dict[str, Member]:
    """The members of the interface that mypy is asked about, there or not.

    To mypy the keys of a TypedDict are no attributes, and a callable type has no `__call__`. What a class has from the
    interface's own class, it has as it is; and it need not have an operator that Python does without.
    """
    if is_typeddict(pair.iface.cls) or pair.iface.kind is SpecKind.CALLABLE or is_class_called(pair):
        return {}
    found = pair.impl.members
    return {
        name: asked
        for name, asked in pair.demanded.items()
        if not (pair.inherits(asked, found[name]) if name in found else is_done_without(asked, pair))
    }


def may_be_assigned(pair: Pair, members: Mapping[str, Member]) -> bool:
    """Whether types allow it at all: anything meets a Protocol or a callable type; a class, only what derives from it.

    One TypedDict meets another that has its keys. A Protocol is not asked for as a whole where that asks for more than
    its members were asked for.
    """
    cls, given = pair.impl.cls, pair.impl.members
    if pair.iface.kind is SpecKind.PROTOCOL:
        asked = (name for name in pair.iface.members if name in pair.demanded or not is_dunder(name))
        return all(name in given or name in members for name in asked) and not any(
            name in given and is_read_otherwise(member, given[name]) for name, member in members.items()
        )
    if pair.iface.kind is SpecKind.CALLABLE or (is_typeddict(pair.iface.cls) and is_typeddict(cls)):
        return True
    return cls is not None and any(one is pair.iface.cls for one in mro_of(cls))


def is_set(pair: Pair, asked: Member) -> bool:
    """Whether callers may set an attribute, and what it is on both sides is written there and not guessed."""
    given = pair.impl.members.get(asked.name)
    if given is None or asked.call is not None or given.call is not None:
        return False
    return may_be_set(asked) and not is_class_variable(asked) and not is_guessed(asked) and not is_guessed(given)


def is_class_called(pair: Pair) -> bool:
    """Whether a class stands for what is called and its objects can't be: then it is the class that is called."""
    cls = pair.impl.cls
    if cls is None or find_raw(cls, _CALL) is not None:
        return False
    return pair.iface.cls is None or (pair.iface.kind is SpecKind.PROTOCOL and [*pair.demanded] == [_CALL])


def is_made(pair: Pair) -> bool:
    """Whether objects of the implementation are made, so that no member of it may be left abstract."""
    cls = pair.impl.cls
    return cls is not None and cls is not pair.iface.cls and pair.impl.kind is SpecKind.CLASS and not is_typeddict(cls)
