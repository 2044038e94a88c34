"""One annotation, one way to compile it: every form of the type language is looked up here."""

from __future__ import annotations

import collections
import collections.abc
import contextlib
import re
import types
import typing

from mockfactory.spec.annotations.forms import is_type_alias
from mockfactory.spec.check.aliases import alias_check
from mockfactory.spec.check.classes import class_check, nothing_check, union_check
from mockfactory.spec.check.compiler import Compiler
from mockfactory.spec.check.containers import items_check
from mockfactory.spec.check.mappings import mapping_check
from mockfactory.spec.check.qualifiers import named, stripped, unpacked
from mockfactory.spec.check.tuples import tuple_check
from mockfactory.spec.check.verdict import Check
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.raw import dict_in, find_raw, namespace_of
from mockfactory.spec.looking.static import is_class

_Arguments = tuple[object, ...]

_ONE_ITEM: frozenset[type] = frozenset(
    {
        list,
        set,
        frozenset,
        collections.deque,
        collections.UserList,
        collections.abc.Sequence,
        collections.abc.MutableSequence,
        collections.abc.Set,
        collections.abc.MutableSet,
        collections.abc.Collection,
        collections.abc.Iterable,
        collections.abc.Container,
        collections.abc.Reversible,
        collections.abc.KeysView,
        collections.abc.ValuesView,
    }
)
_KEY_AND_VALUE: frozenset[type] = frozenset(
    {
        dict,
        collections.defaultdict,
        collections.OrderedDict,
        collections.ChainMap,
        collections.UserDict,
        collections.abc.Mapping,
        collections.abc.MutableMapping,
        types.MappingProxyType,
    }
)


def compile_form(annotation: object, compiler: Compiler) -> Check | None:
    """Compile one annotation; None where every value is accepted."""
    annotation = stripped(annotation)
    if annotation is None:
        return class_check(types.NoneType)
    if annotation is typing.Any:
        return compiler.unchecked("Any")
    if isinstance(annotation, type) and typing.get_origin(annotation) is None:
        return _class(annotation, compiler)
    origin: object = typing.get_origin(annotation)
    if origin is None or isinstance(annotation, _PARAMETERS):
        return _unsubscripted(annotation, compiler)
    return _subscripted(annotation, origin, typing.get_args(annotation), compiler)


def _class(cls: type, compiler: Compiler) -> Check | None:
    if cls is object:
        return None
    if _is_callable(cls):
        from mockfactory.spec.check.callables import callable_check

        return callable_check((), compiler, "Callable")
    if _is_protocol(cls):
        from mockfactory.spec.check.protocols import protocol_check

        return protocol_check(cls, compiler.compile_hint)
    from mockfactory.spec.check.typed_dicts import is_typed_dict, typed_dict_check

    if is_typed_dict(cls):
        return typed_dict_check(cls, (), compiler, describe_type(cls))
    if _is_file(cls):
        return _file(cls, (), describe_type(cls))
    made_from = _pydantic_origin(cls)
    if made_from is not None:
        compiler.unchecked(f"{made_from.__name__}: type arguments are not looked at")
        return class_check(made_from, describe_type(cls))
    return _generator_aware(cls)


def _pydantic_origin(cls: type) -> type | None:
    """`Box[int]` of a pydantic model is a class, and yet `Box(...)`, which is no instance of it, is a `Box[int]`."""
    origin = (dict_in(namespace_of(cls), "__pydantic_generic_metadata__") or {}).get("origin")
    return origin if is_class(origin) else None


def _unsubscripted(annotation: object, compiler: Compiler) -> Check | None:
    if named(annotation, "Never", "NoReturn"):
        return nothing_check(describe_type(annotation))
    if named(annotation, "LiteralString"):
        return class_check(str)
    if named(annotation, "TypeGuard", "TypeIs"):
        return class_check(bool)
    if named(annotation, "Self"):
        return compiler.unchecked("Self is not resolved")
    if isinstance(annotation, (str, typing.ForwardRef)):
        return compiler.unchecked(f"{describe_type(annotation)!r} is not resolved")
    if isinstance(annotation, _PARAMETERS):
        return compiler.unchecked(f"{describe_type(annotation)} is not bound")
    if isinstance(annotation, typing.TypeVar):
        return _type_variable(annotation, compiler)
    if hasattr(annotation, "__supertype__"):
        return _renamed(annotation, compiler)
    if is_type_alias(annotation):
        return alias_check(annotation, (), compiler)
    return _fallback(annotation, compiler)


def _subscripted(annotation: object, origin: object, arguments: _Arguments, compiler: Compiler) -> Check | None:
    name = describe_type(annotation)
    inner = unpacked(annotation)
    if inner is not None:
        return _unpacked(inner, compiler)
    if origin is typing.Union or origin is types.UnionType:
        return _union(arguments, name, compiler)
    if named(origin, "Literal"):
        from mockfactory.spec.check.literals import literal_check

        return literal_check(arguments, name)
    if named(origin, "TypeGuard", "TypeIs"):
        return class_check(bool)
    if is_type_alias(origin):
        return alias_check(origin, arguments, compiler)
    if not isinstance(origin, type):
        return _fallback(annotation, compiler)
    return _generic(annotation, origin, arguments, compiler, name)


