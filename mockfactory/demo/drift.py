"""A hand-written fake that has drifted from what it imitates: its test is green, and production would break."""

from __future__ import annotations

import importlib.util
import json
import re
from contextlib import AbstractContextManager
from typing import Final

from mockfactory.demo.running import Running, SuiteRun, running_tests

MAIL: Final = '''
from typing import Protocol


class Mailer(Protocol):
    async def send(self, to: str, *, urgent: bool = False) -> bool: ...


async def warn(mailer: Mailer, to: list[str]) -> int:
    """Warn everybody, and those at once who have not read the first warning."""
    unread = [one for one in to if not await mailer.send(one)]
    return len([one for one in unread if await mailer.send(one, urgent=True)])
'''
FAKE: Final = '''
class FakeMailer:
    """Written when a mailer had no urgent mails."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, to: str) -> bool:
        self.sent.append(to)
        return True
'''
TESTS: Final = """
import asyncio

from fake import FakeMailer
from mail import warn


def test_everybody_is_warned():
    mailer = FakeMailer()
    assert asyncio.run(warn(mailer, ["ada", "bob"])) == 0
    assert mailer.sent == ["ada", "bob"]
"""


def drifted_tests(seconds: float = 120) -> AbstractContextManager[Running]:
    """Start the test of the fake, and the verification of it; they run beside what is done in the block."""
    judges = ["rules", "mypy"] if has_mypy() else ["rules"]
    settings = (
        f'[tool.mockfactory]\njudges = {json.dumps(judges)}\nstands-for = {{"fake:FakeMailer" = "mail:Mailer"}}\n'
    )
    files = {"mail.py": MAIL, "fake.py": FAKE, "test_warn.py": TESTS, "pyproject.toml": settings}
    return running_tests(files, ["-rA", "--mockfactory-verify"], seconds)


def has_mypy() -> bool:
    """Whether mypy judges too."""
    return importlib.util.find_spec("mypy") is not None


def is_caught(run: SuiteRun) -> bool:
    """Whether the fake's own test passed, and the drift was told by each judge."""
    told = [
        "PASSED test_warn.py::test_everybody_is_warned",
        "it takes no argument 'urgent' (rule 7)",
        "1 failed, 1 passed",
    ]
    told += ["mypy:      Incompatible types"] if has_mypy() else []
    return not run.passed and all(re.search(re.escape(one), run.output) for one in told)
