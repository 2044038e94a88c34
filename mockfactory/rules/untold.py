"""Rule 16: what says nothing of its type is not compared, and that is told."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator
from typing import Final

from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Hint, Member
from mockfactory.spec.assigning.calls import results_met
from mockfactory.spec.looking.static import is_class

_MOST: Final = 5


def untold(pair: Pair, known: Collection[str] = ()) -> Iterator[Finding]:
    """One finding for all members of which the interface says what they give, and the implementation does not.

    Args:
        pair: both.
        known: the names of those that are not told, since somebody else knows what they give.
    """
    names = [
        f"{name}()" if asked.call is not None else name
        for name, asked in pair.demanded.items()
        if name not in known and name in pair.impl.members and is_untold(pair, asked, pair.impl.members[name])
    ]
    if names:
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        listed = ", ".join(names[:_MOST]) + more
        problem = f"{pair.impl.name} does not say what {listed} gives, so its type is not compared"
        yield Finding(16, Severity.UNVERIFIED, "", problem)


def is_untold(pair: Pair, asked: Member, given: Member) -> bool:
    """Whether the interface says what a member gives, and the implementation does not."""
    if pair.inherits(asked, given):
        return False
    if asked.call is not None and given.call is not None:
        if asked.overloads or given.overloads or given.call.signature is None:
            return False
        if _is_an_object(given.call.returns.value) and asked.call.returns.value.unchecked is None:
            return False
        return any(_only_promised(one, other) for _, one, other in results_met(given.call, asked.call))
    if asked.call is not None or given.call is not None:
        return False
    return _only_promised(given.guess or given.value, asked.value)


def _is_an_object(hint: Hint) -> bool:
    """Whether a type is a class of which there are objects: that says enough, also where its `__enter__` says less."""
    return hint.unchecked is None and is_class(hint.annotation) and not inspect.isabstract(hint.annotation)


def _only_promised(given: Hint, asked: Hint) -> bool:
    """Whether a type is promised and none is given. Where nothing is to come out, nobody uses what does."""
    return (
        given.unchecked is not None
        and asked.unchecked is None
        and asked.annotation is not None
        and asked.annotation is not object
    )
