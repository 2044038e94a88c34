"""The names that the plugin goes by are those of the library."""

from __future__ import annotations

import importlib
import subprocess
import sys
from inspect import signature

import pytest

from mockfactory.mypy import calls, unused

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("name", [*unused.FUNCTIONS, *unused.METHODS, *calls.FUNCTIONS])
def test_what_is_watched_is_there(name: str) -> None:
    owner, _, last = name.rpartition(".")
    found = vars(_imported(owner))[last]
    assert f"{found.__module__}.{found.__qualname__}" == name


@pytest.mark.parametrize("name", [name for name in calls.METHODS if name.startswith("_pytest")])
def test_parameters_of_what_patches_are_those_that_are_read(name: str) -> None:
    owner, _, last = name.rpartition(".")
    taken = list(signature(vars(_imported(owner))[last]).parameters)
    assert tuple(taken[1:]) == calls.METHODS[name].parameters


def test_it_loads_no_test_runner_and_no_validation() -> None:
    heavy = ("pytest", "pydantic", "faker", "polyfactory", "builders.builder")
    code = f"import sys, mockfactory.mypy; print(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def _imported(name: str) -> object:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        owner, _, last = name.rpartition(".")
        found: object = vars(importlib.import_module(owner))[last]
        return found
