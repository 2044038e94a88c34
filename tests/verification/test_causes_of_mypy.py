"""Why mypy did not judge a member, where it says itself what it does not know there."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from mockfactory.verification import Severity, StandIn, verify_pairs

pytestmark = pytest.mark.integration

APP = """
    class Conn:
        def ping(self) -> int:
            return 0

    class Pool:
        def put(self, conn: Conn) -> None: ...
        def size(self) -> int:
            return 0
"""
AGAIN = "from app_of_pools import Conn\n"
FAKES = """
    from __future__ import annotations

    from {module} import *

    class FakePool:
        def put(self, conn: Conn) -> None: ...
        def size(self) -> int:
            return 0
"""


@pytest.mark.parametrize(("module", "is_seen"), [("again_of_pools", False), ("app_of_pools", True)])
def test_a_name_that_mypy_does_not_find_is_told_with_its_line(
    module: str, is_seen: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mypy_cache: str
) -> None:
    monkeypatch.setenv("MYPY_CACHE_DIR", mypy_cache)
    monkeypatch.syspath_prepend(tmp_path)
    texts = {"app_of_pools": APP, "again_of_pools": AGAIN, "fakes_of_pools": FAKES.format(module=module)}
    for name, text in texts.items():
        tmp_path.joinpath(f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    tmp_path.joinpath("mypy.ini").write_text("[mypy]\nstrict = True\n", encoding="utf-8")

    [report] = verify_pairs([StandIn("fakes_of_pools:FakePool", "app_of_pools:Pool")], project=tmp_path)
    for name in texts:
        sys.modules.pop(name, None)

    told = [finding.problem for finding in report.of(Severity.UNVERIFIED)]
    unknown = 'fakes_of_pools.py:7: Name "Conn" is not defined'
    assert told == ([] if is_seen else [f"mypy did not judge put: a type there is Any to it: {unknown}"])
    assert report.substitutable
