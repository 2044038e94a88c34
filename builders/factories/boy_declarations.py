"""What stands behind the declarations of factory_boy: other factories, and values that are declared as they are."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import factory.declarations
import factory.enums
import factory.fuzzy

UNKNOWN_TIMES: Final = 100
"""How many objects a list is thought to have at most whose size is a function."""
_MUTABLE: Final = (list, dict, set, bytearray)
_SIMPLE: Final = (
    factory.declarations.LazyFunction,
    factory.declarations.LazyAttribute,
    factory.declarations.SelfAttribute,
    factory.declarations.Iterator,
    factory.declarations.Sequence,
    factory.fuzzy.BaseFuzzyAttribute,
)


@dataclass(frozen=True, slots=True)
class Inner:
    """The factory that makes a field's object, or its list or dict.

    Attributes:
        factory: the class.
        said: what the declaration says beyond the factory: values, or declarations.
        times: how many objects it makes, as far as is known.
        kind: "list" or "dict" where `said` holds its items, "object" otherwise.
    """

    factory: Any
    said: Mapping[str, object]
    times: int
    kind: str


def inner_of(declaration: object) -> Inner | None:
    """What makes objects for a declaration; `None` where nothing does."""
    declarations = factory.declarations
    if not isinstance(declaration, declarations.SubFactory | declarations.RelatedFactory):
        return None
    class_: Any = None
    # A factory that is named by text may not be there, and may not be needed: factory_boy says so when it is.
    with contextlib.suppress(Exception):
        class_ = cast("Any", declaration).get_factory()
    if class_ is None:
        return None
    if isinstance(declaration, declarations.RelatedFactory):
        size: object = getattr(declaration, "size", 1)
        said = {**cast("Any", declaration).defaults, **({declaration.name: None} if declaration.name else {})}
        return Inner(class_, said, size if isinstance(size, int) else UNKNOWN_TIMES, "object")
    kinds = (("list", declarations.List), ("dict", declarations.Dict))
    kind = next((name for name, type_ in kinds if isinstance(declaration, type_)), "object")
    return Inner(class_, cast("Any", declaration)._defaults, 1, kind)


Known = Mapping[str, bool]
"""What traits and other deciders are, as far as it is known before an object is built."""


def known_of(class_: Any, said: Mapping[str, object]) -> Known:
    """What the deciders of a factory are: given, or declared as plain values; traits are off that nobody asks for.

    Args:
        class_: the factory.
        said: what goes before its declarations.
    """
    meta = class_._meta
    traits = [each for each in meta.parameters.values() if isinstance(each, factory.declarations.Trait)]
    others = {name for trait in traits for name in cast("Any", trait).overrides}
    known = {name: False for name, each in meta.parameters.items() if each in traits and name not in others}
    for name, value in {**meta.declarations, **said}.items():
        choice = truth_of(value)
        if choice is None:
            known.pop(name, None)
        else:
            known[name] = choice
    return known


def truth_of(value: object) -> bool | None:
    """What a value decides; `None` where that is not known: a declaration, or an object that may not say it."""
    return bool(value) if value is None or isinstance(value, bool | int | str) else None


def arms_of(declaration: object, known: Known | None = None) -> Iterator[object]:
    """The declarations that a field may have, by its traits.

    Args:
        declaration: the field's.
        known: what is known of those that decide.
    """
    if not isinstance(declaration, factory.declarations.Maybe):
        yield declaration
        return
    decider: object = cast("Any", declaration).decider
    choice = (known or {}).get(getattr(decider, "attribute_name", ""))
    if choice is not False:
        yield from arms_of(declaration.yes, known)
    if choice is not True:
        yield from arms_of(declaration.no, known)


def takes_no_parts(declaration: object) -> bool:
    """Whether factory_boy would drop parts in silence. Other declarations use them: `Faker`, for instance."""
    return isinstance(declaration, _SIMPLE) or cast("Any", factory.enums).get_builder_phase(declaration) is None


def declared_values(class_: Any) -> Iterator[object]:
    """The lists, dicts and sets that a factory and the factories in it declare as they are."""
    for declaration in _everything(class_, set()):
        if type(declaration) in _MUTABLE:
            yield declaration


def _everything(class_: Any, seen: set[object]) -> Iterator[object]:
    if class_ in seen:
        return
    seen.add(class_)
    yield from _within(class_._meta.declarations, seen)


def _within(declared: Mapping[str, object], seen: set[object]) -> Iterator[object]:
    for declaration in declared.values():
        for arm in arms_of(declaration):
            yield arm
            inner = inner_of(arm)
            if inner is not None:
                yield from _within(inner.said, seen)
                yield from _everything(inner.factory, seen)


def times_within(class_: Any, given: Mapping[str, object]) -> dict[Any, int]:
    """How often each sequence is asked for by one object of a factory, as far as its declarations say.

    Args:
        class_: the factory.
        given: what goes before its declarations.

    Returns:
        Numbers by the options of the factory that owns the sequence.
    """
    found: dict[Any, int] = {}
    _count(class_, given, 1, (), found)
    return found


def _count(class_: Any, given: Mapping[str, object], times: int, above: tuple[Any, ...], found: dict[Any, int]) -> None:
    counter = class_._meta.counter_reference
    found[counter] = found.get(counter, 0) + times
    if class_ not in above:
        known = known_of(class_, given)
        _count_in({**class_._meta.declarations, **given}, times, (*above, class_), found, known)


def _count_in(
    declared: Mapping[str, object], times: int, above: tuple[Any, ...], found: dict[Any, int], known: Known
) -> None:
    for declaration in declared.values():
        most: dict[Any, int] = {}
        for arm in arms_of(declaration, known):
            inner = inner_of(arm)
            if inner is None:
                continue
            here: dict[Any, int] = {}
            if inner.kind == "object":
                _count(inner.factory, inner.said, times * inner.times, above, here)
            else:
                # It counts with the object that it is in.
                _count_in(inner.said, times, above, here, {})
            most = {each: max(most.get(each, 0), here.get(each, 0)) for each in {**most, **here}}
        for counter, number in most.items():
            found[counter] = found.get(counter, 0) + number
