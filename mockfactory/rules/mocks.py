"""Rules 2, 18, 22 and 30: a mock that stands in a class in the place of a member.

It takes every call, so what is certain of it is only whether what it gives can be awaited.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from mockfactory.rules.comparing.pair import Meeting
from mockfactory.rules.kinds import is_plain
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Kind
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, mro_of
from mockfactory.spec.looking.static import MISSING, defines, is_class, name_of, stored

_LIBRARIES: Final = ("unittest.mock", "mock.mock")
_GIVES: Final = ("_mock_return_value", "_mock_side_effect", "_mock_wraps", "_mock_delegate")


def mocked(meeting: Meeting) -> Iterator[Finding]:
    """What is certain of a member where the implementation has a mock; nothing where it has none."""
    asked = meeting.asked
    kind, value = _mock_at(meeting)
    if kind is None:
        return
    name = f"an {name_of(kind)}" if name_of(kind).startswith("A") else f"a {name_of(kind)}"
    if asked.call is None:
        is_said = meeting.given.guess is None or asked.guess is not None or asked.value.unchecked is not None
        if not is_said and stored(value, "_spec_class") in (None, MISSING):
            problem = f"is {name}, so its type is not compared"
            yield meeting.finding(22, Severity.UNVERIFIED, problem, "annotate it, or write a fake")
        return
    if not defines(kind, "__call__"):
        yield meeting.finding(2, Severity.INCOMPATIBLE, f"is {name}, and callers write {asked.name}(...)")
        return
    gives = asked.call.returns
    keyword = "async def" if asked.kind is Kind.ASYNC_METHOD else "def"
    if _is_one(kind, "AsyncMockMixin") and is_plain(gives):
        problem = f"is {name}, whose calls give a coroutine, and callers do not await it"
        yield meeting.finding(18, Severity.INCOMPATIBLE, problem, "write def, or a MagicMock")
    elif gives.awaits is not None and not _is_one(kind, "AsyncMockMixin") and _gives_no_awaitable(value):
        problem = f"is {name}, whose calls give nothing to await, and callers await it"
        yield meeting.finding(18, Severity.INCOMPATIBLE, problem, f"write {keyword}, or an AsyncMock")
    else:
        problem = f"is {name}, which takes every call, so nothing of it is compared"
        yield meeting.finding(30, Severity.UNVERIFIED, problem, f"write {keyword} {asked.name}")


def _mock_at(meeting: Meeting) -> tuple[type | None, object]:
    """The class of a mock, and the mock where it stands in a class body: one that a method assigns is made later."""
    given, cls = meeting.given, meeting.pair.impl.cls
    found = None if cls is None else find_raw(cls, given.name)
    if found is not None and _is_one(type(found[1]), "NonCallableMock"):
        return type(found[1]), found[1]
    guess = None if given.guess is None else given.guess.annotation
    return (guess, MISSING) if is_class(guess) and _is_one(guess, "NonCallableMock") else (None, MISSING)


def _is_one(kind: type, base: str) -> bool:
    """Whether a class derives from one of a mock library; where none is imported there can be no mock."""
    bases = [getattr(sys.modules.get(name), base, None) for name in _LIBRARIES]
    return any(is_one_of(one, mro_of(kind)) for one in bases if one is not None)


def _gives_no_awaitable(mock: object) -> bool:
    """Whether what a mock gives is known, and can't be awaited: the mock that it makes for it, or a plain value."""
    if mock is MISSING:
        return False
    value, *others = (stored(mock, name) for name in _GIVES)
    if any(one is not None and one is not MISSING for one in others):
        return False
    default = getattr(sys.modules.get("unittest.mock"), "DEFAULT", None)
    return value is default or not defines(type(value), "__await__")
