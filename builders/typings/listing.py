"""The types that a package defines and `build` knows."""

from __future__ import annotations

import enum
import importlib
import importlib.util
import inspect
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Final, cast

from builders.plan.planning import plan_of
from builders.plan.record import Record

_DOMAIN: Final = "builders.domain"


class NotImported(Exception):
    """A module can't be imported: its name, and why."""


@dataclass(frozen=True)
class Model:
    """A type with fields.

    Attributes:
        type: the class.
        record: how it is built; `None` when that can't be told: then its overrides are not checked.
    """

    type: type
    record: Record | None = field(compare=False, hash=False)

    @property
    def name(self) -> str:
        """Where it is: "app.models.User"."""
        return f"{self.type.__module__}.{self.type.__qualname__}"


def models_in(packages: Iterable[str]) -> list[Model]:
    """The types with fields that packages and modules define, a class before its bases.

    Args:
        packages: dotted names. They are imported, and all that is in them.

    Raises:
        NotImported: one of the modules can't be imported.
    """
    modules = {module for package in packages for module in _modules(package)}
    classes = {cls for module in sorted(modules) for cls in _classes(vars(sys.modules[module]).values(), module)}
    return _models(classes | _of_the_domain())


def _of_the_domain() -> set[type]:
    """The public types of `builders.domain`, which every user has."""
    if importlib.util.find_spec(_DOMAIN) is None:
        return set()
    domain = importlib.import_module(_DOMAIN)
    return {value for name in domain.__all__ if isinstance(value := getattr(domain, name), type)}


def _models(classes: Iterable[type]) -> list[Model]:
    found = [model for cls in classes if (model := _model(cls)) is not None]
    return sorted(found, key=lambda model: (-len(model.type.__mro__), model.name))


def _modules(package: str) -> Iterator[str]:
    module = _imported(package)
    yield package
    for name in sorted(info.name for info in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{package}.")):
        if not name.endswith(".__main__"):
            yield from _modules(name)


def _imported(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        kind = "" if error.name and f"{name}.".startswith(f"{error.name}.") else f"{type(error).__name__}: "
        raise NotImported(f"can't import {name}: {kind}{error}") from error
    except (Exception, SystemExit) as error:
        # Whatever a module of the user's raises.
        raise NotImported(f"can't import {name}: {type(error).__name__}: {error}") from error


def _classes(values: Iterable[object], module: str) -> Iterator[type]:
    """Public classes of a module, and those that stand within them."""
    for value in list(values):
        if isinstance(value, type) and value.__module__ == module and not value.__name__.startswith("_"):
            metadata = getattr(value, "__pydantic_generic_metadata__", None)
            if "<" not in value.__qualname__ and not (metadata and metadata["origin"]):
                yield value
                inner = [one for one in vars(value).values() if isinstance(one, type)]
                yield from _classes(
                    (one for one in inner if one.__qualname__.startswith(f"{value.__qualname__}.")), module
                )


def _model(cls: type) -> Model | None:
    if _is_no_model(cls):
        return None
    try:
        record = plan_of(cls).record
    except Exception:
        # Besides what can't be built: a class of the user's own that breaks when it is asked for its fields.
        return Model(cls, None)
    return None if record is None else Model(cls, record)


def record_of(annotation: object) -> Record | None:
    """How the objects of a field's type are built; `None` when it is no type with fields."""
    try:
        return plan_of(cast("type[object]", annotation)).record
    except Exception:
        return None


def _is_no_model(cls: type) -> bool:
    if inspect.isabstract(cls) or getattr(cls, "_is_protocol", False):
        return True
    return issubclass(cls, enum.Enum | BaseException)
