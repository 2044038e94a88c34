"""Whether the values of one type are certainly no values of another, by the typing specification.

What is not known (`Any`, a type variable, a name that is not defined, arguments that are not said) is never certain.
Items of containers that can change are compared as if they were only read: who writes into one is not seen here.
"""

from __future__ import annotations

import collections.abc
import enum
import sys
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, TypeVar, cast

import typing_extensions

from mockfactory.spec.annotations.forms import (
    arguments_in,
    bare_of,
    class_of_bare,
    is_type_alias,
    is_type_form,
    is_union,
    origin_of,
)
from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.annotations.parameters import bind, replace
from mockfactory.spec.assigning.arguments import arguments_as
from mockfactory.spec.assigning.keys import keys_of
from mockfactory.spec.assigning.standing import NOTHING, Standing
from mockfactory.spec.check import compile_check
from mockfactory.spec.looking.identity import is_one_of, same_type
from mockfactory.spec.looking.raw import module_name_of, mro_of, qualified_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.model import Hint

_MOST_NESTED: Final = 24
_LITERALS: Final[tuple[object, ...]] = (Literal, typing_extensions.Literal)
_TEXTS: Final[tuple[object, ...]] = (typing.LiteralString, typing_extensions.LiteralString)
_QUALIFIERS: Final[tuple[object, ...]] = (
    typing.Final, typing.ClassVar, typing.Required, typing.NotRequired,
    typing_extensions.Required, typing_extensions.NotRequired, typing_extensions.ReadOnly,
)  # fmt: skip
_PROMOTED: Final[tuple[tuple[type, type], ...]] = (
    (int, float), (int, complex), (float, complex), (bytearray, bytes), (memoryview, bytes),
)  # fmt: skip
"""What counts as another type without being one: the numeric tower of the typing specification, and the older one of
bytes."""


def is_surely_no(given: object, wanted: object, same: Standing = NOTHING, *, is_passed: bool = False) -> bool:
    """Whether a value that has one type certainly need not have another one.

    Args:
        given: the type that the value has.
        wanted: the type that it should have.
        same: which classes count as which.
        is_passed: whether the value is an argument: an interface is given `given`, and what stands for it takes
            `wanted`. What stands for an interface is passed where the interface may be.

    Example:
        >>> is_surely_no(int, str), is_surely_no(bool, int), is_surely_no(int | None, int)
        (True, False, True)
        >>> from typing import Any
        >>> is_surely_no(Any, str), is_surely_no(list[Any], list[str]), is_surely_no(list[int], list[str])
        (False, False, True)
    """
    return _Comparison(same, is_passed=is_passed).differs(given, wanted, 0)


