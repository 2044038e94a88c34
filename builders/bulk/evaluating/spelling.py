"""Text as positions of pieces in a pool: what is drawn from words, and put together of such, is spelled so.

A name and a domain with a dot between them are two positions in one pool, which holds all names and all domains with
their dots. See `builders.bulk.stringing` for how they become a column.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

import numpy as np

from builders.bulk.column import Place
from builders.bulk.evaluating.digits import digits
from builders.bulk.evaluating.finding import finder
from builders.bulk.evaluating.pieces import Spelling
from builders.bulk.evaluating.taking import are_rest, positions_of
from builders.bulk.states import Chosen, Rows, choices, lanes
from builders.bulk.stringing import Positions
from builders.draws.choices import Constant, OneOf, Pick
from builders.draws.draw import Draw
from builders.draws.limited import Limited
from builders.draws.numbers import Integer
from builders.draws.positions import Distinct, Ordinal
from builders.draws.texts import Cut, Padded, Text
from builders.draws.wide import Mostly, Serial, Slice
from builders.draws.words import At, Either, Words, common_to

_LARGEST: Final = 20_000
"""How many different values of a number are worth being spelled out beforehand."""
_WIDEST: Final = 24
"""How many pieces a row may have."""


def draws_text(draw: Draw) -> bool:
    """Whether all that is drawn is text."""
    match draw:
        case Text() | Padded() | Cut():
            return True
        case Constant():
            return isinstance(draw.value, str)
        case Pick() | Words():
            return all(type(item) is str for item in draw.items)
        case Slice():
            return draws_text(draw.words)
        case At() | Either() | OneOf() | Limited() | Mostly():
            return all(draws_text(part) for part in draw.parts())
        case _:
            return False


def spelling_of(draw: Draw, place: Place) -> Spelling | None:
    """How the texts of a draw are spelled; `None` where they are not made of a few known pieces."""
    match draw:
        case Constant() if isinstance(draw.value, str):
            return _one_of((draw.value,), lambda rows: np.zeros(len(rows), dtype=np.int64))
        case Pick() | Words() if all(type(item) in (str, int) for item in draw.items):
            count = len(draw.items)
            items = tuple(map(str, draw.items))
            find = finder(draw.thresholds) if isinstance(draw, Words) and draw.thresholds else None
            if find is None or isinstance(draw, Pick):
                return _one_of(items, lambda rows: choices(rows.states, place.address, count))
            key = place.address, draw.thresholds
            return _one_of(items, lambda rows: rows.shared(key, lambda all_: find(lanes(all_.states, place.address))))
        case Integer() if draw.high - draw.low < _LARGEST and draw.lanes() == 1:
            count = draw.high - draw.low + 1
            items = tuple(map(str, range(draw.low, draw.high + 1)))
            return _one_of(items, lambda rows: choices(rows.states, place.address, count))
        case Slice() if all(type(item) is str for item in draw.words.items):
            taken = functools.partial(positions_of, draw, finder(draw.words.thresholds))
            return _one_of(tuple(map(str, draw.words.items)), taken)
        case Integer() | Ordinal() | Distinct() | Serial():
            return digits(draw, place)
        case Padded():
            found = spelling_of(draw.number, place)
            if found is None or found.width > 1:
                return None
            return Spelling(tuple(text.zfill(draw.width) for text in found.pool), 1, found.positions)
        case Cut():
            found = spelling_of(draw.text, place)
            if found is None or found.width > 1:
                return None
            return Spelling(tuple(text[: draw.most].rstrip() for text in found.pool), 1, found.positions)
        case Limited():
            return spelling_of(draw.draw, place)
        case At():
            return spelling_of(draw.draw, place.at(draw.address))
        case Text():
            return _in_a_row(draw, place)
        case Either() | OneOf() | Mostly():
            return _either(draw, place)
        case _:
            return None


def _one_of(items: tuple[str, ...], choose: Callable[[Rows], Chosen]) -> Spelling:
    return Spelling(items, 1, lambda rows: choose(rows).astype(np.int32, copy=False).reshape(-1, 1))


def _in_a_row(draw: Text, place: Place) -> Spelling | None:
    parts: list[Spelling] = []
    waiting = ""
    for number, piece in enumerate(draw.pieces):
        if isinstance(piece, str):
            waiting += piece
            continue
        part = spelling_of(piece, place.at(f"{place.address}.{number}"))
        if part is None:
            return None
        if part.width == 1:
            # What stands before a word becomes a part of it.
            part = Spelling(tuple(waiting + text for text in part.pool), 1, part.positions)
        elif waiting:
            parts.append(_always(waiting))
        waiting = ""
        parts.append(part)
    if waiting and parts and parts[-1].width == 1:
        last = parts.pop()
        parts.append(Spelling(tuple(text + waiting for text in last.pool), 1, last.positions))
    elif waiting or not parts:
        parts.append(_always(waiting))
    if len(parts) == 1:
        return parts[0]
    width = sum(part.width for part in parts)
    if width > _WIDEST:
        return None

    def positions(rows: Rows) -> Positions:
        found = np.empty((len(rows), width), dtype=np.int32)
        first = base = 0
        for part in parts:
            np.add(part.positions(rows), base, out=found[:, first : first + part.width])
            first += part.width
            base += len(part.pool)
        return found

    return Spelling(tuple(text for part in parts for text in part.pool), width, positions)


def _always(text: str) -> Spelling:
    return Spelling((text,), 1, lambda rows: np.zeros((len(rows), 1), dtype=np.int32))


def _either(draw: Either | OneOf | Mostly, place: Place) -> Spelling | None:
    if isinstance(draw, Mostly):
        arms = [spelling_of(arm, place) for arm in draw.parts()]

        def choose(rows: Rows) -> Chosen:
            return are_rest(draw, rows)
    elif isinstance(draw, Either):
        find = finder(draw.thresholds)
        choice = draw.choice or f"{place.address}~form"
        arms = [spelling_of(arm, place) for arm in draw.draws]

        def choose(rows: Rows) -> Chosen:
            return find(lanes(rows.states, choice))
    else:
        count = len(draw.arms)
        if draw.leads_back():
            return None
        arms = [spelling_of(arm, place.at(f"{place.address}|{name}")) for name, arm in draw.arms]

        def choose(rows: Rows) -> Chosen:
            return choices(rows.states, f"{place.address}~arm", count)

    known = [arm for arm in arms if arm is not None]
    if len(known) < len(arms):
        return None
    if len(known) == 1:
        return known[0]
    width = max(arm.width for arm in known)
    common = [found for part in common_to(draw.parts()) if (found := spelling_of(part, place)) is not None]
    # A row with fewer pieces than others is filled up with the first one, which is empty.
    pool = ("", *(text for arm in known for text in arm.pool))

    def positions(rows: Rows) -> Positions:
        for part in common:
            # For all rows at once; each arm then knows it for its own.
            part.positions(rows)
        chosen = choose(rows)
        found = np.zeros((len(rows), width), dtype=np.int32)
        base = 1
        for number, arm in enumerate(known):
            group = np.flatnonzero(chosen == number)
            if len(group):
                found[group, : arm.width] = arm.positions(rows.some(group)) + np.int32(base)
            base += len(arm.pool)
        return found

    return Spelling(pool, width, positions)
