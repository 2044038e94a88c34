"""Values that stand for others on purpose, and mocks that stand for nothing. No mock library is imported to tell."""

from __future__ import annotations

import sys

_MOCK_MODULES = ("unittest.mock", "mock.mock")
_PLACEHOLDER_NAMES = frozenset({"_ANY", "_SentinelObject"})


def is_placeholder(value: object) -> bool:
    """True for argument matchers, `unittest.mock.ANY` and `unittest.mock.sentinel` objects: they fit anywhere."""
    cls = type(value)
    try:
        if getattr(cls, "__mockfactory_matcher__", False) is True:
            return True
        return cls.__name__ in _PLACEHOLDER_NAMES and cls.__module__ in _MOCK_MODULES
    except Exception:
        return False


def is_mock(value: object) -> bool:
    """True for an object of `unittest.mock` (or its backport), with or without a spec."""
    return any(_is_mock_class(name, value) for name in _MOCK_MODULES)


def is_bare_mock(value: object) -> bool:
    """True for a mock that was given no class to stand for."""
    if not is_mock(value):
        return False
    try:
        return value.__class__ is type(value)
    except Exception:
        return False


def _is_mock_class(module_name: str, value: object) -> bool:
    base: object = getattr(sys.modules.get(module_name), "NonCallableMock", None)
    return isinstance(base, type) and base in type(value).__mro__
