"""`check_substitutable`."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator
from typing import Final

from mockfactory.rules.attributes import other_attributes
from mockfactory.rules.calling import other_defaults, refused_calls
from mockfactory.rules.certain import other_members_made
from mockfactory.rules.comparing.classes import names_a_type, with_classes
from mockfactory.rules.comparing.making import makes_nothing
from mockfactory.rules.comparing.naming import as_known
from mockfactory.rules.comparing.others import home_of
from mockfactory.rules.comparing.pair import Classes, Meeting, Pair
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.constructors import other_constructor
from mockfactory.rules.kinds import as_called, other_binding, other_kinds, other_uses
from mockfactory.rules.mocks import mocked
from mockfactory.rules.natures import other_nature
from mockfactory.rules.presence import beyond, left_open, missing
from mockfactory.rules.raising import declared, other_errors
from mockfactory.rules.shadowing import as_shadowed, is_shadowed, untold_lambda
from mockfactory.rules.solving import other_arguments, unsolved
from mockfactory.rules.telling.findings import Finding, Report, in_order
from mockfactory.rules.telling.places import file_of
from mockfactory.rules.types import other_results, other_values
from mockfactory.rules.unset import unset
from mockfactory.rules.untold import untold
from mockfactory.rules.unwritten import unwritten
from mockfactory.spec import Spec, SpecError, SpecKind
from mockfactory.spec.check.options import with_options
from mockfactory.spec.looking.raw import module_name_of, qualified_name_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.signatures import is_protocol

_OF_THE_WHOLE: Final[tuple[Callable[[Pair], Iterator[Finding]], ...]] = (
    missing, unset, other_nature, left_open, makes_nothing, unwritten, unsolved, other_arguments, untold, beyond,
)  # fmt: skip
_MOST_NESTED: Final = 3
"""A class in a class in a class of a module; nobody writes more of them."""
_OF_A_MEMBER: Final[tuple[Callable[[Meeting], Iterator[Finding]], ...]] = (
    other_binding, refused_calls, other_uses, other_results, other_members_made, other_defaults, other_attributes,
    other_values, other_errors, untold_lambda,
)  # fmt: skip


def check_substitutable(impl: object, iface: object, /, *, raises: tuple[type[BaseException], ...] = ()) -> Report:
    """Whether a class can stand where an interface is asked for, by every rule, and why not.

    No code of either is run: both are read as their doubles' specs are.

    Args:
        impl: a class: a hand-written fake, a real implementation; or a function.
        iface: what it stands for: a class, an ABC, a Protocol, one with type arguments (`Repo[User]`); or a function,
            or a callable type (`Callable[[int], str]`), for which a class whose objects can't be called is called
            itself, and makes one.
        raises: the errors that the interface may raise, as `double(..., raises=...)` takes them; an implementation
            then raises no others. An interface without any declares nothing.

    Returns:
        What was found. `report.substitutable` is the verdict, `str(report)` tells it all.

    Raises:
        SpecError: one of them is nothing that promises anything.
        MisuseError: `raises` is no tuple of exception classes.

    Example:
        >>> from typing import Protocol
        >>> from mockfactory.verification import check_substitutable
        >>> class Mailer(Protocol):
        ...     def send(self, to: str, *, urgent: bool = False) -> bool: ...
        >>> class FakeMailer:
        ...     def send(self, to: str) -> bool: ...
        >>> report = check_substitutable(FakeMailer, Mailer)
        >>> report.substitutable
        False
        >>> print(report.findings[0])
        incompatible: FakeMailer.send() can't take every call: it takes no argument 'urgent' (rule 7)
          promised:  send(to: str, *, urgent: bool = False) -> bool
          came:      send(to: str) -> bool
          mend:      add urgent: bool = False
    """
    return judged(with_classes(pair_of(impl, iface, declared(raises))))


def judged(pair: Pair, *, rules: bool = True) -> Report:
    """What the rules find of a pair; nothing where they are not asked."""
    found = in_order(_found(pair) if rules else ())
    return Report(_title(pair.impl), _title(pair.iface), found, file=file_of(pair.impl.cls))


def _found(pair: Pair, depth: int = 0) -> Iterator[Finding]:
    for rule in _OF_THE_WHOLE:
        yield from rule(pair)
    if pair.is_called:
        yield from other_constructor(pair)
    for name in pair.demanded:
        yield from of_member(pair, name)
    if depth < _MOST_NESTED:
        for one in pair.classes:
            yield from _of_classes(one, pair, depth + 1)


def _of_classes(met: Classes, outer: Pair, depth: int) -> Iterator[Finding]:
    """What is found of a class that is a member: callers call it, so its constructor counts."""
    try:
        pair = with_classes(pair_of(met.given, met.asked, known=outer.same))
    except SpecError:
        return
    is_base = is_protocol(met.asked) or inspect.isabstract(met.asked)
    called = dataclasses.replace(pair, is_called=True)
    for finding in other_constructor(called) if met.is_known else _found(called, depth):
        if finding.rule == 29 and is_base:  # nobody makes an object of the real one either
            continue
        members = tuple(f"{met.name}.{one}" for one in finding.members)
        line = finding.line if file_of(met.given) == file_of(outer.impl.cls) else None
        yield dataclasses.replace(
            finding, member=f"{met.name}.{finding.member}".rstrip("."), members=members, line=line
        )


def of_member(pair: Pair, name: str) -> Iterator[Finding]:
    """What the rules find of one member that is demanded."""
    asked, given = pair.demanded[name], pair.impl.members.get(name)
    if given is None or names_a_type(asked):
        return
    met = Meeting(pair, asked, given)
    is_other = is_shadowed(met)
    if not is_other and pair.inherits(asked, given):
        return
    given = with_options((as_shadowed(met) if is_other else met).given)
    met = Meeting(pair, as_known(with_options(asked), given), given)
    of_mock = list(mocked(met))
    if of_mock:
        yield from of_mock
        return
    yield from other_kinds(met)
    called = as_called(met)
    for judge in _OF_A_MEMBER:
        yield from judge(called)


def _title(spec: Spec) -> str:
    if spec.cls is None:
        module = home_of(spec) if spec.kind is SpecKind.FUNCTION else ""
        return spec.name if module in ("", "builtins", "__main__") else f"{module}.{spec.name}"
    module = module_name_of(spec.cls)
    name = qualified_name_of(spec.cls) + spec.name.removeprefix(name_of(spec.cls))
    return name if module in ("builtins", "__main__") else f"{module}.{name}"
