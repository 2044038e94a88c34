"""Small suites for the plugin tests to run: what they begin with, and how they are run."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mockfactory.double.recording import current

HEAD = """
import asyncio
import unittest
import pytest
from mockfactory import SpecViolation, double, replace, verify, when

class Mailer:
    def send(self, to: str) -> bool: ...
    async def fetch(self) -> int: ...

def careless(mailer):
    try:
        mailer.send(1)
    except Exception:
        pass
"""


def only(*names: str) -> tuple[str, ...]:
    """Load this library's plugin and the ones named: finding all that are installed takes as long as a suite."""
    return (
        "--disable-plugin-autoload",
        *(part for name in ("no:cacheprovider", "mockfactory", *names) for part in ("-p", name)),
    )


QUIET = only()


def run(pytester: pytest.Pytester, body: str, *options: str, plugins: Sequence[str] = QUIET) -> pytest.RunResult:
    """Run a suite as if no session were open around it: what it makes when it is imported belongs to none."""
    pytester.makepyfile(HEAD + body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current, "_open", [])
        return pytester.runpytest_inprocess(*plugins, *options)
