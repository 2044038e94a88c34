"""A plugin of mypy, for tests: unused `when` and `verify`, and names in strings that nothing has.

One line in mypy's configuration switches it on:

    [tool.mypy]
    plugins = ["mockfactory.mypy"]

Doubles are checked without it. It tells earlier what a test run would tell too, and what no test run tells. Nothing
here is imported by the rest of the package, and mypy itself only by mypy.
"""

from __future__ import annotations

from mypy.plugin import Plugin

from mockfactory.mypy.hooks import MockfactoryPlugin

__all__ = ["plugin"]


def plugin(version: str) -> type[Plugin]:
    """The plugin's class, for mypy.

    Args:
        version: of mypy. All from 1.11 on are served alike.
    """
    del version
    return MockfactoryPlugin
