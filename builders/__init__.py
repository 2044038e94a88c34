"""Real test data: typed, seeded builders and the domain they build. Nothing here knows of test doubles.

The names below are imported from their rooms when they are first used, so that pytest's start, which loads the plugin
of this package, does not pay for builders in a suite that builds nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builders.adapters.fixtures import as_fixture
    from builders.adapters.strategies import strategy
    from builders.builder import Builder
    from builders.building import build, build_many
    from builders.covering.coverage import coverage
    from builders.declaring.adopted import from_factory
    from builders.declaring.drawing import drawn
    from builders.declaring.parents import fresh, fresh_many
    from builders.declaring.sequences import sequence
    from builders.declaring.sharing import shared
    from builders.declaring.unique import unique
    from builders.errors import BuildError, CannotBuild, InvalidOverride, UnknownName
    from builders.linting import LintError, lint
    from builders.seed.namespaces import seeded

__all__ = [
    "BuildError",
    "Builder",
    "CannotBuild",
    "InvalidOverride",
    "LintError",
    "UnknownName",
    "as_fixture",
    "build",
    "build_many",
    "coverage",
    "drawn",
    "fresh",
    "fresh_many",
    "from_factory",
    "lint",
    "seeded",
    "sequence",
    "shared",
    "strategy",
    "unique",
]

_ROOMS = {
    "builders.adapters.fixtures": ("as_fixture",),
    "builders.adapters.strategies": ("strategy",),
    "builders.builder": ("Builder",),
    "builders.building": ("build", "build_many"),
    "builders.covering.coverage": ("coverage",),
    "builders.declaring.adopted": ("from_factory",),
    "builders.declaring.drawing": ("drawn",),
    "builders.declaring.parents": ("fresh", "fresh_many"),
    "builders.declaring.sequences": ("sequence",),
    "builders.declaring.sharing": ("shared",),
    "builders.declaring.unique": ("unique",),
    "builders.errors": ("BuildError", "CannotBuild", "InvalidOverride", "UnknownName"),
    "builders.linting": ("LintError", "lint"),
    "builders.seed.namespaces": ("seeded",),
}


def __getattr__(name: str) -> object:
    import importlib

    for room, names in _ROOMS.items():
        if name in names:
            value: object = getattr(importlib.import_module(room), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
