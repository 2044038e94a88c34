"""Every example in the README, in `docs/` and in a docstring runs."""

from __future__ import annotations

import asyncio
import builtins
import doctest
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

import builders
import mockfactory
from mockfactory import Session

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(autouse=True)
def modules_as_before() -> Iterator[None]:
    """A page may put a module of its own in place, which is nobody else's."""
    before = dict(sys.modules)
    yield
    for name in set(sys.modules) - set(before):
        if getattr(sys.modules[name], "__spec__", None) is None:
            del sys.modules[name]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page(page: Path) -> None:
    """The blocks of a page run one after the other; each test function in them is run as soon as it is there."""
    document = Sybil(parsers=[PythonCodeBlockParser()]).parse(page)
    examples = list(document.examples())
    assert len(examples) == len(re.findall(r"^ *```python$", document.text, re.MULTILINE)), "a block is left out"
    for example in examples:
        before = set(document.namespace)
        with Session():
            example.evaluate()
        document.namespace["__builtins__"] = builtins  # sybil takes it out; from 3.13 on `typing` needs it
        for name in [name for name in document.namespace if name.startswith("test_") and name not in before]:
            run(document.namespace[name])
    if "engine" in document.namespace:
        document.namespace["engine"].dispose()


def run(test: FunctionType) -> None:
    """Run a test function of an example as pytest would: in a session of its own."""
    session = Session()
    session.open()
    try:
        result = test()
        if inspect.iscoroutine(result):
            asyncio.run(result)
    finally:
        problems = session.close(seen_by=test.__code__)
    assert problems == []


def doctests() -> Iterator[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for package in (mockfactory, builders):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name.endswith("__main__"):
                continue
            yield from finder.find(importlib.import_module(module.name))


@pytest.mark.parametrize("example", [one for one in doctests() if one.examples], ids=lambda one: one.name)
def test_a_docstring(example: doctest.DocTest) -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    report: list[str] = []
    runner.run(example, out=report.append)
    assert runner.failures == 0, "".join(report)


def test_every_public_name_has_an_example() -> None:
    """Exceptions are shown where they are raised; everything else shows its own use."""
    missing = [
        name
        for name in mockfactory.__all__
        if not issubclass(found if isinstance(found := getattr(mockfactory, name), type) else object, BaseException)
        and ">>>" not in (inspect.getdoc(found) or "")
    ]
    assert missing == ["Call"]
