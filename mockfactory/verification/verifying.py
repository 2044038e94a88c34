"""Many pairs, judged by the rules and by mypy."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path

from mockfactory.importing import failing_once
from mockfactory.lookup import LookupFailed
from mockfactory.rules.comparing.classes import with_classes
from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.comparing.standing import assumed
from mockfactory.rules.telling.findings import Finding, Report, Severity
from mockfactory.spec import SpecError, SpecKind
from mockfactory.spec.read import read_spec
from mockfactory.verification.by_mypy.hiding import not_judged, with_hidden
from mockfactory.verification.by_mypy.joining import joined
from mockfactory.verification.by_mypy.running import MypyFailed, asked_of_mypy
from mockfactory.verification.by_mypy.writing import check_module
from mockfactory.verification.checking import judged
from mockfactory.verification.pairs.configured import JUDGES
from mockfactory.verification.pairs.folders import importable_from
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.verification.words import named, thing_of
from mockfactory.wording.errors import MisuseError


def verify_pairs(
    pairs: Sequence[StandIn],
    /,
    *,
    by: Collection[str] = JUDGES,
    project: Path | None = None,
    assuming: Sequence[StandIn] = (),
) -> list[Report]:
    """Verify that each implementation can stand for its interface.

    To compare one pair, all others are assumed: what is marked by `@stands_for`, and the pairs themselves. A fake may
    give another fake where the interface gives what that one stands for.

    Args:
        pairs: what is said to stand for what.
        by: who judges: "rules", "mypy" (with the project's own configuration), or both.
        project: the folder in which mypy is run; the current one by default.
        assuming: pairs that are verified elsewhere, and are assumed too.

    Returns:
        One report for each pair, in their order. A pair that can't be looked at has a finding that says so; the others
        are verified all the same.

    Raises:
        MisuseError: nobody judges, or somebody unknown, or a pair is none.

    Example:
        >>> from collections.abc import Sized
        >>> class Basket:
        ...     def __len__(self) -> int: ...
        >>> [report] = verify_pairs([StandIn(Basket, Sized)], by=["rules"])
        >>> report.substitutable
        True
    """
    unknown = [one for one in by if one not in JUDGES]
    if unknown or not by:
        raise MisuseError(f"verify_pairs(by=...) takes some of {', '.join(JUDGES)}, not {by!r}")
    for pair in (*pairs, *assuming):
        if not isinstance(pair, StandIn):  # pyright: ignore[reportUnnecessaryIsInstance]  # a user may
            raise MisuseError(f"verify_pairs() takes StandIn objects, not {pair!r}")
    folders = [folder for pair in (*pairs, *assuming) for folder in pair.folders]
    home = project or Path.cwd()
    with importable_from(home, folders), failing_once():
        read = _read(pairs, assuming)
    known = [one for one in read if isinstance(one, Pair)]
    reports = {id(pair): judged(pair) if "rules" in by else judged(pair, rules=False) for pair in known}
    if "mypy" in by and known:
        with importable_from(home, folders):
            _ask_mypy(known, reports, home, folders, alone="rules" not in by)
    return [
        dataclasses.replace(
            _in_words(one, reports[id(one)], pair) if isinstance(one, Pair) else one, source=pair.source
        )
        for one, pair in zip(read, pairs, strict=True)
    ]


def _read(stand_ins: Sequence[StandIn], assuming: Sequence[StandIn]) -> list[Pair | Report]:
    """All modules are imported before the first pair is read: any of them may mark what another one gives."""
    found = [_found(one) for one in (*stand_ins, *assuming)]
    known = assumed([(one[0], one[1]) for one in found if not isinstance(one, Report)])
    return [
        one
        if isinstance(one, Report)
        else dataclasses.replace(with_classes(pair_of(*one, stand_in.raises, known)), is_called=stand_in.is_called)
        for one, stand_in in zip(found, stand_ins, strict=False)
    ]


def _found(stand_in: StandIn) -> tuple[object, object] | Report:
    problems: list[str] = []
    found: list[object] = []
    for thing in (stand_in.implementation, stand_in.interface):
        try:
            target = thing_of(thing) if isinstance(thing, str) else thing
            read_spec(target)
            found.append(target)
        except (LookupFailed, SpecError) as error:
            problems.append(str(error))
    if not problems:
        return found[0], found[1]
    findings = [Finding(None, Severity.FAILED, "", problem, found_by=()) for problem in problems]
    return Report(_words(stand_in.implementation), _words(stand_in.interface), findings)


def _in_words(pair: Pair, report: Report, stand_in: StandIn) -> Report:
    """A callable type has no name of its own: that of the name under which it was found."""
    words = stand_in.interface
    if pair.iface.kind is SpecKind.CALLABLE and isinstance(words, str) and "[" not in words:
        return dataclasses.replace(report, interface=words.replace(":", "."))
    return report


def _words(thing: object) -> str:
    return thing if isinstance(thing, str) else named(thing)


def _ask_mypy(
    pairs: Sequence[Pair], reports: dict[int, Report], project: Path, folders: Sequence[str], *, alone: bool
) -> None:
    module = check_module(pairs)
    try:
        answer = asked_of_mypy(module, project, folders)
    except MypyFailed as error:
        broken = Finding(None, Severity.FAILED, "", str(error), found_by=())
        for pair in pairs:
            reports[id(pair)] = reports[id(pair)].beside([broken])
        return
    for number, pair in enumerate(pairs):
        report = reports[id(pair)]
        if number in module.unnamed:
            reason = f"{module.unnamed[number]} has no name that a module could import"
            if pair.iface.kind is SpecKind.MODULE or pair.impl.kind is SpecKind.MODULE:
                reason = "modules are compared by the rules alone"
            reports[id(pair)] = report.beside(not_judged([""], reason))
        elif number in answer.unseen:
            reports[id(pair)] = report.beside(not_judged([""], answer.unseen[number]))
        else:
            own = [one for one in answer.refusals if one.pair == number]
            rules = judged(pair) if alone and own else report
            both = joined(pair, report, own, rules=rules, alone=alone)
            reports[id(pair)] = with_hidden(pair, both, answer.sights[number], alone=alone)
