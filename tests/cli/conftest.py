from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from textwrap import dedent

import pytest

MAIL = """
    from __future__ import annotations

    from typing import Any, Protocol, TypedDict


    class Mailer:
        def __init__(self, host: str) -> None:
            self.host = host

        def send(self, to: str, *, urgent: bool = False, extra: Any = None) -> bool: ...

        class Options:
            retries: int


    class Row(TypedDict):
        key: str


    class _Meta(type):
        @property
        def broken(cls):
            raise OSError("no\\nsuch disk")


    class Odd(metaclass=_Meta):
        pass


    def charge(amount: int) -> str: ...


    either = int | str
    limit = 3
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Path]:
    """A folder with modules, being the current directory."""
    before = set(sys.modules)
    modules = {
        "shop/__init__.py": "",
        "shop/mail.py": MAIL,
        "shop/noisy.py": "print('noise of the import')\nclass Quiet:\n    def rest(self) -> None: ...\n",
        "shop/raising.py": "raise ValueError('no\\nsettings')\n",
        "shop/exiting.py": "import sys\nsys.exit(3)\n",
        "shop/needing.py": "import a_module_that_nobody_has\n",
        "shop/wrong.py": "def (\n",
    }
    for name, text in modules.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.partition(".")[0] == "shop":
            del sys.modules[name]
