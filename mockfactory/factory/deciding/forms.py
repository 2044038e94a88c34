"""Type expressions that are no class: unions, `Annotated`, new names for types, literals, callables."""

from __future__ import annotations

import collections
import collections.abc
import inspect
import types
import typing
from collections.abc import Callable
from typing import Any, Final, Literal, get_args, get_origin

import typing_extensions

from mockfactory.factory.deciding.judgement import Judgement, Nature, Part
from mockfactory.spec.annotations.forms import is_type_alias, is_union
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.identity import ByIdentity, is_one_of
from mockfactory.spec.looking.static import is_class

Judge = Callable[[object, bool], Judgement]
"""Judges another annotation; the flag says that it is a part of something."""

_MADE_OF_LISTS: Final[dict[object, Callable[[Any], object]]] = {
    list: list, set: set, frozenset: frozenset, tuple: tuple, collections.deque: collections.deque,
    collections.abc.Sequence: list, collections.abc.MutableSequence: list, collections.abc.Collection: list,
    collections.abc.Iterable: list, collections.abc.Container: list, collections.abc.Reversible: list,
    collections.abc.Set: set, collections.abc.MutableSet: set, collections.abc.Iterator: iter,
}  # fmt: skip
COLLECTIONS: Final = ByIdentity(_MADE_OF_LISTS.items())
"""Collections of one item type, and how they are made of a list."""
_LATER: Final[tuple[object, ...]] = (
    collections.abc.AsyncIterator, collections.abc.AsyncIterable, collections.abc.AsyncGenerator,
    collections.abc.Generator, collections.abc.Awaitable, collections.abc.Coroutine, collections.abc.KeysView,
    collections.abc.ValuesView, collections.abc.ItemsView, types.MappingProxyType, collections.defaultdict,
    collections.Counter, collections.ChainMap,
)  # fmt: skip
"""What builders build of values, and what is doubled otherwise."""
MAPPINGS: Final[tuple[object, ...]] = (
    dict, collections.abc.Mapping, collections.abc.MutableMapping, collections.OrderedDict,
)  # fmt: skip
_CALLABLES: Final[tuple[object, ...]] = (vars(collections.abc)["Callable"], vars(typing)["Callable"])
_LITERALS: Final[tuple[object, ...]] = (Literal, typing_extensions.Literal)
_QUALIFIERS: Final[tuple[object, ...]] = (
    typing.Final, typing.ClassVar, typing.Required, typing.NotRequired,
    typing_extensions.Required, typing_extensions.NotRequired, typing_extensions.ReadOnly,
)  # fmt: skip
_VALUE_FORMS: Final[tuple[object, ...]] = (typing.LiteralString, typing_extensions.LiteralString)


def judge_form(annotation: object, is_part: bool, judge: Judge) -> Judgement | None:
    """Judge what is no class; None for a class, or an alias of a class that is no collection.

    Args:
        annotation: the type expression.
        is_part: whether it is the type of a field or an item. There, a function is a value like any other.
        judge: judges the types inside.
    """
    if annotation is None or annotation is types.NoneType:
        return Judgement(Nature.VALUE, "None is a plain value")
    reason = _why_unknown(annotation)
    if reason is not None and not is_part:
        return Judgement(Nature.UNKNOWN, reason)
    if reason is not None:  # builders have more to go by, and say what they miss
        is_name = isinstance(annotation, (str, typing.ForwardRef))
        return Judgement(Nature.VALUE, reason if is_name else "anything will do")
    if is_class(annotation):
        # No question to its metaclass, which may answer with code of its own.
        return _called((), is_part, judge) if is_one_of(annotation, _CALLABLES) else None
    origin, arguments = get_origin(annotation), get_args(annotation)
    inner = _named(annotation, origin, arguments)
    if inner is not None:
        return inner
    if is_union(annotation):
        return _union(annotation, arguments, is_part, judge)
    if is_one_of(origin, _LITERALS) or is_one_of(annotation, _VALUE_FORMS):
        return Judgement(Nature.VALUE, "a literal is a plain value")
    if is_one_of(origin, _CALLABLES) or is_one_of(annotation, _CALLABLES):
        return _called(arguments, is_part, judge)
    if origin is type:
        return _class_itself(arguments, is_part, judge)
    if origin in COLLECTIONS or is_one_of(origin, MAPPINGS):
        return _collection(origin, arguments, is_part, judge)
    if is_one_of(origin, _LATER):
        if all(is_built(judge, argument, is_part) for argument in arguments):
            return Judgement(Nature.VALUE, "what it gives are values")
        return Judgement(Nature.WORK, "it gives what does work")
    return None


def _called(arguments: tuple[object, ...], is_part: bool, judge: Judge) -> Judgement:
    if is_part and (not arguments or is_built(judge, arguments[-1])):
        return Judgement(Nature.VALUE, "a function in a field is built, and answers a built value")
    return Judgement(Nature.WORK, "it is called, and that is work")


