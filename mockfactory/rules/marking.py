"""What `@stands_for` would mend: a class that is refused only because nobody knows that it stands for another one."""

from __future__ import annotations

from collections.abc import Iterator

from mockfactory.rules.comparing.others import is_installed, is_of_python
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.presence import missing
from mockfactory.spec import CallSpec, Hint, SpecError
from mockfactory.spec.annotations.forms import arguments_in
from mockfactory.spec.assigning.calls import results_met
from mockfactory.spec.assigning.standing import Standing, StandsFor
from mockfactory.spec.assigning.types import class_of, is_surely_no
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of, mro_of
from mockfactory.spec.looking.static import is_class, name_of
from mockfactory.spec.members.signatures import is_protocol


def mark_for_values(given: Hint, wanted: Hint, same: Standing, *, is_passed: bool = False) -> str:
    """The mark of one class with which a type would be right that is not; "" where no mark would do.

    Args:
        given: the type of what is given.
        wanted: what it should be.
        same: which classes count as which.
        is_passed: whether it is an argument, which the implementation takes: then that one's class is marked.
    """
    mine, theirs = (wanted, given) if is_passed else (given, wanted)
    for implementation in _classes_in(mine.annotation):
        for interface in _classes_in(theirs.annotation):
            if not _may_stand(implementation, interface):
                continue
            marked = Standing([StandsFor(implementation, interface)], same)
            if not is_surely_no(given.annotation, wanted.annotation, marked, is_passed=is_passed):
                asked = name_of(interface)
                return f"write @stands_for({asked}) above {name_of(implementation)}, if it stands for {asked}"
    return ""


def mark_for_results(given: CallSpec, asked: CallSpec, same: Standing) -> str:
    """The same for what a call gives."""
    for _, one, other in results_met(given, asked):
        if one.unchecked is None and other.unchecked is None and is_surely_no(one.annotation, other.annotation, same):
            return mark_for_values(one, other, same)
    return ""


def _classes_in(annotation: object) -> Iterator[type]:
    cls = class_of(annotation)
    if cls is not None:
        yield cls
    if not is_class(annotation):
        for one in arguments_in(annotation):
            yield from _classes_in(one)


def _may_stand(implementation: type, interface: type) -> bool:
    """Whether somebody here may write a mark, and the class has all that it would stand for.

    A Protocol needs no mark: a class that has its members meets it.
    """
    if is_protocol(interface) or is_of_python(interface) or is_of_python(implementation):
        return False
    if is_one_of(implementation, mro_of(interface)) or is_one_of(interface, mro_of(implementation)):
        return False
    if is_installed(module_name_of(implementation)):
        return False
    try:
        return not any(missing(pair_of(implementation, interface)))
    except SpecError:
        return False
