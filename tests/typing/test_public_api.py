"""No `Any` and nothing unknown in what `mockfactory` exports: each public name and member, as checkers reveal it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.typing.checkers import CHECKERS, verify_types
from tests.typing.conftest import Checked
from tests.typing.probes import EXPORTED, GIVEN, MODULES, PROBES, revealed

# What the library itself makes a `Call`, a `FaultPlan` or an `Inbox` of, and what the implementations of bridges use:
# insides, which are no user's to read.
INSIDES: Final = {
    "Call", "Call.method", "FaultPlan", "Inbox", "InMemoryAgentWebSocketBridge.admit",
    "InMemoryAgentWebSocketBridge.backlog", "ListeningBridge.admit", "ListeningBridge.backlog", "VirtualClock",
}  # fmt: skip
# pydantic's own plugin for mypy lets constructors take anything, for what is converted, unless it is told not to.
CONVERTING: Final = {"Configuration", "Configuration.model_config"}
# It gives a class of pytest's, which mypy does not read for these tests: see `checkers`.
OF_PYTEST: Final = {"contract"}


@pytest.mark.parametrize("checker", CHECKERS)
def test_nothing_that_a_user_gets_is_any_or_unknown(checker: str, checked: Checked) -> None:
    found = [finding for finding in checked(checker) if finding.file == PROBES]

    answers = revealed(found)
    leaks = {name: text for name, text in answers.items() if re.search(r"\bAny\b|Unknown", _plain(text))}
    leaks = {name: text for name, text in leaks.items() if name not in CONVERTING | OF_PYTEST}
    # mypy tells where a class lives, pyright does not.
    seen = " ".join(text for name, text in answers.items() if name not in INSIDES)
    classes = set(re.findall(r"\bmockfactory\.[\w.]+\.([A-Z]\w+)", seen))
    # Keywords are given, never got; a member of an enum is shown behind its class.
    classes = {name for name in classes if not name.endswith("Fields") and not name.isupper()}
    assert not [finding for finding in found if finding.rule is not None]
    assert not leaks
    exported = {name for module in MODULES for name in module.__all__}
    assert classes <= exported | {cls.__name__ for cls in GIVEN}


def _plain(text: str) -> str:
    """Without what checkers say by themselves: of `Callable[..., V]`, which takes any function and promises nothing of
    its arguments, and of what an async function gives, where all that counts is what awaiting gives."""
    return re.sub(r"Coroutine(Type)?\[Any, Any, ", "Awaitable[", text.replace("def (*Any, **Any)", "def (...)"))


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
