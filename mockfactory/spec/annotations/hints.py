"""Annotations as written, made into hints.

Every annotation is resolved on its own, in the scope that wrote it, so that one unknown name spoils no other. What can
not be resolved stays as it was written, with the reason beside it.

A resolved annotation holds no strings and no forward references. Annotated is taken off at any depth; `type` aliases
are replaced by what they stand for; inside itself a `type` alias stays an alias, and an old-style one becomes Any. At
the top level NoneType is given as None. Qualifiers (`ClassVar`, `Final`, `Required`...) stay: see `strip_qualifiers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from types import FunctionType, MappingProxyType, ModuleType, NoneType

from mockfactory.spec.annotations.evaluation import Unresolved
from mockfactory.spec.annotations.forms import is_any, is_settled
from mockfactory.spec.annotations.qualifiers import strip_qualifiers
from mockfactory.spec.annotations.resolving import Resolver
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.annotations.surroundings import plain_function
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.model import NO_ANNOTATION, Hint

__all__ = ["Scope", "annotations_of", "resolve", "strip_qualifiers"]


def resolve(annotation: object, scope: Scope) -> Hint:
    """One annotation as written, made into a hint.

    Args:
        annotation: what stands after the colon or the arrow: a type expression, a string, or a type expression with
            strings in it; `inspect.Parameter.empty` for none.
        scope: where its names are looked up.

    Returns:
        The hint; `unchecked` tells why when the annotation is missing, is Any or a union with Any, or can not be
        resolved.

    Example:
        >>> import http.client
        >>> scope = Scope.of_module(http.client)
        >>> resolve("list['HTTPResponse'] | None", scope).annotation
        list[http.client.HTTPResponse] | None
        >>> resolve("Nowhere", scope).unchecked
        "name 'Nowhere' is not defined in module http.client"
    """
    if annotation is Parameter.empty:
        return NO_ANNOTATION
    if annotation is None or annotation is NoneType:
        return Hint(None)
    if is_settled(annotation):
        return Hint(annotation)
    try:
        found = Resolver(scope).resolved(annotation)
    except Unresolved as reason:
        return Hint(annotation, str(reason))
    except RecursionError:
        return Hint(annotation, "the annotation is nested too deeply")
    except Exception as error:  # what typing itself refuses to build: `Union[3, "X"]`
        return Hint(annotation, f"{type(error).__name__}: {error}")
    if found is NoneType:
        return Hint(None)
    return Hint(found, _why_unchecked(found))


def annotations_of(owner: type | Callable[..., object] | ModuleType) -> Mapping[str, Hint]:
    """The annotations that `owner` itself writes, each resolved on its own.

    Args:
        owner: a class (inherited annotations are left out), a module, or a function, method, partial or decorated
            function.

    Returns:
        The hints by name; the result of a function is under "return". Empty for what has no annotations.

    Example:
        >>> class Point:
        ...     x: int
        >>> annotations_of(Point)
        mappingproxy({'x': Hint(annotation=<class 'int'>, unchecked=None)})
    """
    if is_class(owner):
        scope, written = Scope.of_class(owner), annotations_in(owner)
    elif isinstance(owner, ModuleType):
        scope, written = Scope.of_module(owner), annotations_in(owner)
    else:
        function = plain_function(owner)
        if function is None:
            return MappingProxyType({})
        scope, written = Scope.of_function(function), _of_function(function)
    return MappingProxyType({name: resolve(annotation, scope) for name, annotation in written.items()})


def _why_unchecked(annotation: object) -> str | None:
    if is_settled(annotation):
        return None
    bare, _ = strip_qualifiers(annotation)
    if bare is Parameter.empty:
        return "no annotation"
    return "Any" if is_any(bare) else None


def _of_function(function: FunctionType) -> Mapping[str, object]:
    signature = function.__dict__.get("__signature__")
    if isinstance(signature, Signature):
        written = {name: parameter.annotation for name, parameter in signature.parameters.items()}
        written["return"] = signature.return_annotation
        return {name: annotation for name, annotation in written.items() if annotation is not Parameter.empty}
    return annotations_in(function)
