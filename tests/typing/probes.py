"""Code that asks the type checkers what each public name and member of `mockfactory` is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import mockfactory
import mockfactory.faults
import mockfactory.interfaces
import mockfactory.realtime
import mockfactory.verification
from mockfactory.double.building.replacing import Replaced
from mockfactory.double.matching.matchers import Captor
from mockfactory.double.stubbing.failing import Failing
from mockfactory.double.stubbing.when import Stubbed, When
from mockfactory.double.verifying.verify import Verify
from mockfactory.factory.explaining.explanation import Explanation
from mockfactory.factory.explaining.provenance import Provenance
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.in_memory.pipe import Closing
from mockfactory.spec import read_spec
from mockfactory.suite.mock_suite import MockSuite
from tests.typing.checkers import Finding

PROBES: Final = "probes.py"
"""The name of the file that they stand in."""

# What public functions give, and is not exported itself: a user has it in hand all the same.
GIVEN: Final = (
    Captor, Closing, Explanation, Failing, Listener, MockSuite, Provenance, Replaced, Stubbed, Verify, When
)  # fmt: skip
MODULES: Final = (
    mockfactory, mockfactory.faults, mockfactory.interfaces, mockfactory.realtime, mockfactory.verification
)  # fmt: skip
EXPORTED: Final = tuple(
    value for one in MODULES for name in one.__all__ if isinstance(value := getattr(one, name), type)
)

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
import mockfactory.faults
import mockfactory.interfaces
import mockfactory.realtime
import mockfactory.verification
{"".join(f"from {cls.__module__} import {cls.__name__}{chr(10)}" for cls in GIVEN if cls is not Failing)}
"""


def probes() -> Iterator[tuple[str, str]]:
    """What is asked, and the code that asks it."""
    for module in MODULES:
        for name in module.__all__:
            yield name, f"reveal_type({module.__name__}.{name})"
    for cls in (*EXPORTED, *GIVEN):
        home = next((one.__name__ for one in MODULES if cls.__name__ in one.__all__), "")
        known = f"{home}.{cls.__name__}".lstrip(".")
        for name, member in read_spec(cls).members.items():
            inherited = isinstance(member.owner, type) and not member.owner.__module__.startswith("mockfactory")
            if not name.startswith("_") and not inherited:
                asked = f"{cls.__name__}.{name}"
                one = _ARGUMENTS.get(asked) or _ARGUMENTS.get(cls.__name__) or known
                yield asked, f"def ask_{cls.__name__}_{name}(one: {one}) -> None: reveal_type(one.{name})"


def probes_text() -> str:
    """All probes as one file, each on a line of its own."""
    return _HEAD + "\n".join(probe for _, probe in probes()) + "\n"


def revealed(findings: Sequence[Finding]) -> Mapping[str, str]:
    """What a checker answers, by what was asked."""
    answers = {one.line - _HEAD.count("\n") - 1: one.text for one in findings if one.rule is None}
    return {name: answers.get(index, "Unknown") for index, (name, _) in enumerate(probes())}
