"""How a factory says no."""

from __future__ import annotations


class CannotCreate(TypeError):
    """A factory can't make what was asked for. The message says where, why, and what to write.

    Example:
        >>> from typing import Any
        >>> from mockfactory import CannotCreate, MockFactory
        >>> try:
        ...     MockFactory().create(list[Any] | dict[str, Any])
        ... except CannotCreate as error:
        ...     print("no")
    """


CannotCreate.__module__ = "mockfactory"
