"""All the pairs of a project."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from mockfactory.rules.telling.findings import Report
from mockfactory.verification.pairs.configured import Settings
from mockfactory.verification.pairs.made import Made
from mockfactory.verification.pairs.marked import marked
from mockfactory.verification.pairs.packages import stand_ins_in
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.project import LOCK
from mockfactory.verification.words import named


def pairs_of(
    settings: Settings, made: Iterable[Made] = (), folders: Sequence[str] = ()
) -> tuple[list[StandIn], list[Report]]:
    """What the settings of a project name, what its packages derive from Protocols, what is marked, and what was made.

    Args:
        settings: the project's.
        made: the pairs that its tests made when they last ran.
        folders: of the project, from which modules are imported beside those that are found anyway.

    Returns:
        The pairs, none of them twice; and a report for each module that can't be imported.
    """
    derived, failed = stand_ins_in(settings.packages)
    found = _once([*marked(), *settings.pairs, *derived, *map(_of_lock, made)])
    return [dataclasses.replace(pair, folders=[*folders, *pair.folders]) for pair in found], failed


def _of_lock(made: Made) -> StandIn:
    pair = made.stand_in
    return dataclasses.replace(pair, source=f"{LOCK}: {pair.source}")


def _once(pairs: Iterable[StandIn]) -> list[StandIn]:
    found: dict[tuple[str, str], StandIn] = {}
    for pair in pairs:
        key = (_words(pair.implementation), _words(pair.interface))
        known = found.setdefault(key, pair)
        if pair.is_called and not known.is_called:
            found[key] = dataclasses.replace(known, is_called=True)
    return list(found.values())


def _words(thing: object) -> str:
    return thing if isinstance(thing, str) else named(thing)
