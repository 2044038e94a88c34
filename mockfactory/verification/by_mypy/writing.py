"""The module that mypy checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builders.typings.spelling import UNKNOWN, Speller
from mockfactory.spec import SpecKind
from mockfactory.spec.looking.raw import mro_of
from mockfactory.verification.rules.demanded import demanded
from mockfactory.verification.rules.pair import Pair


@dataclass(frozen=True, slots=True)
class CheckModule:
    """A module to be checked.

    Attributes:
        text: the source.
        places: for a line that says something of a pair, the pair's number and the member; "" for the class as a whole.
        revealed: for a line that asks what type a class of a pair is to mypy, the pair's number and the class's name.
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
    lines: list[str] = []
    places: dict[int, tuple[int, str]] = {}
    revealed: dict[int, tuple[int, str]] = {}
    unnamed: dict[int, str] = {}
    for number, pair in enumerate(pairs):
        asked, given = speller.spell(pair.iface.target), speller.spell(pair.impl.target)
        nameless = [spec.name for spec, text in ((pair.iface, asked), (pair.impl, given)) if UNKNOWN in text.split(".")]
        if nameless:
            unnamed[number] = nameless[0]
            continue
        lines.append(f"def pair_{number}(asked: {asked}, given: {given}) -> None:")
        for name, spec in (("asked", pair.iface), ("given", pair.impl)):
            lines.append(f"    reveal_type({name})")
            revealed[len(lines)] = (number, spec.name)
        for place, name in enumerate(_both_have(pair)):
            lines.append(f"    member_{place} = asked.{name}")
            lines.append(f"    member_{place} = given.{name}")
            places[len(lines)] = (number, name)
        if _may_be_assigned(pair):
            lines.append("    asked = given")
            places[len(lines)] = (number, "")
    imports = speller.imports("\n".join(lines))
    first = len(imports)
    return CheckModule(
        "\n".join([*imports, *lines, ""]),
        {first + line: place for line, place in places.items()},
        {first + line: place for line, place in revealed.items()},
        unnamed,
    )


def _both_have(pair: Pair) -> list[str]:
    given = pair.impl.members
    asked = demanded(pair.iface).items()
    return [name for name, member in asked if name in given and given[name].owner is not member.owner]


def _may_be_assigned(pair: Pair) -> bool:
    """Whether types allow it at all: anything meets a Protocol, and of a class only what derives from it."""
    if pair.iface.kind is SpecKind.PROTOCOL:
        return True
    cls = pair.impl.cls
    return cls is not None and any(one is pair.iface.cls for one in mro_of(cls))
