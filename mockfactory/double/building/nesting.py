"""Doubles for what doubles give away."""

from __future__ import annotations

from typing import get_args, get_origin

from mockfactory.double.building.allocation import compiled, make
from mockfactory.double.building.class_doubles import make_class
from mockfactory.double.recording.record import State


def nest(parent: State, annotation: object, label: str) -> object:
    """A double for what another double gives away; of `type[C]`, a class double.

    Args:
        parent: the inside of the double that gives it: the new one belongs to the same ledger.
        annotation: the declared type.
        label: what gives it: with the parent's name it is the name of the new one.
    """
    place = (parent.code, parent.line)
    if get_origin(annotation) is type:
        return make_class(get_args(annotation)[0], parent.ledger, place, nest)
    name = path_of(parent, label)
    return make(compiled(annotation), parent.ledger, place, nest, name=name, strict=parent.strict)


def path_of(parent: State, label: str) -> str:
    """`Client.session`; with a call in it where a call gave it: `Client.session()`, `Client()` of a class double."""
    base = parent.name or parent.spec.name
    if parent.spec.cls is None or (label == parent.spec.name and parent.double is None):
        return f"{base}()"
    member = parent.spec.members.get(label)
    if member is None:  # "pair[0]", "config.session": a part of what is given
        return f"{base}.{label}"
    return f"{base}.{label}" if member.call is None else f"{base}.{label}()"
