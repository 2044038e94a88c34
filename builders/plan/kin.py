"""Fields that are made of the same: a subtotal, its tax and their total."""

from __future__ import annotations

from collections.abc import Mapping

from builders.draws.draw import Draw
from builders.draws.writer import Writer


def kin_of(draws: Mapping[str, Draw]) -> Mapping[str, frozenset[str]]:
    """The fields of an object that have to be drawn together, if they are to fit together.

    Two that read the same address are kin, and so are the kin of either.

    Args:
        draws: how each field is drawn, by name.

    Returns:
        For each field its kin, itself among them.
    """
    families: list[tuple[set[str], set[str]]] = []
    for name, draw in draws.items():
        names, addresses = {name}, _addresses(draw, name)
        strangers: list[tuple[set[str], set[str]]] = []
        for family in families:
            if family[1].isdisjoint(addresses):
                strangers.append(family)
            else:
                names |= family[0]
                addresses |= family[1]
        families = [*strangers, (names, addresses)]
    return {name: frozenset(names) for names, _ in families for name in names}


def _addresses(draw: Draw, name: str) -> set[str]:
    """What a field's code reads of its object's state. It is written to see, and not compiled."""
    writer = Writer()
    draw.write(writer, "state", name)
    return writer.addresses
