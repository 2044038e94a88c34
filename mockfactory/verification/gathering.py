"""All the pairs of a project."""

from __future__ import annotations

from collections.abc import Iterable

from mockfactory.verification.findings import Report
from mockfactory.verification.pairs.configured import Settings
from mockfactory.verification.pairs.marked import marked
from mockfactory.verification.pairs.packages import stand_ins_in
from mockfactory.verification.pairs.stand_in import StandIn


def pairs_of(settings: Settings) -> tuple[list[StandIn], list[Report]]:
    """What the settings of a project name, what its packages derive from Protocols, and what is marked.

    Args:
        settings: the project's.

    Returns:
        The pairs, none of them twice; and a report for each module that can't be imported.
    """
    derived, failed = stand_ins_in(settings.packages)
    return _once([*marked(), *settings.pairs, *derived]), failed


def _once(pairs: Iterable[StandIn]) -> list[StandIn]:
    found: dict[tuple[str, str], StandIn] = {}
    for pair in pairs:
        found.setdefault((_words(pair.implementation), _words(pair.interface)), pair)
    return list(found.values())


def _words(thing: object) -> str:
    if isinstance(thing, str):
        return thing
    module, name = getattr(thing, "__module__", ""), getattr(thing, "__qualname__", "")
    return f"{module}:{name}" if name else repr(thing)
