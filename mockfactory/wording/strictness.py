"""The kinds of strictness, each of which can be switched off, and the words that say how."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Strictness: TypeAlias = Literal["types", "unused-stubs", "other-arguments", "un-awaited", "swallowed"]
STRICTNESSES: Final[tuple[Strictness, ...]] = ("types", "unused-stubs", "other-arguments", "un-awaited", "swallowed")


def way_out(strictness: Strictness) -> str:
    """How to switch off one kind of strictness, for a test, a run, a project."""
    return (
        f'@pytest.mark.mockfactory(allow="{strictness}") for a test, --mockfactory-allow={strictness} for a run,\n'
        f'mockfactory_allow = {strictness} in the ini file, Session(allow=["{strictness}"]) outside pytest'
    )