class _Comparison:
    def __init__(self, same: Standing, *, is_passed: bool, above: Sequence[object] = ()) -> None:
        self._same = same
        self._is_passed = is_passed
        self._above = above

    def differs(self, given: object, wanted: object, depth: int) -> bool:
        """Whether it is certain that not every value of `given` is one of `wanted`."""
        if _are_alike(given, wanted):
            return False
        given, wanted = plain(given), plain(wanted)
        if depth > _MOST_NESTED or given is wanted or wanted is object or _is_open(given) or _is_open(wanted):
            return False
        depth += 1
        if is_union(given):
            return any(self.differs(arm, wanted, depth) for arm in arguments_in(given))
        if is_one_of(origin_of(given), _LITERALS):
            return _values_differ(arguments_in(given), wanted)
        if is_union(wanted):
            return all(self.differs(given, arm, depth) for arm in arguments_in(wanted))
        if is_one_of(origin_of(wanted), _LITERALS):
            return _is_no_literal(given, arguments_in(wanted))
        if typing_extensions.is_typeddict(given) or typing_extensions.is_typeddict(wanted):
            return _is_no_mapping(given, wanted) or self._keys_differ(given, wanted, depth)
        given_class, wanted_class = class_of(given), class_of(wanted)
        if given_class is None or wanted_class is None:
            return False
        if self._counts(given, wanted, given_class, wanted_class, depth):
            return False
        if _classes_differ(given_class, wanted_class):
            return True
        return self._arguments_differ(given, wanted, given_class, wanted_class, depth)

    def _counts(self, given: object, wanted: object, given_class: type, wanted_class: type, depth: int) -> bool:
        """Whether one class counts as the other, with type arguments that may be the same."""
        for asked in self._same.ways(given, wanted_class):
            if not self._arguments_differ(asked, wanted, class_of(asked) or given_class, wanted_class, depth):
                return True
        back = self._same.ways_back(given_class, wanted) if self._is_passed else ()
        return any(not self._arguments_differ(given, asked, given_class, given_class, depth) for asked in back)

    def _differs_back(self, given: object, wanted: object, depth: int) -> bool:
        """The same of what goes the other way: into a value that comes out, or out of one that goes in."""
        return _Comparison(self._same, is_passed=not self._is_passed, above=self._above).differs(given, wanted, depth)

    def _arguments_differ(
        self, given: object, wanted: object, given_class: type, wanted_class: type, depth: int
    ) -> bool:
        asked = arguments_in(wanted)
        if not asked:
            return False
        if is_one_of(wanted_class, (collections.abc.Callable,)):
            if given_class is type:  # a call of a class gives an object of it; how it is called is not said here
                made = arguments_in(given)
                return bool(made) and self.differs(made[0], asked[-1], depth)
            return given_class is wanted_class and self._calls_differ(arguments_in(given), asked, depth)
        if wanted_class is type:
            known = arguments_in(given) if given_class is type else ()
            return bool(known) and self.differs(known[0], asked[0], depth)
        if wanted_class is tuple and given_class is tuple:
            return self._tuples_differ(arguments_in(given), asked, depth)
        known = arguments_as(given, wanted_class) or ()
        variances = variances_of(wanted_class, len(asked))
        return any(
            self._differ_as(variance, one, other, depth)
            for one, other, variance in zip(known, asked, variances, strict=False)
        )

    def _differ_as(self, variance: str, given: object, wanted: object, depth: int) -> bool:
        if variance == "out":
            return self.differs(given, wanted, depth)
        if variance == "in":
            return self._differs_back(wanted, given, depth)
        return self.differs(given, wanted, depth) and self._differs_back(wanted, given, depth)

    def _keys_differ(self, given: object, wanted: object, depth: int) -> bool:
        """Whether one TypedDict lacks a key of another one, or has something else there.

        Source: the typing specification, "Typed dictionaries": assignability.
        """
        mine, theirs = keys_of(given), keys_of(wanted)
        if mine is None or theirs is None or any(same_type(given, one) for one in self._above):
            return False  # of two that hold themselves, the rest is compared
        inside = _Comparison(self._same, is_passed=self._is_passed, above=[*self._above, given])
        for name, asked in theirs.items():
            key = mine.get(name)
            if asked.is_required and (key is None or not key.is_required):
                return True
            if key is not None and inside.differs(key.type, asked.type, depth):
                return True
        return False

    def _calls_differ(self, given: tuple[object, ...], wanted: tuple[object, ...], depth: int) -> bool:
        if not given or is_one_of(Ellipsis, (*given[:-1], *wanted[:-1])):
            return bool(given) and self.differs(given[-1], wanted[-1], depth)
        if any(not is_type_form(one) or _is_packed(one) for one in (*given[:-1], *wanted[:-1])):
            return False
        if len(given) != len(wanted) or self.differs(given[-1], wanted[-1], depth):
            return True
        return any(
            self._differs_back(asked, taken, depth) for taken, asked in zip(given[:-1], wanted[:-1], strict=True)
        )

    def _tuples_differ(self, given: tuple[object, ...], wanted: tuple[object, ...], depth: int) -> bool:
        if not given or any(_is_packed(one) for one in (*given, *wanted)):
            return False
        if wanted[-1] is Ellipsis:
            items = given[:1] if given[-1] is Ellipsis else given
            return any(self.differs(item, wanted[0], depth) for item in items)
        if given[-1] is Ellipsis:
            return any(self.differs(given[0], item, depth) for item in wanted)
        return len(given) != len(wanted) or any(
            self.differs(one, other, depth) for one, other in zip(given, wanted, strict=True)
        )


def _are_alike(given: object, wanted: object) -> bool:
    """Whether two types are written alike, as most are: the same classes in the same places."""
    if type(given) is not types.GenericAlias or type(wanted) is not types.GenericAlias:
        return given is wanted
    mine, theirs = given.__args__, wanted.__args__
    if given.__origin__ is not wanted.__origin__ or len(mine) != len(theirs):
        return False
    return all(one is other for one, other in zip(mine, theirs, strict=True))


