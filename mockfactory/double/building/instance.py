"""The class of a double: one for each spec, with a descriptor for each name and none of the real class's code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Signature
from typing import Final, NoReturn, SupportsIndex, cast

from mockfactory.double.building.copying import itself_when_copied
from mockfactory.double.building.dynamic import read_dynamic
from mockfactory.double.building.method import Attribute
from mockfactory.double.building.models import model_namespace
from mockfactory.double.building.refused import USE_ASYNC_WITH, USE_WITH
from mockfactory.double.mock_words.words import read_double_word
from mockfactory.double.recording.attributes import refuse_write, write
from mockfactory.double.recording.messages import made, snake, variable
from mockfactory.double.recording.record import Recorder, State, state_of
from mockfactory.double.recording.unknown import refuse, refuse_name
from mockfactory.double.stubbing.calling import assign_method, unassign_method
from mockfactory.spec import Member, Spec
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, module_name_of, mro_of, namespace_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.lazy import LazyMembers, is_dunder
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.mock_names import DOUBLE_WORDS, WORDS
from mockfactory.wording.text import report

_NOT_COPIED: Final = frozenset({
    "__class__", "__class_getitem__", "__del__", "__delattr__", "__dict__", "__dir__", "__doc__", "__eq__",
    "__format__", "__getattr__", "__getattribute__", "__getnewargs__", "__getnewargs_ex__", "__getstate__", "__hash__",
    "__init__",
    "__init_subclass__", "__instancecheck__", "__module__", "__ne__", "__new__", "__post_init__", "__prepare__",
    "__reduce__",
    "__reduce_ex__", "__repr__", "__set_name__", "__setattr__", "__setstate__", "__sizeof__", "__slots__", "__str__",
    "__subclasscheck__", "__subclasshook__", "__weakref__", "__annotations__", "__orig_bases__", "__parameters__",
    "__abstractmethods__", "__match_args__", "__attrs_post_init__", "__rich_repr__", "__pretty__", "__copy__",
    "__deepcopy__", "__replace__",
})  # fmt: skip
"""Dunders that make, compare, print or copy an object: a double has those of any object."""

_DESCRIPTIONS: Final = (
    "__dataclass_fields__", "__dataclass_params__", "__attrs_attrs__", "__match_args__", "__abstractmethods__",
    "__pydantic_fields__", "__pydantic_generic_metadata__", "__struct_fields__", "_fields",
)  # fmt: skip
"""Data by which libraries recognise a class. They are the real ones, by reference."""

_OF_ANY_OBJECT: Final = (*dir(object), "__dict__", "__module__", "__weakref__")


class Slot:
    """Stands in the class of a double for one name of the spec, and gives what a double has under it.

    A method is put where Python finds it the next time without asking here; an attribute is read anew each time.
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type) -> object:
        __tracebackhide__ = True
        if instance is None:
            return self
        return read(instance, self.name)

    def __call__(self, double: object, /, *args: object, **kwargs: object) -> object:
        """`type(double).send(double, "ada")`, as `contextlib.ExitStack` calls `__enter__`."""
        __tracebackhide__ = True
        return cast("Callable[..., object]", read(double, self.name))(*args, **kwargs)


def read(double: object, name: str) -> object:
    """The method of a double, or the value of its attribute."""
    __tracebackhide__ = True
    method = state_of(double).method(name)
    if isinstance(method, Attribute):
        return method.read()
    _own_names(double)[name] = method
    return method


class DoubleType(type):
    """The class of the classes of doubles: one serves all doubles of a spec, so nothing of it is to be changed."""

    __mockfactory_members__: Mapping[str, Member]

    def __setattr__(cls, name: str, value: object) -> None:
        it = snake(cls.__name__)
        member = cls.__mockfactory_members__.get(name)
        if member is None or member.call is None:
            instead = f"when(lambda: {it}.{name}).returns(...), or {it}.configure_mock({name}=...)"
        else:
            instead = f"when({it}.{name}).returns(...), or {it}.{name} = ... on the double itself"
        raise MisuseError(
            report(f"type({it}).{name} can't be set: all doubles of {cls.__name__} share it.", write=instead)
        )


