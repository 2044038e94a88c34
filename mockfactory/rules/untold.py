"""Rule 16: what says nothing of its type is not compared, and that is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mockfactory.rules.findings import Finding, Severity
from mockfactory.rules.pair import Pair
from mockfactory.spec import Hint, Member
from mockfactory.spec.assigning.calls import results_met

_MOST: Final = 5


def untold(pair: Pair) -> Iterator[Finding]:
    """One finding for all members of which the interface says what they give, and the implementation does not."""
    names = [
        f"{name}()" if asked.call is not None else name
        for name, asked in pair.demanded.items()
        if name in pair.impl.members and _is_untold(pair, asked, pair.impl.members[name])
    ]
    if names:
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        listed = ", ".join(names[:_MOST]) + more
        problem = f"{pair.impl.name} does not say what {listed} gives, so its type is not compared"
        yield Finding(16, Severity.UNVERIFIED, "", problem)


def _is_untold(pair: Pair, asked: Member, given: Member) -> bool:
    if pair.inherits(asked, given):
        return False
    if asked.call is not None and given.call is not None:
        if asked.overloads or given.overloads or given.call.signature is None:
            return False
        return any(_only_promised(one, other) for _, one, other in results_met(given.call, asked.call))
    if asked.call is not None or given.call is not None:
        return False
    return _only_promised(given.value, asked.value)


def _only_promised(given: Hint, asked: Hint) -> bool:
    """Whether a type is promised and none is given. Where nothing is to come out, nobody uses what does."""
    return (
        given.unchecked is not None
        and asked.unchecked is None
        and asked.annotation is not None
        and asked.annotation is not object
    )
