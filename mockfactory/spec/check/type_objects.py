"""`type[C]`: the value is a class itself."""

from __future__ import annotations

import types
import typing

from mockfactory.spec.annotations.forms import is_type_alias
from mockfactory.spec.check.aliases import value_of
from mockfactory.spec.check.classes import class_check
from mockfactory.spec.check.compiler import CompileHint, Compiler
from mockfactory.spec.check.placeholders import is_mock, is_placeholder
from mockfactory.spec.check.qualifiers import stripped
from mockfactory.spec.check.verdict import Check, refusal
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class


def type_object_check(annotation: object, compiler: Compiler, name: str) -> Check | None:
    """Accept the classes whose instances are an `annotation`."""
    bases = _classes_of(annotation, compiler)
    if bases is None:
        return class_check(type)
    compile_hint = compiler.compile_hint

    def accepts(value: object) -> bool:
        try:
            cls = _class_meant_by(value)
            return is_placeholder(value) if cls is None else _is_subclass(cls, bases, compile_hint)
        except Exception:
            return True

    return Check(frozenset(), accepts, lambda value: refusal(value, name), name)


def _class_meant_by(value: object) -> type | None:
    """The class that a value is, or stands for."""
    if is_class(value):
        # A class double says by this name whose place it takes.
        real = namespace_of(value).get("__mockfactory_real__")
        return real if is_class(real) else value
    if is_mock(value):  # `create_autospec(C)` answers for C with its `__class__`
        return value.__class__
    origin: object = typing.get_origin(value)
    return origin if isinstance(origin, type) else None


def _is_subclass(cls: type, bases: tuple[type, ...], compile_hint: CompileHint) -> bool:
    for base in bases:
        if getattr(base, "_is_protocol", False) is True:
            from mockfactory.spec.check.protocols import class_conforms

            if class_conforms(cls, base, compile_hint):
                return True
        elif issubclass(cls, base):
            return True
    return False


def _classes_of(annotation: object, compiler: Compiler) -> tuple[type, ...] | None:
    """The classes meant by the argument of `type[...]`; None for any class."""
    annotation = stripped(annotation)
    if annotation is None:
        return (types.NoneType,)
    if annotation is typing.Any or annotation is object:
        return None
    if isinstance(annotation, typing.TypeVar):
        return _classes_of_variable(annotation, compiler)
    supertype: object = None if is_class(annotation) else getattr(annotation, "__supertype__", None)
    if supertype is not None:
        return _classes_of(supertype, compiler)
    if is_type_alias(annotation):
        return _classes_of(value_of(annotation).annotation, compiler)
    origin: object = typing.get_origin(annotation)
    if origin is typing.Union or origin is types.UnionType:
        return _joined(typing.get_args(annotation), compiler)
    if origin is not None:
        annotation = origin
    if isinstance(annotation, type):
        return _with_promotions(annotation)
    compiler.unchecked(f"{describe_type(annotation)} is not resolved")
    return None


def _classes_of_variable(variable: typing.TypeVar, compiler: Compiler) -> tuple[type, ...] | None:
    if variable.__constraints__:
        return _joined(variable.__constraints__, compiler)
    if variable.__bound__ is not None:
        return _classes_of(variable.__bound__, compiler)
    compiler.unchecked(f"type variable {variable.__name__} is not bound")
    return None


def _joined(annotations: tuple[object, ...], compiler: Compiler) -> tuple[type, ...] | None:
    joined: list[type] = []
    for each in annotations:
        classes = _classes_of(each, compiler)
        if classes is None:
            return None
        joined.extend(classes)
    return tuple(joined)


def _with_promotions(cls: type) -> tuple[type, ...]:
    return {float: (float, int), complex: (complex, float, int)}.get(cls, (cls,))