class Double(metaclass=DoubleType):
    """The base of all instance doubles."""

    __slots__ = ("__dict__", "__mockfactory__", "__weakref__")
    __mockfactory__: State

    def __getattr__(self, name: str) -> object:
        __tracebackhide__ = True
        state = self.__mockfactory__
        if name in state.spec.members and not is_dunder(name):
            return read(self, name)
        if name in WORDS:
            call = self.__mockfactory_call__()
            if name in DOUBLE_WORDS:
                return read_double_word(state, name)
            if call is not None:
                return getattr(call, name)
            _refuse_uncalled(state, name)
        if state.spec.dynamic is not None and not is_dunder(name):
            return read_dynamic(state, name)
        refuse_name(state, name)

    def __setattr__(self, name: str, value: object) -> None:
        __tracebackhide__ = True
        state = self.__mockfactory__
        member = state.spec.members.get(name)
        if member is None:
            call = self.__mockfactory_call__()
            if name in WORDS and call is not None:
                setattr(call, name, value)
                return
            refuse_name(state, name)
        if member.call is None:
            write(state, name, value)
        else:
            assign_method(state.method(name), value)

    def __delattr__(self, name: str) -> None:
        __tracebackhide__ = True
        state = self.__mockfactory__
        member = state.spec.members.get(name)
        if member is None:
            refuse_name(state, name)
        if member.call is not None and unassign_method(state.method(name)):
            return
        if not (member.settable if member.deletable is None else member.deletable):
            refuse_write(state, name, "deleted")
        state.values.pop(name, None)

    def __mockfactory_call__(self) -> Recorder | None:
        state = self.__mockfactory__
        return state.method("__call__") if "__call__" in state.spec.members else None

    def __reduce_ex__(self, protocol: SupportsIndex) -> str:
        __tracebackhide__ = True
        return itself_when_copied(self.__mockfactory__)

    def __dir__(self) -> list[str]:
        described = namespace_of(type(self)).keys() & _DESCRIPTIONS
        return sorted({*self.__mockfactory__.spec.members, *_OF_ANY_OBJECT, *described})

    def __repr__(self) -> str:
        return f"<{self.__mockfactory__.title} made at {self.__mockfactory__.place}>"


_own_names: Final = cast("Callable[[object], dict[str, object]]", Double.__dict__["__dict__"].__get__)


def double_type(spec: Spec) -> type[Double]:
    """Compile the class of the doubles of `spec`."""
    cls = spec.cls
    assert cls is not None
    namespace: dict[str, object] = {"__slots__": (), "__doc__": None, "__module__": module_name_of(cls)}
    namespace["__mockfactory_members__"] = spec.members
    members = spec.members
    for name in members.known if isinstance(members, LazyMembers) else members:
        if is_dunder(name) and (name in _NOT_COPIED or name in _DESCRIPTIONS or spec.members[name].call is None):
            continue
        namespace[name] = Slot(name)
    for name in _DESCRIPTIONS:
        found = find_raw(cls, name)
        if found is not None:
            namespace[name] = found[1]
    if "__aenter__" in namespace and "__enter__" not in namespace:
        namespace["__enter__"] = USE_ASYNC_WITH
    elif "__enter__" in namespace and "__aenter__" not in namespace:
        namespace["__aenter__"] = USE_WITH
    hashing = find_raw(cls, "__hash__")
    if hashing is not None and hashing[1] is None:
        namespace["__hash__"] = None
    comparing = find_raw(cls, "__eq__")
    if comparing is not None and comparing[0] is not object:
        namespace["__eq__"] = _is_no_real_one(cls)
        namespace.setdefault("__hash__", object.__hash__)
    namespace.update(model_namespace(spec, read))
    if "__call__" in namespace:
        namespace["__signature__"] = property(lambda self: _call_signature(spec))
    namespace["__class__"] = property(lambda self: cls, _refuse_class)
    return type(name_of(cls), (Double,), namespace)


def _is_no_real_one(cls: type) -> Callable[[object, object], object]:
    """The `__eq__` of doubles of a class that has its own, which Python would else ask with the sides changed."""

    def equal(self: object, other: object) -> object:
        return False if is_one_of(cls, mro_of(type(other))) else NotImplemented

    return equal


def _call_signature(spec: Spec) -> Signature:
    """What `inspect.signature` gives for a double that can be called."""
    call = spec.members["__call__"].call
    if call is None or call.signature is None:
        raise AttributeError("__signature__")
    return call.signature


def _refuse_class(self: object, value: type) -> None:
    refuse("The class of a double can't be changed.", "__class__", state_of(self))


def _refuse_uncalled(state: State, name: str) -> NoReturn:
    __tracebackhide__ = True
    it = variable(state)
    message = report(
        f"{state.spec.name} can't be called, so a double of it has no {name!r}: its methods have.",
        double=made(state),
        write=f"{it}.<method>.{name}, or no_more_calls({it}) when nothing of it is to be called",
    )
    refuse(message, name, state)
