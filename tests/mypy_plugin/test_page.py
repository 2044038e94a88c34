"""The page about the plugin: each line that it shows is told, in the words that it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.mypy_plugin.project import Project

pytestmark = pytest.mark.integration

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "check-tests-with-the-mypy-plugin.md"
HEAD = """
import pytest
from unittest.mock import MagicMock, patch
from mockfactory import calls_to, in_order, replace, verify, when
from mockfactory.faults import inject, raises
from mockfactory.verification import check_substitutable
from shop.mail import FakeMailer, Mailer, greet, mailer

def test_page(monkeypatch: pytest.MonkeyPatch) -> None:
"""


def test_the_page_shows_what_is_told(project: Callable[[Mapping[str, str]], Project]) -> None:
    blocks = re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    module = next(text for kind, text in blocks if kind == "python")
    shown = [
        re.split(r" {2,}", line, maxsplit=1) for kind, text in blocks if kind == "text" for line in text.splitlines()
    ]
    written = HEAD + "".join(f"    {code}\n" for code, _ in shown)
    found = project({"shop/__init__.py": "", "shop/mail.py": module, "test_page.py": written}).findings("test_page.py")
    assert len(found) == len(shown)
    assert [words for (_, words), one in zip(shown, found, strict=True) if words not in one.text] == []
