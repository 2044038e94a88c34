"""Rule 17: an interface that is asked for without type arguments stands for one type in all of its members."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from mockfactory.rules.comparing.met import types_met
from mockfactory.rules.comparing.naming import is_of_python
from mockfactory.rules.comparing.pair import Pair, written
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec.annotations.forms import arguments_in
from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.assigning.arguments import arguments_as
from mockfactory.spec.assigning.standing import Standing
from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.assigning.variables import Bound, bounds_in, holds
from mockfactory.spec.check.words import cut_union, describe_type


class _Said(NamedTuple):
    """What one member says of a type variable."""

    member: str
    bound: Bound

    @property
    def words(self) -> str:
        return f"{self.member} has {cut_union(describe_type(self.bound.type))}"


def unsolved(pair: Pair) -> Iterator[Finding]:
    """Each type variable of the interface for which no one type would do: the members disagree.

    Where the interface is asked for with arguments, or the implementation inherits it with some, the members are
    compared with these instead.
    """
    if pair.iface.cls is None or pair.iface.target is not pair.iface.cls:
        return
    variables = [one for one in parameters_of(pair.iface.cls) if isinstance(one, TypeVar)]
    if not variables:
        return
    said = list(_said(pair, variables))
    for variable in variables:
        own = [one for one in said if one.bound.variable is variable]
        problem = _disagreement(variable, own, pair.same)
        if problem is None:
            continue
        member, words = problem
        yield Finding(
            17, Severity.INCOMPATIBLE, member,
            f"{pair.impl.name} fits {pair.iface.name} with no one type for {variable.__name__}: {words}",
            promised=written(pair.demanded[member]), came=written(pair.impl.members[member]),
        )  # fmt: skip


def other_arguments(pair: Pair) -> Iterator[Finding]:
    """What an implementation inherits a generic class of the standard library with, whose methods say no types."""
    cls, asked = pair.iface.cls, pair.iface.target
    if cls is None or not arguments_in(asked) or not is_of_python(cls):
        return
    known = arguments_as(pair.impl.target, cls)
    if known and is_surely_no(pair.impl.target, asked):
        problem = f"{pair.impl.name} is {cls.__name__}[{_listed(known)}], not {pair.iface.name}"
        yield Finding(17, Severity.INCOMPATIBLE, "", problem)


def _said(pair: Pair, variables: Sequence[TypeVar]) -> Iterator[_Said]:
    for name, asked in pair.demanded.items():
        given = pair.impl.members.get(name)
        if given is None or pair.inherits(asked, given):
            continue
        title = f"{name}()" if asked.call is not None else name
        for one, other in types_met(given, asked):
            if holds(one, variables) or holds(other, variables):
                yield from (_Said(title, bound) for bound in bounds_in(one, other, variables))


def _disagreement(variable: TypeVar, said: Sequence[_Said], same: Standing) -> tuple[str, str] | None:
    """The member that does not fit the others, and why; None where one type would do for all."""
    for one, other in itertools.product(said, said):
        if one.bound.is_lower and not other.bound.is_lower and is_surely_no(one.bound.type, other.bound.type, same):
            return _name(other), f"{one.words}, and {other.words}"
    lower = [one for one in said if one.bound.is_lower]
    bound: object = variable.__bound__
    for one in lower:
        if bound is not None and is_surely_no(one.bound.type, bound, same):
            return _name(one), f"{one.words}, which is no {describe_type(bound)}"
    choices: tuple[object, ...] = variable.__constraints__
    if choices and not any(all(_may_be(choice, one.bound, same) for one in said) for choice in choices):
        return _name(said[0]), f"{'; '.join(one.words for one in said)}, and it is one of {_listed(choices)}"
    return None


def _may_be(choice: object, bound: Bound, same: Standing) -> bool:
    return not (is_surely_no(bound.type, choice, same) if bound.is_lower else is_surely_no(choice, bound.type, same))


def _listed(types: Sequence[object]) -> str:
    return ", ".join(map(describe_type, types))


def _name(one: _Said) -> str:
    return one.member.removesuffix("()")
