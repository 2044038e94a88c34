"""The tests of the chat service."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from mockfactory.demo.running import Running, running_tests

_TESTS: Final = Path(__file__).with_name("test_chat.py")


def chat_tests(seconds: float = 60) -> AbstractContextManager[Running]:
    """Start the tests; they run beside what is done in the block."""
    files = {_TESTS.name: _TESTS.read_text(encoding="utf-8")}
    return running_tests(files, ["-rp", _TESTS.name], seconds)
