"""Plain text in columns."""

from __future__ import annotations

from collections.abc import Sequence


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under their headings, each column as wide as its widest text.

    Example:
        >>> print(table(("id", "role"), [("user_a_admin", "admin"), ("user_b", "viewer")]))
        id            role
        ------------  ------
        user_a_admin  admin
        user_b        viewer
    """
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [headings, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
