"""Classes that are members: of a module, or written in the body of a class. One stands for the other of its name."""

from __future__ import annotations

import dataclasses
from types import ModuleType

from mockfactory.rules.comparing.pair import Classes, Pair
from mockfactory.rules.comparing.standing import assumed
from mockfactory.spec import Kind, Member
from mockfactory.spec.annotations.forms import arguments_in, is_type_form
from mockfactory.spec.assigning.standing import Standing
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.refusals import is_refused


def with_classes(pair: Pair) -> Pair:
    """The pair, with the classes that both have under one name: to compare it, these are assumed to be pairs too."""
    found = tuple(_classes_of(pair))
    if not found:
        return pair
    more = [(one.given, one.asked) for one in found if not one.is_known]
    same = assumed(more, pair.same) if more else pair.same
    return dataclasses.replace(pair, classes=found, same=same)


def names_a_type(member: Member) -> bool:
    """Whether a name of a module is that of a type which is no class: an alias, a type variable, `NewType`."""
    if not isinstance(member.owner, ModuleType):
        return False
    value = vars(member.owner).get(member.name)
    return not is_class(value) and value is not None and is_type_form(value)


def _classes_of(pair: Pair) -> list[Classes]:
    found: list[Classes] = []
    for name, asked in pair.demanded.items():
        if asked.kind is not Kind.NESTED_CLASS:
            continue
        given = pair.impl.members.get(name)
        theirs, mine = _class_in(asked), None if given is None else _class_in(given)
        if theirs is None or mine is None or mine is theirs:
            continue
        if not any(mine is one.given and theirs is one.asked for one in found):  # an alias is told by its own name
            found.append(Classes(name, mine, theirs, _is_known(mine, theirs, pair.same)))
    return found


def _class_in(member: Member) -> type | None:
    if member.kind is not Kind.NESTED_CLASS:
        return None
    cls = next(iter(arguments_in(member.value.annotation)), None)
    return cls if is_class(cls) and not is_refused(cls) else None


def _is_known(given: type, asked: type, same: Standing) -> bool:
    return next(same.ways(given, asked), None) is not None
