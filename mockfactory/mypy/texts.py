"""Texts of modules, read beside mypy."""

from __future__ import annotations

import ast


def text_of(path: str) -> bytes | None:
    """What is written in a file; None where there is no such file.

    Args:
        path: of a file.
    """
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def parsed(source: bytes | None) -> ast.Module | None:
    """The statements of a text; None for what is no Python of this version.

    Args:
        source: the text.
    """
    try:
        return None if source is None else ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
