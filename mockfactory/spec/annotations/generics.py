"""What the type parameters of a class stand for, seen from a subclass or from an alias such as `Repo[User]`."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import MappingProxyType, NoneType
from typing import Generic, Protocol, cast

from mockfactory.spec.annotations.forms import arguments_in, is_any, is_list, is_settled, origin_of
from mockfactory.spec.annotations.hints import resolve
from mockfactory.spec.annotations.parameters import bind, replace
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.looking.identity import ByIdentity, is_one_of
from mockfactory.spec.looking.raw import bases_of, dict_in, mro_of, namespace_of, tuple_in
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import Hint


def substitution(target: object) -> Mapping[object, Mapping[object, object]]:
    """For each class that `target` inherits from, itself included: what its own type parameters are bound to.

    Args:
        target: a class, or a generic alias of one.

    Returns:
        One entry for each class of the MRO. A parameter that nothing binds and that has no default is left out. A
        TypeVarTuple is bound to a tuple of types, a ParamSpec to a tuple of types, to `...`, or to another ParamSpec.

    Example:
        >>> from typing import Generic, TypeVar
        >>> T = TypeVar("T")
        >>> class Repo(Generic[T]): ...
        >>> class Users(Repo[str]): ...
        >>> substitution(Users)[Repo] == {T: str}
        True
    """
    found = _Ancestry(target).bindings
    return MappingProxyType(ByIdentity((cls, MappingProxyType(binding)) for cls, binding in found.items()))


def arguments_of(target: object, base: type) -> tuple[object, ...] | None:
    """The type arguments with which `target` inherits `base`; None when it does not, or inherits it bare.

    Example:
        >>> from collections.abc import Mapping
        >>> class Headers(Mapping[str, bytes]): ...
        >>> arguments_of(Headers, Mapping)
        (<class 'str'>, <class 'bytes'>)
    """
    origin = origin_of(target)
    if origin is base:
        return arguments_in(target)
    cls = origin if is_class(origin) else target
    if not is_class(cls) or not is_one_of(base, mro_of(cls)):
        return None
    return _Ancestry(target).arguments.get(base)


def substitute(hint: Hint, mapping: Mapping[object, object], self_type: object) -> Hint:
    """`hint` with type parameters and `Self` replaced at any depth.

    Args:
        hint: a hint as resolved in the class that wrote it.
        mapping: that class's entry of `substitution(target)`.
        self_type: what `Self` stands for: the target itself, class or alias.

    Returns:
        The hint with everything in `mapping` put in; a parameter that is not in it stays. A hint that has become Any
        says so in `unchecked`.
    """
    if hint.unchecked is not None or hint.annotation is None or is_settled(hint.annotation):
        return hint
    found = replace(hint.annotation, mapping, self_type)
    if found is hint.annotation:
        return hint
    return Hint(None if found is NoneType else found, "Any" if is_any(found) else None)


class _Ancestry:
    """All bases of one target with their arguments, the arguments of nearer classes put into those of farther ones."""

    def __init__(self, target: object) -> None:
        self.bindings = ByIdentity[dict[object, object]]()
        self.arguments = ByIdentity[tuple[object, ...]]()
        origin = origin_of(target)
        cls = origin if is_class(origin) else target
        if not is_class(cls):
            return
        self._visit(cls, arguments_in(target) if cls is origin else None)
        for base in mro_of(cls):
            self.bindings.setdefault(base, {})

    def _visit(self, cls: type, arguments: tuple[object, ...] | None) -> None:
        if cls in self.arguments or (arguments is None and cls in self.bindings):
            return
        binding = bind(parameters_of(cls), arguments or ())
        if arguments is not None:
            self.arguments[cls] = arguments
        self.bindings[cls] = binding
        made_from = _pydantic_origin(cls)
        if made_from is not None:
            self._visit(*made_from)
        for base in _written_bases(cls):
            self._visit_base(cls, base, binding)

    def _visit_base(self, cls: type, base: object, binding: dict[object, object]) -> None:
        origin = origin_of(base)
        if origin is Generic or origin is Protocol:
            return
        if is_class(origin):
            scope = Scope.of_class(cls)
            resolved = (_resolved(argument, scope) for argument in arguments_in(base))
            packed = replace(tuple(resolved), binding)
            self._visit(origin, cast("tuple[object, ...]", packed))
        elif is_class(base) and not is_one_of(base, (object, Generic, Protocol)):
            self._visit(base, None)


def _resolved(argument: object, scope: Scope) -> object:
    """Quoted arguments (`Base["User"]`) made into types; what is no type by itself (a parameter list) as it is."""
    if is_class(argument) or is_list(argument) or argument is Ellipsis:
        return argument
    hint = resolve(argument, scope)
    return argument if hint.unchecked is not None else hint.annotation


def _written_bases(cls: type) -> tuple[object, ...]:
    written = tuple_in(namespace_of(cls), "__orig_bases__")
    return bases_of(cls) if written is None else written


def parameters_of(cls: type) -> tuple[object, ...]:
    """The type parameters of a class, in their order."""
    found = tuple_in(namespace_of(cls), "__parameters__")
    if found is not None:
        return found
    # `class Request(Coroutine[Any, Any, T])` is generic without typing.Generic, and nothing is stored for it.
    parameters = (getattr(base, "__parameters__", ()) for base in _written_bases(cls) if origin_of(base) is not None)
    return tuple(dict.fromkeys(itertools.chain.from_iterable(parameters)))


def _pydantic_origin(cls: type) -> tuple[type, tuple[object, ...]] | None:
    """`Box[int]` of a pydantic model is a class of its own, which says where it comes from."""
    metadata = dict_in(namespace_of(cls), "__pydantic_generic_metadata__") or {}
    origin, arguments = metadata.get("origin"), tuple_in(metadata, "args")
    return (origin, arguments) if is_class(origin) and arguments is not None else None
