"""Mappings: `dict[str, int]`, `Mapping[str, User]`, `Counter[str]`, `ChainMap[str, str]`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from mockfactory.spec.check.classes import class_check
from mockfactory.spec.check.containers import every, first_wrong
from mockfactory.spec.check.readers import KEYS, VALUES, dict_of, maps_of
from mockfactory.spec.check.verdict import Check, Flat, Problem, refusal
from mockfactory.spec.check.words import short_repr


def mapping_check(origin: type, key: Check | None, item: Check | None, name: str) -> Check:
    """Accept an `origin` all of whose keys and values are accepted; None stands for "anything"."""
    fits = class_check(origin, name)
    takes_dict = issubclass(dict, origin)

    def accepts_dict(value: dict[object, object]) -> bool:
        if key is not None and not every(KEYS, value, key):
            return False
        return item is None or every(VALUES, value, item)

    def accepts(value: object) -> bool:
        try:
            if takes_dict and type(value) is dict:
                return accepts_dict(cast("dict[object, object]", value))
            return fits.accepts(value) and all(map(accepts_dict, _dicts_in(value)))
        except Exception:
            return True

    def explain(value: object) -> Problem:
        if fits.accepts(value):
            for each in _dicts_in(value):
                problem = _problem_in(each, key, item)
                if problem is not None:
                    return problem
        return refusal(value, name)

    flat = Flat(dict, item and item.exact, key and key.exact)
    return Check(frozenset(), accepts, explain, name, flat=(flat,) if takes_dict else ())


def _dicts_in(value: object) -> Iterator[dict[object, object]]:
    for each in maps_of(value) or (value,):
        found = dict_of(each)
        if found is not None:
            yield found


def _problem_in(value: dict[object, object], key: Check | None, item: Check | None) -> Problem | None:
    if key is not None:
        problem = first_wrong(KEYS, value, key, lambda _, each: f"{type(value).__name__} key")
        if problem is not None:
            return problem
    keys = list(KEYS(value))
    return item and first_wrong(VALUES, value, item, lambda index, _: f"value of key {short_repr(keys[index])}")
