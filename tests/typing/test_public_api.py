"""No `Any` and nothing unknown in what `mockfactory` exports: each public name and member, as checkers reveal it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import mockfactory
from mockfactory.double.building.replacing import Replaced
from mockfactory.double.matching.matchers import Captor
from mockfactory.double.stubbing.when import Stubbed, When
from mockfactory.double.verifying.verify import Verify
from mockfactory.spec import read_spec
from tests.typing.checkers import CHECKERS, run, verify_types

# What public functions give, and is not exported itself: a user has it in hand all the same.
GIVEN: Final = (Captor, Replaced, Stubbed, Verify, When)
EXPORTED: Final = tuple(value for value in map(vars(mockfactory).get, mockfactory.__all__) if isinstance(value, type))

# What the library itself makes a `Call` of: the insides of a double, which are no user's to read.
INSIDES: Final = {"Call", "Call.method"}

_ARGUMENTS: Final = {
    "Captor": "Captor[int]",
    "When": "When[[int], str]",
    "When.yields": "When[[int], Iterator[str]]",
    "When.enters": "When[[int], AbstractContextManager[str]]",
}
_HEAD: Final = f"""\
from __future__ import annotations
from collections.abc import Iterator
from contextlib import AbstractContextManager
import mockfactory
{"".join(f"from {cls.__module__} import {cls.__name__}{chr(10)}" for cls in GIVEN)}
"""


def probes() -> Iterator[tuple[str, str]]:
    """What is asked, and the code that asks it."""
    for name in mockfactory.__all__:
        yield name, f"reveal_type(mockfactory.{name})"
    for cls in (*EXPORTED, *GIVEN):
        known = cls.__name__ if cls in GIVEN else f"mockfactory.{cls.__name__}"
        for name, member in read_spec(cls).members.items():
            inherited = isinstance(member.owner, type) and not member.owner.__module__.startswith("mockfactory")
            if not name.startswith("_") and not inherited:
                asked = f"{cls.__name__}.{name}"
                one = _ARGUMENTS.get(asked) or _ARGUMENTS.get(cls.__name__) or known
                yield asked, f"def ask_{cls.__name__}_{name}(one: {one}) -> None: reveal_type(one.{name})"


@pytest.mark.parametrize("checker", CHECKERS)
def test_nothing_that_a_user_gets_is_any_or_unknown(checker: str, tmp_path: Path, mypy_cache: Path) -> None:
    asked = dict(probes())
    file = tmp_path / "probes.py"
    file.write_text(_HEAD + "\n".join(asked.values()) + "\n", encoding="utf-8")

    found = run(checker, [file], tmp_path, mypy_cache)

    answers = {finding.line - _HEAD.count("\n") - 1: finding.text for finding in found if finding.rule is None}
    revealed = {name: answers.get(index, "Unknown") for index, name in enumerate(asked)}
    leaks = {name: text for name, text in revealed.items() if re.search(r"\bAny\b|Unknown", _plain(text))}
    # mypy tells where a class lives, pyright does not.
    seen = " ".join(text for name, text in revealed.items() if name not in INSIDES)
    classes = set(re.findall(r"\bmockfactory\.[\w.]+\.([A-Z]\w+)", seen))
    assert not [finding for finding in found if finding.rule is not None]
    assert not leaks
    assert classes <= {cls.__name__ for cls in (*EXPORTED, *GIVEN)}


def _plain(text: str) -> str:
    """Without what mypy makes of `Callable[..., V]`, which takes any function and promises nothing of its arguments."""
    return text.replace("def (*Any, **Any)", "def (...)")


def test_every_public_type_is_written_down(tmp_path: Path) -> None:
    told = verify_types("mockfactory", tmp_path)
    public = {cls.__name__ for cls in (*EXPORTED, *GIVEN)} | {"mockfactory"}
    unwritten = {
        symbol["name"]: diagnostic["message"]
        for symbol in told["symbols"]
        if symbol["name"].split(".")[-2] in public
        for diagnostic in symbol["diagnostics"]
        # So it calls what has the insides of a double in it, whose attributes are inferred.
        if "partially unknown" not in diagnostic["message"] and "docstring" not in diagnostic["message"]
    }

    assert told["exportedSymbolCounts"]["withUnknownType"] == 0
    assert not unwritten
