"""Strings in a file that may name modules: found before any name in it means something to mypy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from mypy.nodes import Import, ImportAll, ImportFrom, MypyFile

from mockfactory.mypy.texts import parsed, text_of

DOTTED: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)+")
_PATCHING: Final = frozenset({"patch", "multiple", "setattr", "delattr", "replace"})
_MODULES: Final = ("unittest", "mock", "pytest", "pytest_mock", "_pytest", "mockfactory")
_MAKE_MODULES: Final = frozenset({"ModuleType", "syspath_prepend", "pytester", "testdir", "module_from_spec"})
_NAMES: Final = frozenset({"mock", "patch", "replace", "MonkeyPatch", "MockerFixture"})


def dotted_names(file: MypyFile) -> list[tuple[str, int]]:
    """The dotted names that calls of `patch`, `replace` and their like are given, with their lines.

    They are read from the text: with several workers, mypy has read no more than the imports when it asks.
    """
    imported = list(_imported(file))
    if not any(module.partition(".")[0] in _MODULES or name in _NAMES for module, name, _ in imported):
        return []
    words = _PATCHING | {alias for _, name, alias in imported if name in _PATCHING}
    return list(_given(text_of(file.path) or b"", words))


def makes_modules(file: MypyFile) -> bool:
    """Whether code in a file makes modules, or says where Python is to look for them."""
    tree = parsed(text_of(file.path))
    return tree is None or any(_makes_modules(node) for node in ast.walk(tree))


def _makes_modules(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="sys"), attr="modules" | "path" | "meta_path"):
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _MAKE_MODULES
        case _:
            return False


def _imported(file: MypyFile) -> Iterator[tuple[str, str, str]]:
    """What is imported: from which module, which name, and what it is called here."""
    for one in file.imports:
        if isinstance(one, Import):
            yield from ((module, "", alias or module) for module, alias in one.ids)
        elif isinstance(one, ImportFrom):
            yield from ((one.id, name, alias or name) for name, alias in one.names)
        elif isinstance(one, ImportAll):
            yield one.id, "*", "*"


def _given(text: bytes, words: frozenset[str]) -> Iterator[tuple[str, int]]:
    """By the look of the text: to parse it a second time would cost a tenth of the whole run."""
    called = rb"\b(?:%s)\(\s*(?:target\s*=\s*)?([\"'])([\w.]+)\1" % "|".join(sorted(words)).encode()
    for found in re.finditer(called, text):
        name = found[2].decode("utf-8", "replace")
        if DOTTED.fullmatch(name):
            yield name, text.count(b"\n", 0, found.start()) + 1