def _why_unknown(annotation: object) -> str | None:
    if annotation is Any or annotation is object or annotation is inspect.Parameter.empty:
        return f"{describe_type(annotation)} promises nothing"
    if isinstance(annotation, (typing.TypeVar, typing.ParamSpec, typing.TypeVarTuple)):
        if isinstance(annotation, typing.TypeVar) and (annotation.__bound__ or annotation.__constraints__):
            return None
        return f"the type variable {annotation.__name__} stands for a type that is not known here"
    if isinstance(annotation, (str, typing.ForwardRef)):
        return f"{describe_type(annotation)!r} is a name that is not defined here"
    if is_one_of(annotation, (typing.NoReturn, typing.Never, typing.Self)):
        return f"{describe_type(annotation)} has no values of its own here"
    return None


def _named(annotation: Any, origin: object, arguments: tuple[object, ...]) -> Judgement | None:
    """What another type stands behind: Annotated, a new type, an alias, a bound type variable."""
    if origin is typing.Annotated:
        return _stands_for(arguments[0], "Annotated is the type in it, with something said of it")
    if is_one_of(origin, _QUALIFIERS):
        return _stands_for(arguments[0], "the type in it")
    if isinstance(annotation, typing.NewType):
        return _stands_for(annotation.__supertype__, f"{annotation.__name__} is a new name for it")
    if is_type_alias(annotation):
        return _stands_for(annotation.__value__, f"{annotation.__name__} is an alias of it")
    if isinstance(annotation, typing.TypeVar):
        bound: object = annotation.__bound__ or annotation.__constraints__[0]
        return _stands_for(bound, f"the type variable {annotation.__name__} is bound to it")
    return None


def _stands_for(annotation: object, reason: str) -> Judgement:
    return Judgement(Nature.STANDS_FOR, reason, (Part("", annotation),))


def _union(annotation: object, arguments: tuple[object, ...], is_part: bool, judge: Judge) -> Judgement:
    """Of a union with None the other arm; of several, those that are values; of several that work, nobody knows."""
    arms = [arm for arm in arguments if arm is not types.NoneType and arm is not None]
    if len(arms) == 1:
        return _stands_for(arms[0], "where None is allowed, there is something all the same")
    values = [arm for arm in arms if is_built(judge, arm, is_part)]
    if is_part and len(values) < len(arms):  # builders would draw any of them
        working = next(arm for arm in arms if not any(arm is value for value in values))
        return Judgement(Nature.WORK, f"one of it is {describe_type(working)}, which does work")
    if len(values) == len(arms):
        if len(arms) == len(arguments):
            return Judgement(Nature.VALUE, "each type of the union is a value")
        union: Any = values[0]
        for arm in values[1:]:
            union = union | arm
        return _stands_for(union, "where None is allowed, there is something all the same")
    if len(values) == 1:
        return _stands_for(values[0], "the one type of the union that is a value, and real goes before double")
    names = ", ".join(describe_type(arm) for arm in arms)
    return Judgement(Nature.UNKNOWN, f"{describe_type(annotation)} may be any of {names}", _parts(arms))


def _parts(arms: list[object]) -> tuple[Part, ...]:
    return tuple(Part(describe_type(arm), arm) for arm in arms)


def _class_itself(arguments: tuple[object, ...], is_part: bool, judge: Judge) -> Judgement:
    cls = arguments[0]
    if is_part:
        return Judgement(Nature.VALUE, "a class in a field is the class")
    if not is_class(cls):
        return Judgement(Nature.UNKNOWN, f"which class is meant by type[{describe_type(cls)}] is not known")
    if judge(cls, False).nature is Nature.WORK:
        return Judgement(Nature.CLASS_ITSELF, f"{describe_type(cls)} itself, which does work", (Part("", cls),))
    return Judgement(Nature.VALUE, f"{describe_type(cls)} itself, a class of values", (Part("", cls),))


def _collection(origin: object, arguments: tuple[object, ...], is_part: bool, judge: Judge) -> Judgement:
    name = describe_type(origin)
    if is_one_of(origin, MAPPINGS):
        labels: tuple[str, ...] = ("each key", "each value")
    elif origin is tuple and not (len(arguments) == 2 and arguments[1] is ...):
        labels = tuple(f"item {index}" for index in range(len(arguments)))
    else:
        arguments, labels = arguments[:1], ("each item",)
    parts = tuple(Part(label, item) for label, item in zip(labels, arguments, strict=False))
    for part in parts:
        anything = part.annotation is Any or part.annotation is object
        if not anything and not is_built(judge, part.annotation, is_part):
            made = describe_type(part.annotation)
            return Judgement(Nature.PARTS, f"the {name} is real, and holds what is created for {made}", parts)
    return Judgement(Nature.VALUE, "all that it holds are values", parts)


def is_built(judge: Judge, annotation: object, is_part: bool = True) -> bool:
    """Whether builders build it whole, with everything in it: of a union each type, as any of them may be drawn."""
    if is_union(annotation):
        return all(is_built(judge, arm, is_part) for arm in get_args(annotation))
    judgement = judge(annotation, is_part)
    if judgement.nature is Nature.STANDS_FOR:
        return is_built(judge, judgement.parts[0].annotation, is_part)
    return judgement.nature is Nature.VALUE


def class_in(annotation: object) -> type | None:
    """The class of an annotation that is a class, or an alias of one with type arguments."""
    if is_class(annotation):
        return annotation
    if is_union(annotation) or get_origin(annotation) is type:
        return None
    origin = get_origin(annotation)
    return origin if is_class(origin) else None