def _generic(annotation: object, origin: type, arguments: _Arguments, compiler: Compiler, name: str) -> Check | None:
    """A subscripted class. A bare `typing.List` has a class as its origin and no arguments."""
    if origin is tuple and (arguments or not hasattr(annotation, "_nparams")):
        return tuple_check(arguments, compiler, name)
    if _is_callable(origin):
        from mockfactory.spec.check.callables import callable_check

        return callable_check(arguments, compiler, name)
    if not arguments:
        return _class(origin, compiler)
    if origin in _ONE_ITEM:
        item = compiler.check(arguments[0], f"{_short(origin)} item")
        return class_check(origin) if item is None else items_check(origin, item, name)
    if origin in _KEY_AND_VALUE or origin is collections.Counter:
        return _mapping(origin, arguments, compiler, name)
    if origin is collections.abc.ItemsView:
        pair = tuple_check(arguments, compiler, f"tuple[{', '.join(map(describe_type, arguments))}]")
        return items_check(origin, pair, name)
    if origin is type:
        from mockfactory.spec.check.type_objects import type_object_check

        return type_object_check(arguments[0], compiler, name)
    if _is_file(origin):
        return _file(origin, arguments, name)
    if origin is re.Pattern or origin is re.Match:
        from mockfactory.spec.check.files import pattern_check

        return pattern_check(origin, arguments[0], name)
    return _generic_of_others(annotation, origin, arguments, compiler, name)


def _generic_of_others(
    annotation: object, origin: type, arguments: _Arguments, compiler: Compiler, name: str
) -> Check | None:
    from mockfactory.spec.check.typed_dicts import is_typed_dict, typed_dict_check

    if is_typed_dict(origin):
        return typed_dict_check(origin, arguments, compiler, name)
    if not _all_any(arguments):
        gives = any(base in _LAZY for base in origin.__mro__)
        compiler.unchecked(f"{_short(origin)}: {'what it gives is' if gives else 'type arguments are'} not looked at")
    if _is_protocol(origin):
        from mockfactory.spec.check.protocols import protocol_check

        return protocol_check(origin, compiler.compile_hint, name)
    return _generator_aware(origin, name)


_PARAMETERS = (typing.ParamSpec, typing.ParamSpecArgs, typing.ParamSpecKwargs, typing.TypeVarTuple)
_CALLABLE: object = typing.get_origin(typing.Callable[[], None])
_LAZY: tuple[type, ...] = (
    collections.abc.Iterator,
    collections.abc.AsyncIterator,
    collections.abc.AsyncIterable,
    collections.abc.Awaitable,
    contextlib.AbstractContextManager,
    contextlib.AbstractAsyncContextManager,
)


def _is_callable(cls: object) -> bool:
    return cls is _CALLABLE


def _is_file(cls: object) -> bool:
    return cls is typing.IO or cls is typing.TextIO or cls is typing.BinaryIO


def _file(cls: type, arguments: _Arguments, name: str) -> Check:
    from mockfactory.spec.check.files import file_check

    return file_check(cls, arguments, name)


def _generator_aware(cls: type, name: str = "") -> Check:
    if cls is collections.abc.Awaitable or cls is collections.abc.Coroutine:
        from mockfactory.spec.check.files import awaitable_check

        return awaitable_check(cls, name or describe_type(cls))
    return class_check(cls, name)


def _mapping(origin: type, arguments: _Arguments, compiler: Compiler, name: str) -> Check | None:
    key = compiler.check(arguments[0], f"{_short(origin)} key")
    written: object = int if origin is collections.Counter else arguments[-1]
    item = compiler.check(written, f"{_short(origin)} value")
    return class_check(origin) if key is None and item is None else mapping_check(origin, key, item, name)


def _union(arguments: _Arguments, name: str, compiler: Compiler) -> Check | None:
    arms = [compiler.check(argument) for argument in arguments]
    checked = [arm for arm in arms if arm is not None]
    return union_check(checked, name) if len(checked) == len(arms) else None


def _type_variable(variable: typing.TypeVar, compiler: Compiler) -> Check | None:
    if variable.__constraints__:
        return _union(variable.__constraints__, " | ".join(map(describe_type, variable.__constraints__)), compiler)
    if variable.__bound__ is not None:
        return compiler.check(variable.__bound__)
    return compiler.unchecked(f"type variable {variable.__name__} is not bound")


def _renamed(new_type: object, compiler: Compiler) -> Check | None:
    supertype: object = getattr(new_type, "__supertype__", typing.Any)
    return compiler.check(supertype)


def _unpacked(inner: object, compiler: Compiler) -> Check | None:
    """`Unpack[Options]` of `**options` is checked as a dict. Of `*args`, each element may be any of the tuple's."""
    return compiler.unchecked("unpacked tuple") if typing.get_origin(inner) is tuple else compiler.check(inner)


def _fallback(annotation: object, compiler: Compiler) -> Check | None:
    from mockfactory.spec.check.fallback import fallback_check

    return fallback_check(annotation, compiler)


def _is_protocol(cls: type) -> bool:
    found = find_raw(cls, "_is_protocol")
    return found is not None and found[1] is True


def _all_any(arguments: _Arguments) -> bool:
    return all(argument is typing.Any or argument is object for argument in arguments)


def _short(origin: type) -> str:
    return origin.__name__
