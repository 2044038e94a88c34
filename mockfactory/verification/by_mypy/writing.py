"""The module that mypy checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from typing_extensions import is_typeddict

from builders.typings.spelling import UNKNOWN, Speller
from mockfactory.rules.pair import Pair
from mockfactory.spec import Member, Spec, SpecKind
from mockfactory.spec.looking.raw import mro_of
from mockfactory.verification.by_mypy.asking import Asking, is_read_otherwise


@dataclass(frozen=True, slots=True)
class CheckModule:
    """A module to be checked.

    Attributes:
        text: the source.
        places: for a line that says something of a pair, the pair's number and the member; "" for the class as a whole.
        revealed: for a line that asks what type one of a pair is to mypy, the pair's number and the name of that one.
        unnamed: the numbers of the pairs that no module has a name for, each with what has none.
    """

    text: str
    places: Mapping[int, tuple[int, str]]
    revealed: Mapping[int, tuple[int, str]]
    unnamed: Mapping[int, str]


def check_module(pairs: Sequence[Pair]) -> CheckModule:
    """Write what uses each implementation as its interface, member by member, and as a whole where types allow that.

    One assignment for each member finds more than the class as a whole: to mypy a Protocol is met by a method that has
    other names for its parameters, and only two conflicting members of a class are told.

    Args:
        pairs: to be checked, all in one module.
    """
    speller = Speller()
    asking = Asking(speller)
    lines: list[str] = []
    places: dict[int, tuple[int, str]] = {}
    revealed: dict[int, tuple[int, str]] = {}
    unnamed: dict[int, str] = {}
    for number, pair in enumerate(pairs):
        asked, given = _side(speller, pair.iface, "asked"), _side(speller, pair.impl, "given")
        if asked is None or given is None:
            unnamed[number] = (pair.iface if asked is None else pair.impl).name
            continue
        parameters = [f"{side.text}: {side.type}" for side in (asked, given) if side.type]
        compared = _compared(pair) if asked.type and given.type else {}
        if compared:
            lines += asking.promises(number, asked.type, compared, pair.impl.members)
        lines.append(f"def pair_{number}({', '.join(parameters)}) -> None:")
        for side, spec in ((asked, pair.iface), (given, pair.impl)):
            lines.append(f"    reveal_type({side.text})")
            revealed[len(lines)] = (number, spec.name)
        if not asked.type or not given.type:
            lines.append(f"    whole = {asked.text}")
            lines.append(f"    whole = {given.text}")
            places[len(lines)] = (number, "")
            continue
        if compared:
            lines.append(f"    promised = Promises_{number}(given)")
        for place, name in enumerate(compared):
            lines.append(f"    promised.member_{place} = given.{name}")
            places[len(lines)] = (number, name)
        if _may_be_assigned(pair, compared):
            lines.append("    asked = given")
            places[len(lines)] = (number, "")
    helpers = [line for helper in asking.helpers.values() for line in helper]
    above = [*speller.imports("\n".join([*helpers, *lines])), *helpers]
    first = len(above)
    return CheckModule(
        "\n".join([*above, *lines, ""]),
        {first + line: place for line, place in places.items()},
        {first + line: place for line, place in revealed.items()},
        unnamed,
    )


class _Side(NamedTuple):
    """One of a pair: an object of a type, whose name is its text; or a function, whose text is its own name."""

    text: str
    type: str


def _side(speller: Speller, spec: Spec, name: str) -> _Side | None:
    if spec.kind is SpecKind.FUNCTION:
        try:
            return _Side(speller.named(spec.target), "")
        except LookupError:
            return None
    spelled = speller.spell(spec.target)
    return None if UNKNOWN in spelled.split(".") else _Side(name, spelled)


def _compared(pair: Pair) -> dict[str, Member]:
    """The members of the interface that mypy is asked about.

    To mypy the keys of a TypedDict are no attributes, and a callable type has no `__call__`.
    """
    if is_typeddict(pair.iface.cls) or pair.iface.kind is SpecKind.CALLABLE:
        return {}
    given = pair.impl.members
    asked = pair.demanded.items()
    return {name: member for name, member in asked if name in given and given[name].owner is not member.owner}


def _may_be_assigned(pair: Pair, compared: Mapping[str, Member]) -> bool:
    """Whether types allow it at all: anything meets a Protocol or a callable type; a class, only what derives from it.

    One TypedDict meets another that has its keys. A Protocol is not asked for as a whole where that asks for more than
    its members were asked for, unless one of them is missing.
    """
    cls, given = pair.impl.cls, pair.impl.members
    if pair.iface.kind is SpecKind.PROTOCOL:
        return not any(is_read_otherwise(member, given[name]) for name, member in compared.items()) or any(
            name not in given for name in pair.demanded
        )
    if pair.iface.kind is SpecKind.CALLABLE or (is_typeddict(pair.iface.cls) and is_typeddict(cls)):
        return True
    return cls is not None and any(one is pair.iface.cls for one in mro_of(cls))
