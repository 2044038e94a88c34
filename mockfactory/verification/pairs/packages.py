"""The classes of packages that derive from a Protocol or an ABC, or are marked."""

from __future__ import annotations

import inspect
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from mockfactory.lookup import LookupFailed, look_up
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.rules.unwritten import is_left_to_others
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.verification.pairs.stand_in import StandIn


def stand_ins_in(packages: Sequence[str]) -> tuple[list[StandIn], list[Report]]:
    """Import packages with all their modules, and find the classes that derive from Protocols.

    What is marked by `stands_for` is known once its module is imported: see `marked`.

    Args:
        packages: names of packages or modules.

    Returns:
        The pairs; and a report for each module that can't be imported.
    """
    modules: list[ModuleType] = []
    failed: list[Report] = []
    for name in packages:
        for each in _names(name, failed):
            module = _imported(each, failed)
            if module is not None:
                modules.append(module)
    return [pair for module in modules for pair in _derived(module)], failed


def _names(package: str, failed: list[Report]) -> Iterator[str]:
    module = _imported(package, failed)
    if module is None:
        return
    yield package
    path = getattr(module, "__path__", None)
    if path is not None:
        for found in pkgutil.iter_modules(path, f"{package}."):
            if not found.name.endswith(".__main__"):
                yield from _names(found.name, failed)


def _imported(name: str, failed: list[Report]) -> ModuleType | None:
    if all(report.implementation != name for report in failed):
        try:
            look_up(name, of_project=True)
            return sys.modules[name]
        except LookupFailed as error:
            failed.append(Report(name, "", [Finding(None, Severity.FAILED, "", str(error), found_by=())]))
    return None


def _derived(module: ModuleType) -> Iterator[StandIn]:
    for cls in _classes_in(vars(module), module.__name__):
        if not is_protocol(cls) and not inspect.isabstract(cls):
            for base in cls.__mro__[1:]:
                of_others = base.__module__ in ("typing", "typing_extensions")
                if is_protocol(base) and not of_others and not is_left_to_others(pair_of(cls, base)):
                    yield StandIn(cls, base, f"bases of {cls.__qualname__}")


def _classes_in(namespace: Mapping[str, object], module: str) -> Iterator[type]:
    """The classes that are written there, those within classes too."""
    for name, found in namespace.items():
        if inspect.isclass(found) and module_name_of(found) == module and found.__name__ == name:
            yield found
            yield from _classes_in(vars(found), module)
