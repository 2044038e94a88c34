"""The syntax tree of one function, from the lines of its own source only."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from types import CodeType, FunctionType
from typing import Final

_INDENT: Final = re.compile(r"[ \t]*")
# Lines less indented than the function that may still belong to it: what closes a bracket or a string, and comments.
_CLOSERS: Final = tuple(")]}#'\"")
_ONLY_ANNOTATED: Final = re.compile(r"^[ \t]+\w+\.(\w+)[ \t]*:", re.MULTILINE)
_annotated: Final[dict[str, Mapping[str, list[int]]]] = {}


def syntax_of(function: FunctionType) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The definition of `function`; None where there is no source, or where the source is no longer the one that runs.

    Only the lines of the function are parsed: a class of two hundred methods costs what is asked of it.
    """
    code = function.__code__
    lines = lines_of(function)
    if not lines:
        return None
    indent = _indent(lines[0])
    try:
        tree = ast.parse(("if 1:\n" if indent else "") + "".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    first: ast.stmt = tree.body[0]
    if isinstance(first, ast.If) and indent:
        first = first.body[0]
    if isinstance(first, (ast.FunctionDef, ast.AsyncFunctionDef)) and first.name == code.co_name:
        return first
    return None


def lines_of(function: FunctionType) -> list[str]:
    """The lines of `function` with its decorators; empty where there is no source."""
    code = function.__code__
    lines = _file_lines(function)
    start = code.co_firstlineno - 1
    if start >= len(lines):
        return []
    indent = len(_indent(lines[start]))
    end = max(_last_line(code), start + 1)
    while end < len(lines) and _belongs(lines[end], indent):
        end += 1
    return lines[start:end]


def annotated_lines(function: FunctionType) -> Mapping[str, list[int]]:
    """For the file of `function`: the lines that look like `self.name: ...`, by name.

    An annotation without a value leaves no trace in the bytecode, so it is found this way without parsing everything.
    """
    file = function.__code__.co_filename
    known = _annotated.get(file)
    if known is None:
        lines = _file_lines(function)
        found: dict[str, list[int]] = {}
        for number, line in enumerate(lines, 1):
            match = _ONLY_ANNOTATED.match(line) if ":" in line else None
            if match:
                found.setdefault(match[1], []).append(number)
        if lines:
            _annotated[file] = found
        return found
    return known


def _file_lines(function: FunctionType) -> list[str]:
    import linecache

    file = function.__code__.co_filename
    if file.startswith("<") and not file.startswith("<doctest"):
        return []
    try:
        return linecache.getlines(file, function.__globals__)
    except Exception:  # a module loader's own code reads the source
        return []


def _last_line(code: CodeType) -> int:
    last = max([code.co_firstlineno, *(end or line or 0 for line, end, _, _ in code.co_positions())])
    return max([last, *(_last_line(const) for const in code.co_consts if isinstance(const, CodeType))])


def _belongs(line: str, indent: int) -> bool:
    text = line.strip()
    return not text or len(_indent(line)) > indent or text.startswith(_CLOSERS)


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    return found.group() if found else ""
