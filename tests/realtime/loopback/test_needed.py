"""What is told where the extra is not installed; each in a process of its own, which can't find a module."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.integration

HIDDEN = """
import sys
for name in {hidden!r}:
    sys.modules[name] = None
"""
MODULES = ("bridge", "client", "emitter", "receiver", "tokens", "handshake", "proxy")
EACH = """
import importlib
for name in ["mockfactory.realtime.loopback", *("mockfactory.realtime.loopback." + name for name in {modules!r})]:
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(error)
    else:
        raise SystemExit(name + " was imported")
"""
WITHOUT = """
import mockfactory
import mockfactory.fixtures.realtime
import mockfactory.realtime
import mockfactory.realtime.interfaces.bridge
import mockfactory.realtime.interfaces.emitter
"""


def run(hidden: tuple[str, ...], code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", HIDDEN.format(hidden=hidden) + code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("hidden", "project"),
    [(("jwt",), "PyJWT"), (("jwt", "websockets"), "websockets and PyJWT")],
)
def test_each_module_says_which_extra_to_install_and_the_rest_needs_none(hidden: tuple[str, ...], project: str) -> None:
    told = (
        f"mockfactory.realtime.loopback needs {project}, which is not installed.\n"
        "  install:  pip install 'mockfactory[realtime]'\n"
    )
    assert run(hidden, WITHOUT + EACH.format(modules=MODULES)) == told * (len(MODULES) + 1)
