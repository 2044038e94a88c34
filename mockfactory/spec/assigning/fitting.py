"""Whether the values of one type certainly are values of another one, by the typing specification.

The opposite of `is_surely_no`, with much between the two: a type variable, a Protocol that is met by its members alone,
a bare `list`. None of these is certain. `Any` fits everything, and everything fits it, as for a type checker.
"""

from __future__ import annotations

import collections.abc
from typing import Any, Final, Literal

import typing_extensions

from mockfactory.spec.annotations.forms import arguments_in, is_any, is_type_form, is_union, origin_of
from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.assigning.arguments import arguments_as
from mockfactory.spec.assigning.entering import types_used
from mockfactory.spec.assigning.standing import NOTHING, Standing
from mockfactory.spec.assigning.types import class_of, plain
from mockfactory.spec.assigning.variances import declared_variances
from mockfactory.spec.looking.identity import is_one_of, same_type
from mockfactory.spec.looking.raw import module_name_of, mro_of

_MOST_NESTED: Final = 24
_OF_PYTHON: Final = ("builtins", "collections", "collections.abc")
_LITERALS: Final[tuple[object, ...]] = (Literal, typing_extensions.Literal)


def surely_fits(given: object, wanted: object, same: Standing = NOTHING, *, is_passed: bool = False) -> bool:
    """Whether each value that has one type certainly has another one too.

    Args:
        given: the type that the value has.
        wanted: the type that it should have.
        same: which classes count as which.
        is_passed: see `is_surely_no`.

    Example:
        >>> surely_fits(bool, int | None), surely_fits(int, str)
        (True, False)
        >>> from collections.abc import Sequence
        >>> surely_fits(list[bool], Sequence[int]), surely_fits(list[bool], list[int])
        (True, False)
    """
    return _Proof(same, is_passed=is_passed).fits(given, wanted, 0)


class _Proof:
    def __init__(self, same: Standing, *, is_passed: bool) -> None:
        self._same = same
        self._is_passed = is_passed

    def fits(self, given: object, wanted: object, depth: int) -> bool:
        """Whether it is certain."""
        if same_type(given, wanted):
            return True
        given, wanted = plain(given), plain(wanted)
        if given is Any or is_any(wanted) or wanted is object or same_type(given, wanted):
            return True
        if depth > _MOST_NESTED:
            return False
        depth += 1
        if is_union(given):
            return all(self.fits(arm, wanted, depth) for arm in arguments_in(given))
        if is_one_of(origin_of(given), _LITERALS):
            return all(self._is_value_of(value, wanted, depth) for value in arguments_in(given))
        if is_union(wanted):
            return any(self.fits(given, arm, depth) for arm in arguments_in(wanted))
        given_class, wanted_class = class_of(given), class_of(wanted)
        if given_class is None or wanted_class is None:
            return False
        if any(
            self._arguments_fit(asked, wanted, wanted_class, depth)
            for asked in self._same.ways(given, wanted_class, in_order=True)
        ):
            return True
        if self._is_passed and any(
            self._arguments_fit(given, asked, given_class, depth)
            for asked in self._same.ways_back(given_class, wanted, in_order=True)
        ):
            return True
        if _derives(given_class, wanted_class) and self._arguments_fit(given, wanted, wanted_class, depth):
            return True
        used = types_used(given, wanted)
        return used is not None and all(self.fits(one, other, depth) for one, other in used)

    def _back(self, given: object, wanted: object, depth: int) -> bool:
        return _Proof(self._same, is_passed=not self._is_passed).fits(given, wanted, depth)

    def _is_value_of(self, value: object, wanted: object, depth: int) -> bool:
        if is_union(wanted):
            return any(self._is_value_of(value, arm, depth) for arm in arguments_in(wanted))
        if is_one_of(origin_of(wanted), _LITERALS):
            return any(type(value) is type(one) and value == one for one in arguments_in(wanted))
        return self.fits(type(value), wanted, depth)

    def _arguments_fit(self, given: object, wanted: object, cls: type, depth: int) -> bool:
        """Whether the type arguments fit of two types that are both of one class."""
        asked = arguments_in(wanted)
        if not asked:
            return not any(map(_has_default, parameters_of(cls)))  # a bare `list` may have anything in it
        if is_one_of(cls, (collections.abc.Callable,)):
            return class_of(given) is cls and self._calls_fit(arguments_in(given), asked, depth)
        if cls is tuple:
            return class_of(given) is cls and self._tuples_fit(arguments_in(given), asked, depth)
        known = arguments_as(given, cls) or ()
        if cls is collections.abc.Awaitable and class_of(given) is collections.abc.Coroutine:
            known = arguments_in(given)[-1:]
        ways = ("out",) if cls is type else declared_variances(cls, len(asked))
        return len(known) == len(asked) == len(ways) and all(
            self._fits_as(way, one, other, depth) for way, one, other in zip(ways, known, asked, strict=True)
        )

    def _fits_as(self, way: str, given: object, wanted: object, depth: int) -> bool:
        if way == "out":
            return self.fits(given, wanted, depth)
        if way == "in":
            return self._back(wanted, given, depth)
        return same_type(given, wanted) or (
            way in ("both", "") and self.fits(given, wanted, depth) and self._back(wanted, given, depth)
        )

    def _calls_fit(self, given: tuple[object, ...], wanted: tuple[object, ...], depth: int) -> bool:
        if len(given) != len(wanted) or not all(map(is_type_form, (*given[:-1], *wanted[:-1]))):
            return False
        return self.fits(given[-1], wanted[-1], depth) and all(
            self._back(asked, taken, depth) for taken, asked in zip(given[:-1], wanted[:-1], strict=True)
        )

    def _tuples_fit(self, given: tuple[object, ...], wanted: tuple[object, ...], depth: int) -> bool:
        if wanted[-1] is Ellipsis and given:
            items = given[:1] if given[-1] is Ellipsis else given
            return all(self.fits(item, wanted[0], depth) for item in items)
        return len(given) == len(wanted) and all(
            self.fits(one, other, depth) for one, other in zip(given, wanted, strict=True)
        )


def _derives(given: type, wanted: type) -> bool:
    """Whether a class is written as a subclass of another one, or is one to everybody: a `list` is a `Sequence`."""
    if is_one_of(wanted, mro_of(given)):
        return True
    of_python = module_name_of(wanted) == "collections.abc" and module_name_of(given) in _OF_PYTHON
    return of_python and issubclass(given, wanted)


def _has_default(parameter: object) -> bool:
    """Whether a type parameter that is not said is something else than anything (PEP 696)."""
    has_default: object = getattr(parameter, "has_default", None)
    return callable(has_default) and bool(has_default())
