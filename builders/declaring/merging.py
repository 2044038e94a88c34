"""What is said later goes before what was said earlier."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, cast

from builders.copying import copied
from builders.declaring.declaration import Declaration
from builders.declaring.wholes import Whole, can_change
from builders.plan.nesting import SEPARATOR
from builders.plan.record import Record

Rule = Callable[..., object]
_NOTHING: Final = object()


def own(declarations: Mapping[str, object]) -> dict[str, object]:
    """The declarations with collections of their own: what the user does to theirs later changes no builder."""
    return {name: copied(value) for name, value in declarations.items()}


def merged(declared: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """`more` goes before `declared`: a whole field before its parts, and parts of a field before the whole of it.

    A dict for an object that is declared gives parts of that.
    """
    spelled: dict[str, object] = {}
    for name, value in more.items():
        before = declared.get(name)
        if type(value) is dict and _takes_parts(before):
            parts = cast("dict[str, object]", value)
            spelled.update({f"{name}{SEPARATOR}{part}": inner for part, inner in parts.items()})
        else:
            spelled[name] = value
    return {**_opened(without(declared, spelled), spelled), **spelled}


def _takes_parts(declared: object) -> bool:
    return declared.takes_parts if isinstance(declared, Declaration) else can_change(declared)


def _opened(declared: dict[str, object], later: Collection[str]) -> dict[str, object]:
    """What is declared, with the plain values marked of which a part is given later."""
    for name in later:
        for outer in _on_the_way(name) - {name}:
            value = declared.get(outer, _NOTHING)
            if value is _NOTHING or isinstance(value, Declaration) or type(value) is dict:
                continue
            if SEPARATOR not in outer:
                declared[outer] = Whole(value)
            elif value is None:
                del declared[outer]
    return declared


def without(declared: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    """What is declared beside these names and what lies within them."""
    return {name: value for name, value in declared.items() if _on_the_way(name).isdisjoint(names)}


def _on_the_way(name: str) -> set[str]:
    """A name, and those of all objects that it leads through: `a__b__c` through `a` and `a__b`."""
    steps = name.split(SEPARATOR)
    return {SEPARATOR.join(steps[:end]) for end in range(1, len(steps) + 1)}


def left_open(rules: Mapping[str, Rule], given: Collection[str], record: Record) -> dict[str, Rule]:
    """The rules for fields that nothing was given for, neither the whole nor a part."""
    said = {name if name in record.fields else name.partition(SEPARATOR)[0] for name in given}
    return {name: rule for name, rule in rules.items() if name not in said}
