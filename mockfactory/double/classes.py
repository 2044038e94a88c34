"""`double_class`: a double of a class itself, to be put in its place in a module."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from inspect import Parameter
from types import CodeType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from mockfactory.double.instance import method_of
from mockfactory.double.ledger import NO_LEDGER, Ledger, current
from mockfactory.double.make import Compiled, compiled, nest
from mockfactory.double.method import Attribute, Method
from mockfactory.double.mockwords import DOUBLE_WORDS, WORDS, read_double_word
from mockfactory.double.plan import CONSTRUCTOR, Plans
from mockfactory.double.state import State
from mockfactory.double.unknown import refuse_name
from mockfactory.spec import Binding, CallSpec, Hint, Kind, Member, Result, Spec, SpecError
from mockfactory.spec.looking.raw import module_name_of, qualified_name_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.model import NO_ANNOTATION

if TYPE_CHECKING:
    from typing_extensions import TypeForm

C = TypeVar("C")
_CALL: Final = "__call__"


class ClassDouble(type):
    """The metaclass of class doubles: calling one checks the constructor and gives an instance double."""

    __mockfactory__: State
    __mockfactory_real__: type

    def __call__(cls, /, *args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        return _constructor(cls)(*args, **kwargs)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.__mockfactory_real__)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return type.__eq__(subclass, cls) is True or issubclass(subclass, cls.__mockfactory_real__)

    def __getattr__(cls, name: str) -> object:
        __tracebackhide__ = True
        state = cls.__mockfactory__
        member = state.spec.members.get(name)
        if member is None:
            if name in DOUBLE_WORDS:
                return read_double_word(state, name)
            if name in WORDS:
                return getattr(_constructor(cls), name)
            refuse_name(state, name)
        method = method_of(state, name)
        return method.read() if isinstance(method, Attribute) else method

    def __setattr__(cls, name: str, value: object) -> None:
        __tracebackhide__ = True
        state = cls.__mockfactory__
        if name in WORDS and name not in state.spec.members:
            setattr(_constructor(cls), name, value)
            return
        member = state.spec.members.get(name)
        if member is None:
            refuse_name(state, name)
        if member.call is None:
            from mockfactory.double.instance import write

            write(state, name, value)
        else:
            from mockfactory.double.verbs import assign_method

            assign_method(method_of(state, name), value)

    def __dir__(cls) -> list[str]:
        return sorted(cls.__mockfactory__.spec.members)

    def __repr__(cls) -> str:
        return f"<class {cls.__mockfactory__.title} made at {cls.__mockfactory__.place}>"

    def __mockfactory_call__(cls) -> Method:
        return _constructor(cls)


def _constructor(cls: ClassDouble) -> Method:
    return method_of(cls.__mockfactory__, _CALL)


def double_class(spec: TypeForm[C]) -> type[C]:
    """Make a double of a class itself, for code that makes its own instances: patch it in with `replace`.

    Calling it checks the arguments of the constructor and gives an instance double, a new one for each call;
    `when(the_class).returns(...)` gives another. Class methods, static methods and class attributes are doubled like
    any member. `isinstance(x, the_class)` asks for the real class.

    Args:
        spec: the class.

    Returns:
        The class double; for a type checker, the class.

    Raises:
        SpecError: for what is no class, or a class that can't be doubled.

    Example:
        >>> from mockfactory import double_class, verify
        >>> class Client:
        ...     def __init__(self, url: str) -> None: ...
        ...     def get(self, path: str) -> str: ...
        >>> client_class = double_class(Client)
        >>> client_class("http://localhost").get("/")
        ''
        >>> verify(lambda: client_class("http://localhost")).once()
    """
    __tracebackhide__ = True
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    return cast("type[C]", make_class(spec, current(), (frame.f_code, frame.f_lineno)))


def make_class(spec: Any, ledger: Ledger, place: tuple[CodeType, int]) -> object:
    """Make a class double for a ledger."""
    one = compiled(spec)
    cls = one.spec.cls
    if cls is None:
        raise SpecError(f"double_class() takes a class, not {spec!r}: use double() for it")
    state = State(_class_spec(one), Plans(one.spec.name, _members_on_class(one)), nest, ledger, place)
    namespace: dict[str, object] = {
        "__mockfactory__": state,
        "__mockfactory_real__": cls,
        "__module__": module_name_of(cls),
        "__qualname__": qualified_name_of(cls),
        "__doc__": None,
    }
    if one.spec.call is not None and one.spec.call.signature is not None:
        namespace["__signature__"] = one.spec.call.signature
    made = type.__new__(ClassDouble, name_of(cls), (), namespace)
    if ledger is not NO_LEDGER:
        ledger.doubles.append(state)
    return made


def _members_on_class(one: Compiled) -> Mapping[str, Member]:
    """What can be read on the class: its members, and the constructor in the place of `__call__`."""
    known = one.class_members
    if known is None:
        known = one.class_members = _OnClass(one)
    return known


class _OnClass(Mapping[str, Member]):
    """The members of a class as seen on the class itself; an instance method takes its instance first."""

    def __init__(self, one: Compiled) -> None:
        self._one = one

    def __getitem__(self, name: str) -> Member:
        if name == _CALL:
            return _constructor_member(self._one)
        member = self._one.spec.members[name]
        if member.call is not None and member.binding is Binding.INSTANCE:
            return replace(member, call=_unbound(member.call), binding=Binding.STATIC)
        return member

    def __iter__(self) -> Iterator[str]:
        yield _CALL
        yield from (name for name in self._one.spec.members if name != _CALL)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name == _CALL or name in self._one.spec.members


def _constructor_member(one: Compiled) -> Member:
    returns = Result(Hint(one.spec.target))
    call = one.spec.call
    if call is None:
        call = CallSpec(None, {}, returns, unchecked="no constructor can be read")
    call = replace(call, returns=returns)
    return Member(one.spec.name, Kind.METHOD, one.spec.cls, Binding.STATIC, call, one.spec.overloads, found=CONSTRUCTOR)


def _unbound(call: CallSpec) -> CallSpec:
    if call.signature is None:
        return call
    parameters = list(call.signature.parameters.values())
    name = "self"
    while any(parameter.name == name for parameter in parameters):
        name = "_" + name
    own = Parameter(name, Parameter.POSITIONAL_ONLY)
    # A positional-only parameter with no default may stand before any other.
    signature = call.signature.replace(parameters=[own, *parameters])
    return replace(call, signature=signature, hints={name: NO_ANNOTATION, **call.hints})


def _class_spec(one: Compiled) -> Spec:
    return replace(one.spec, name=one.spec.name, members=_members_on_class(one), dynamic=None)
