"""A plugin of mypy: the overrides of `build` and of a `Builder` are checked by name and by type.

One line in mypy's configuration switches it on:

    [tool.mypy]
    plugins = ["builders.mypy"]

Then `build(User, agee=1)`, `build(User, age="x")` and `build(User, tenant__plam="pro")` are errors. Nothing here is
imported by the rest of the package, and mypy itself only by mypy.
"""

from __future__ import annotations

from mypy.plugin import Plugin

from builders.mypy.hooks import BuildersPlugin

__all__ = ["plugin"]


def plugin(version: str) -> type[Plugin]:
    """The plugin's class, for mypy.

    Args:
        version: of mypy. All that have `TypeForm` are served alike.
    """
    del version
    return BuildersPlugin
