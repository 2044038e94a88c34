"""What `@stands_for` would mend: a class that is refused only because nobody knows that it stands for another one."""

from __future__ import annotations

from collections.abc import Iterator

from mockfactory.rules.comparing.others import home_of, is_installed, is_of_python
from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.presence import missing
from mockfactory.rules.telling.apart import names_of
from mockfactory.spec import CallSpec, Hint, SpecError
from mockfactory.spec.annotations.forms import arguments_in
from mockfactory.spec.assigning.calls import results_met
from mockfactory.spec.assigning.standing import Standing, StandsFor
from mockfactory.spec.assigning.types import class_of, is_surely_no
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of, mro_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.signatures import is_protocol


def mark_for_values(given: Hint, wanted: Hint, pair: Pair, *, is_passed: bool = False) -> str:
    """The mark of one class with which a type would be right that is not; "" where no mark would do.

    Args:
        given: the type of what is given.
        wanted: what it should be.
        pair: that is compared.
        is_passed: whether it is an argument, which the implementation takes: then that one's class is marked.
    """
    mine, theirs = (wanted, given) if is_passed else (given, wanted)
    for implementation in _classes_in(mine.annotation):
        for interface in _classes_in(theirs.annotation):
            if any(pair.same.ways(implementation, interface)) or not _may_stand(implementation, interface, pair):
                continue
            marked = Standing([StandsFor(implementation, interface)], pair.same)
            if not is_surely_no(given.annotation, wanted.annotation, marked, is_passed=is_passed):
                own, asked = names_of(implementation, interface)
                return f"write @stands_for({asked}) above {own}, if it stands for {asked}"
    return ""


def mark_for_results(given: CallSpec, asked: CallSpec, pair: Pair) -> str:
    """The same for what a call gives."""
    for _, one, other in results_met(given, asked):
        known = one.unchecked is None and other.unchecked is None
        if known and is_surely_no(one.annotation, other.annotation, pair.same):
            return mark_for_values(one, other, pair)
    return ""


def _classes_in(annotation: object) -> Iterator[type]:
    cls = class_of(annotation)
    if cls is not None:
        yield cls
    if not is_class(annotation):
        for one in arguments_in(annotation):
            yield from _classes_in(one)


def _may_stand(implementation: type, interface: type, pair: Pair) -> bool:
    """Whether somebody here may write a mark, and the class has all that it would stand for.

    A Protocol needs no mark: a class that has its members meets it.
    """
    if is_protocol(interface) or is_of_python(interface) or is_of_python(implementation):
        return False
    if is_one_of(implementation, mro_of(interface)) or is_one_of(interface, mro_of(implementation)):
        return False
    if is_installed(module_name_of(implementation)) or _is_real(implementation, interface, pair):
        return False
    try:
        return not any(missing(pair_of(implementation, interface)))
    except SpecError:
        return False


def _is_real(implementation: type, interface: type, pair: Pair) -> bool:
    """Whether a class is written where the real ones are, and not where the fakes are: nobody marks it."""
    home, real, fakes = module_name_of(implementation), module_name_of(interface), home_of(pair.impl)
    if home == fakes:
        return False
    return home == real or _package(home) == _package(real) != _package(fakes)


def _package(module: str) -> str:
    return module.partition(".")[0]
