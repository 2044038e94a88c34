"""What mypy printed, read: what it refuses, and what it does not see."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mockfactory.verification.by_mypy.causes import causes
from mockfactory.verification.by_mypy.seeing import Sight
from mockfactory.verification.by_mypy.writing import ABSTRACT, MISFITS, CheckModule

FILE: Final = "mockfactory_checks.py"
"""The name of the file that the module of checks is written to."""
_QUOTED: Final = re.compile(r'"(\w+)"')
_NOT_ALL: Final = "suppressed"
_NOTE: Final = "note"

_Said = Mapping[str, str]
_Lines = Mapping[int, Sequence[_Said]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What mypy says of one member of one pair.

    Attributes:
        pair: the pair's number.
        member: "" for the class as a whole.
        message: mypy's words.
    """

    pair: int
    member: str
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What mypy says of a module of checks.

    Attributes:
        refusals: what it refuses.
        unseen: the numbers of the pairs that it does not judge, each with the reason. A class may be `Any` to it: its
            module is not found, has no types, or is left out by the configuration.
        sights: of the others, what mypy did not judge, by the number of the pair.
    """

    refusals: Sequence[Refusal]
    unseen: Mapping[int, str]
    sights: Mapping[int, Sight]


def answer_of(printed: str, module: CheckModule) -> Answer:
    """What mypy says, by what it printed.

    Args:
        printed: a line of JSON for each message.
        module: what it was asked.
    """
    here: dict[int, list[_Said]] = {}
    elsewhere: list[_Said] = []
    for one in told_in(printed):
        if Path(one["file"]).name == FILE:
            here.setdefault(int(one["line"]), []).append(one)
        else:
            elsewhere.append(one)
    refusals = list(_refusals(here, module))
    refused: dict[int, set[str]] = {}
    for refusal in refusals:
        refused.setdefault(refusal.pair, set()).add(refusal.member)
    unseen: dict[int, str] = {}
    sights: dict[int, Sight] = {}
    for line, shown in module.shown.items():
        message = next((one["message"] for one in here.get(line, ()) if one["severity"] == _NOTE), "")
        reason = shown.unseen(message)
        if reason is None:
            sight = shown.sight(message, refused.get(shown.number, ()))
            why = causes(shown.pair, elsewhere) if sight.hidden else ()
            sights[shown.number] = dataclasses.replace(sight, causes=why)
        else:
            unseen[shown.number] = reason
    return Answer(refusals, unseen, sights)


def told_in(printed: str) -> Iterator[_Said]:
    """The messages that mypy printed; what a plugin of it prints between them is none."""
    for line in printed.splitlines():
        if line.startswith("{"):
            with contextlib.suppress(ValueError):
                said = json.loads(line)
                if "message" in said:
                    yield said


def _refusals(here: _Lines, module: CheckModule) -> Iterable[Refusal]:
    unknown = {place for line, place in module.read.items() if _message(here, line, MISFITS)}
    found: dict[tuple[int, str], Refusal] = {}
    for line, place in module.places.items():
        message = _message(here, line, MISFITS)
        if message and place not in unknown:
            found.setdefault(place, Refusal(*place, message))
    for line, (number, open_) in module.made.items():
        message = _message(here, line, {ABSTRACT})
        named = [*_QUOTED.findall(message)[1:], *(open_ if _NOT_ALL in message else ())]
        for member in named:
            found.setdefault((number, member), Refusal(number, member, message))
    members = {one.pair for one in found.values() if one.member}
    # The whole is told where no member is to blame.
    return (one for one in found.values() if one.member or one.pair not in members)


def _message(here: _Lines, line: int, codes: Collection[str]) -> str:
    said = (one for one in here.get(line, ()) if one["code"] in codes)
    return next(("\n".join(filter(None, (one["message"], one["hint"]))) for one in said), "")
