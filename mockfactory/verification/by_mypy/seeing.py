"""What mypy does not see: a class, a function or a type of it that is `Any` to it, and is not written so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from mockfactory.rules.attributes import is_guessed
from mockfactory.rules.comparing.pair import Pair
from mockfactory.spec import CallSpec, Hint, Member, Spec
from mockfactory.spec.looking.raw import namespace_of, tuple_in
from mockfactory.verification.by_mypy.anything import may_be_anything, mentions_a_parameter

_ANY: Final = "Any"
_NOTHING: Final = (
    "it tells nothing where ignore_errors is set for all modules; write [mypy-mockfactory_checks] with"
    " ignore_errors = False below that"
)
_SAYS_NOTHING: Final = (_ANY, "Coroutine[Any, Any, Any]")
_IS_ANY: Final = re.compile(r"(?<![\w.])Any(?!\w)")
_TEXTS: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_OF_PYTHON: Final = re.compile(r"\bCoroutine\[Any, Any, |\(\*Any, \*\*Any\)")
"""What `async def` gives, and arguments that nobody names: no type of theirs was written."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The names of the members of a pair that mypy did not judge.

    Attributes:
        hidden: those of which it does not see every type; "" for what is called, or is compared as a whole.
        untyped: those of which the interface says what they give, and the implementation does not.
        unbound: those that mention the type parameters of an interface which is asked for without type arguments.
        causes: what mypy says of the files of both, where something is hidden.
    """

    hidden: tuple[str, ...]
    untyped: tuple[str, ...]
    unbound: tuple[str, ...]
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What mypy is asked to show of a pair.

    Attributes:
        number: of the pair.
        pair: both.
        members: the names of those members that are shown, first the interface's, then the implementation's, one after
            the other, behind both as a whole.
    """

    number: int
    pair: Pair
    members: tuple[str, ...]

    def unseen(self, message: str) -> str | None:
        """Why mypy does not judge the pair, as the end of a sentence; None where it does.

        Args:
            message: what it shows; "" where it shows nothing.
        """
        types = _types(message)
        if len(types) != 2 + 2 * len(self.members):
            return _NOTHING
        sides = (self.pair.iface, self.pair.impl)
        name = next((side.name for side, shown in zip(sides, types, strict=False) if shown == _ANY), None)
        return None if name is None else f"it does not see {name}, whose module is not found, or has no types"

    def sight(self, message: str, refused: Collection[str]) -> Sight:
        """What mypy does not see of what is compared.

        Args:
            message: what it shows.
            refused: the names of the members that it refuses; "" for the whole.
        """
        types = _types(message)
        sides = (self.pair.iface, self.pair.impl)
        called = [(side, shown) for side, shown in zip(sides, types, strict=False) if side.cls is None]
        hidden = [""] if any(_hides(shown, _hints(side)) for side, shown in called) else []
        untyped, unbound = list[str](), list[str]()
        for name, asked, given in zip(self.members, types[2::2], types[3::2], strict=True):
            member = self.pair.iface.members[name]
            if _hides_member(asked, member) or self._hides_given(given, name):
                hidden.append(name)
            elif self._is_untyped(given, member):
                untyped.append(name)
            elif _IS_ANY.search(asked) and self._is_unbound(member):
                unbound.append(name)
        return Sight(*(tuple(one for one in names if one not in refused) for names in (hidden, untyped, unbound)))

    def _is_untyped(self, shown: str, asked: Member) -> bool:
        given = self.pair.impl.members.get(asked.name)
        if given is None or asked.overloads or (asked.call is None) is not (given.call is None):
            return False
        hint = asked.value if asked.call is None else _given_by(asked.call)
        result = shown if asked.call is None else shown.rpartition(" -> ")[2]
        return result in _SAYS_NOTHING and not is_guessed(asked) and not may_be_anything(hint)

    def _is_unbound(self, asked: Member) -> bool:
        iface = self.pair.iface
        if (
            iface.cls is None
            or iface.target is not iface.cls
            or not tuple_in(namespace_of(iface.cls), "__parameters__")
        ):
            return False
        return any(map(mentions_a_parameter, _hints_of(asked)))

    def _hides_given(self, shown: str, name: str) -> bool:
        member = self.pair.impl.members.get(name)
        if member is None:  # `__getattr__` may give anything
            return shown == _ANY and self.pair.impl.dynamic is None
        return _hides_member(shown, member)


def _hides_member(shown: str, member: Member) -> bool:
    if not _IS_ANY.search(shown) or (member.call is None and is_guessed(member)):
        return False
    return _hides(shown, _hints_of(member))


def _hints_of(member: Member) -> list[Hint]:
    calls = member.overloads or ((member.call,) if member.call is not None else ())
    return [hint for call in calls for hint in _of_call(call)] if calls else [member.value]


def _hints(spec: Spec) -> list[Hint]:
    calls = spec.overloads or ((spec.call,) if spec.call is not None else ())
    return [hint for call in calls for hint in _of_call(call)]


def _of_call(call: CallSpec) -> Iterator[Hint]:
    yield from call.hints.values()
    yield _given_by(call)


def _given_by(call: CallSpec) -> Hint:
    return call.returns.awaits or call.returns.value


def _hides(shown: str, hints: list[Hint]) -> bool:
    """Whether there is an `Any` in what is shown, and none in what is written."""
    return _IS_ANY.search(_OF_PYTHON.sub("", shown)) is not None and not any(map(may_be_anything, hints))


def _types(message: str) -> list[str]:
    """The types of a tuple, one by one."""
    _, _, inside = _TEXTS.sub("''", message.removeprefix('Revealed type is "').removesuffix('"')).partition("[")
    found, depth, begin = list[str](), 0, 0
    for place, char in enumerate(inside):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        if (char == "," and depth == 0) or depth < 0:
            found.append(inside[begin:place].strip())
            begin = place + 1
        if depth < 0:
            return found
    return []
