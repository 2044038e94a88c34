"""How a double's method looks to those who inspect it: like the bound method, or the function, of the real class."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final, SupportsIndex, TypeVar, cast

from mockfactory.double.building.copying import itself_when_copied
from mockfactory.double.building.method_attributes import holder_of, names_on, read_attribute, write_attribute
from mockfactory.double.mock_words.words import read_word, write_word
from mockfactory.spec import Binding, Kind
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.wording.mock_names import WORDS

if TYPE_CHECKING:
    from mockfactory.double.recording.record import Recorder

L = TypeVar("L")

_SHOWN: Final = frozenset({"__name__", "__qualname__", "__annotations__", "__signature__"})
_OF_FUNCTION: Final = frozenset({"__code__", "__defaults__", "__kwdefaults__", "__globals__", "__closure__", "__get__"})


class Looks:
    """The introspection half of `Recorder`; also the place where `unittest.mock`'s words are found."""

    __slots__ = ()

    @property
    def __class__(self) -> type:
        """What the real thing is, so that `isinstance`, `inspect.ismethod` and `inspect.isfunction` agree with it."""
        return MethodType if _is_bound(cast("Recorder", self)) else FunctionType

    @__class__.setter
    def __class__(self, value: type) -> None:
        raise AttributeError("the class of a double's method can't be changed")

    @property
    def __func__(self) -> FunctionType:
        return facade(cast("Recorder", self))

    @property
    def __self__(self) -> object:
        return cast("Recorder", self).state.double

    if not TYPE_CHECKING:
        # Kept from type checkers, which would take every field that holds a method for a descriptor.
        def __get__(self, instance: object, owner: type | None = None) -> object:
            """A double of a function that is put into a class is bound to the instance, as the function would be."""
            method = cast("Recorder", self)
            if instance is None or method.plan.owner or method.state.spec.cls is not None:
                return self
            return MethodType(method, instance)

    def __getattr__(self, name: str) -> object:
        method = cast("Recorder", self)
        if name in _SHOWN or (name in _OF_FUNCTION and not _is_bound(method)):
            shown = getattr(facade(method), name)
            return _without_self(shown) if name == "__signature__" and _is_bound(method) else shown
        holder = holder_of(method, name)
        if holder is not None:
            return read_attribute(holder, name)
        if name in WORDS:
            return read_word(method, name)
        from mockfactory.double.recording.unknown import refuse_word

        return refuse_word(method, name, names_on(method))

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(type(self), name):
            object.__setattr__(self, name, value)
        elif (holder := holder_of(cast("Recorder", self), name)) is not None:
            write_attribute(holder, name, value)
        elif name in WORDS:
            write_word(cast("Recorder", self), name, value)
        else:
            from mockfactory.double.recording.unknown import refuse_word

            refuse_word(cast("Recorder", self), name, names_on(cast("Recorder", self)))

    def __reduce_ex__(self, protocol: SupportsIndex) -> str:
        __tracebackhide__ = True
        return itself_when_copied(cast("Recorder", self).state)

    def __repr__(self) -> str:
        method = cast("Recorder", self)
        return f"<{method.plan.qualname} of {method.state.title}>" if method.plan.owner else f"<{method.state.title}>"


def shows_the_real_one(cls: type[L]) -> type[L]:
    """Let instances of a class of methods have the `__doc__` and `__module__` of what they stand for.

    Both stand in the body of every class, where Python puts them, and so would hide what `Looks` has.
    """
    for name in ("__doc__", "__module__"):
        setattr(cls, name, property(lambda self, name=name: getattr(facade(self), name)))  # type: ignore[misc]
    return cls


def _is_bound(method: Recorder) -> bool:
    return bool(method.plan.owner) and method.plan.member.binding is not Binding.STATIC


def _without_self(signature: object) -> object:
    assert isinstance(signature, inspect.Signature)
    return signature.replace(parameters=list(signature.parameters.values())[1:])


def _plain(self: object, /, *args: object, **kwargs: object) -> object: ...


async def _coroutine(self: object, /, *args: object, **kwargs: object) -> object: ...


def _generator(self: object, /, *args: object, **kwargs: object) -> Iterator[object]:
    yield self


async def _async_generator(self: object, /, *args: object, **kwargs: object) -> AsyncIterator[object]:
    yield self


_TEMPLATES: Final[dict[Kind, Callable[..., object]]] = {
    Kind.ASYNC_METHOD: _coroutine,
    Kind.GENERATOR: _generator,
    Kind.ASYNC_GENERATOR: _async_generator,
}


def facade(method: Recorder) -> FunctionType:
    """A function that shows what the real one shows (name, signature, flags) and never does anything."""
    if method.facade is None:
        plan = method.plan
        template = _TEMPLATES.get(plan.member.kind, _plain)
        assert isinstance(template, FunctionType)
        function = FunctionType(template.__code__, {}, plan.name)
        function.__qualname__ = plan.qualname
        real = plan.member
        function.__module__ = str(getattr(real.owner, "__module__", None) or getattr(real.owner, "__name__", ""))
        function.__doc__ = _doc_of(method)
        signature = plan.call.signature
        if signature is not None:
            parameters = list(signature.parameters.values())
            if _is_bound(method):
                parameters.insert(0, _self_parameter(parameters))
            function.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
            function.__annotations__ = {
                p.name: p.annotation for p in signature.parameters.values() if p.annotation is not p.empty
            }
            if signature.return_annotation is not signature.empty:
                function.__annotations__["return"] = signature.return_annotation
        method.facade = function
    return method.facade


def _doc_of(method: Recorder) -> str | None:
    """The docstring of the real function, where it is a plain one."""
    owner, target = method.plan.member.owner, method.state.spec.target
    found: object = namespace_of(owner).get(method.plan.name) if isinstance(owner, type) else target
    if isinstance(found, (classmethod, staticmethod)):
        found = cast(Any, found).__func__
    return found.__doc__ if isinstance(found, FunctionType) else None


def _self_parameter(parameters: list[inspect.Parameter]) -> inspect.Parameter:
    name = "self"
    while any(p.name == name for p in parameters):
        name = "_" + name
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY)
