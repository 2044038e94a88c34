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
# Other people's plugins are left out where a test is not about them: each would be loaded anew for each small suite.
NO_OTHERS = ("hypothesispytest", "decoy", "typeguard", "asyncio", "anyio", "xdist", "cacheprovider")


def without(*names: str) -> tuple[str, ...]:
    return tuple(part for name in NO_OTHERS if name not in names for part in ("-p", f"no:{name}"))


QUIET = without()


def run(pytester: pytest.Pytester, body: str, *options: str, plugins: Sequence[str] = QUIET) -> pytest.RunResult:
    """Run a suite as if no session were open around it: what it makes when it is imported belongs to none."""
    pytester.makepyfile(HEAD + body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current, "_open", [])
        return pytester.runpytest_inprocess(*plugins, *options)