def plain(annotation: object) -> object:
    """What an annotation says of the values alone: no `Annotated`, no alias, no qualifier, no new name for a type."""
    for _ in range(_MOST_NESTED):
        origin = origin_of(annotation)
        if origin is typing.Annotated:
            annotation = bare_of(annotation)
        elif is_one_of(origin, _QUALIFIERS):
            annotation = (*arguments_in(annotation), Any)[0]
        elif isinstance(annotation, typing.NewType):
            annotation = annotation.__supertype__
        elif is_type_alias(annotation):
            annotation = cast("Any", annotation).__value__
        elif is_type_alias(origin):
            alias = cast("Any", origin)
            annotation = replace(alias.__value__, bind(alias.__type_params__, arguments_in(annotation)))
        elif is_one_of(annotation, _TEXTS):
            return str
        else:
            return types.NoneType if annotation is None else class_of_bare(annotation)
    return Any


def _is_open(annotation: object) -> bool:
    """Whether it says nothing that could be compared."""
    if is_union(annotation) or class_of(annotation) is not None or typing_extensions.is_typeddict(annotation):
        return False
    return not is_one_of(origin_of(annotation), _LITERALS)


def class_of(annotation: object) -> type | None:
    """The class of a class or of an alias of one; None for all else, and for what is only a shape."""
    origin = origin_of(annotation)
    cls = origin if is_class(origin) else annotation
    if not is_class(cls) or cls is Any or is_union(annotation):
        return None
    # A mock is whatever it is told to be.
    return None if any(module_name_of(base) == "unittest.mock" for base in mro_of(cls)) else cls


def _is_packed(annotation: object) -> bool:
    """Whether several types may stand where one is written."""
    if isinstance(annotation, (typing.TypeVarTuple, typing.ParamSpec)) or annotation == ():
        return isinstance(annotation, (typing.TypeVarTuple, typing.ParamSpec))
    if getattr(annotation, "__unpacked__", False) is True:
        return True
    return is_one_of(
        origin_of(annotation),
        (typing.Unpack, typing.Concatenate, typing_extensions.Unpack, typing_extensions.Concatenate),
    )


def _classes_differ(given: type, wanted: type) -> bool:
    bases = mro_of(given)
    if is_one_of(wanted, bases) or any(wanted is to and is_one_of(one, bases) for one, to in _PROMOTED):
        return False
    if (module_name_of(given), qualified_name_of(given)) == (module_name_of(wanted), qualified_name_of(wanted)):
        return False  # one class twice: its module was loaded again
    if is_protocol(wanted):
        from mockfactory.spec.check.conformance import Demands
        from mockfactory.spec.check.subjects import Subject

        return Demands(wanted, compile_check).problem(Subject.of_class(given)) is not None
    try:
        return not issubclass(given, wanted)
    except Exception:  # a metaclass may refuse to say
        return False


def _is_no_mapping(given: object, wanted: object) -> bool:
    """Whether, of a TypedDict and another type, one is no mapping at all."""
    for typed, other in ((given, wanted), (wanted, given)):
        cls = class_of(other)
        if typing_extensions.is_typeddict(typed) and cls is not None and not typing_extensions.is_typeddict(other):
            return _classes_differ(*((dict, cls) if typed is given else (cls, collections.abc.Mapping)))
    return False


def _values_differ(values: Iterable[object], wanted: object) -> bool:
    check = compile_check(Hint(wanted))
    return check is not None and not all(check.accepts(value) for value in values)


def _is_no_literal(given: object, values: tuple[object, ...]) -> bool:
    """Whether a type has other values than these. A `bool` and an enum have so many, and may all be named."""
    cls = class_of(given)
    if cls is None:
        return False
    if cls is types.NoneType:
        return None not in values
    if cls is bool:
        return not {True, False} <= {value for value in values if type(value) is bool}
    if issubclass(cls, enum.Enum):
        return not all(any(member is value for value in values) for member in cls)
    return True


def variances_of(cls: type, count: int) -> tuple[str, ...]:
    """For each type argument, whether values come out of it, go in, or it is not known which."""
    if cls is collections.abc.Generator or cls is collections.abc.AsyncGenerator:
        return ("out", "in", "out")
    if cls is collections.abc.Coroutine:
        return ("", "", "out")
    if module_name_of(cls).partition(".")[0] in ("builtins", "collections", "contextlib", "typing", "_collections_abc"):
        return ("out",) * count
    if module_name_of(cls).partition(".")[0] in sys.stdlib_module_names and not parameters_of(cls):
        return ("",) * count  # its stub alone says what it does with them
    found: list[str] = []
    for parameter in cast("tuple[object, ...]", getattr(cls, "__parameters__", ())):
        if not isinstance(parameter, TypeVar):
            return ("",) * count
        found.append("out" if parameter.__covariant__ else "in" if parameter.__contravariant__ else "")
    return tuple(found)
