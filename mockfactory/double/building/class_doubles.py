"""Doubles of a class itself."""

from __future__ import annotations

from types import CodeType
from typing import Any, cast

from mockfactory.double.building.allocation import Nest, compiled
from mockfactory.double.building.dynamic import read_dynamic
from mockfactory.double.building.method import Attribute, Method, make_method
from mockfactory.double.building.on_class import CALL, class_spec
from mockfactory.double.building.on_metaclass import with_operators
from mockfactory.double.mock_words.words import read_double_word
from mockfactory.double.planning.plan import Plans
from mockfactory.double.recording.attributes import write
from mockfactory.double.recording.current import NO_LEDGER
from mockfactory.double.recording.record import Ledger, Recorder, State
from mockfactory.double.recording.unknown import refuse_name
from mockfactory.double.stubbing.calling import assign_method
from mockfactory.spec import SpecError
from mockfactory.spec.looking.raw import bases_of, module_name_of, mro_of, namespace_of, qualified_name_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.lazy import is_dunder
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.mock_names import DOUBLE_WORDS, WORDS
from mockfactory.wording.text import report


class NoBase:
    """Stands before the real class among the bases of a class double, so that no `__init_subclass__` of it runs."""

    __slots__ = ()

    def __init_subclass__(cls, **options: object) -> None:
        __tracebackhide__ = True
        if "__mockfactory__" in namespace_of(cls):
            return
        (base,) = (kind for kind in bases_of(cls) if "__mockfactory__" in namespace_of(kind))
        real = base.__name__
        raise MisuseError(
            report(
                f"class {cls.__name__}({real}): a class double can't be a base class, the body would never be used.",
                double=repr(base),
                write=f"a subclass of the real {real}, or double_class({cls.__name__}) in the place of the subclass",
            )
        )


class ClassDouble(type):
    """The metaclass of class doubles: calling one checks the constructor and gives an instance double."""

    __mockfactory__: State
    __mockfactory_real__: type

    def mro(cls) -> list[type]:
        """The real class is in it, so that `issubclass` agrees; it is no base, so that nothing of it runs."""
        above = namespace_of(cls).get("__mockfactory_above__")
        return type.mro(cls) if above is None else [cls, NoBase, *cast("tuple[type, ...]", above)]

    # As of any object: what a class would find in the real class is not looked at, but goes to `__getattr__`.
    __getattribute__ = object.__getattribute__

    def __call__(cls, /, *args: object, **kwargs: object) -> object:
        __tracebackhide__ = True
        return cast(Method, _constructor(cls))(*args, **kwargs)

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
            if state.spec.dynamic is not None and not is_dunder(name):
                return read_dynamic(state, name)
            refuse_name(state, name)
        method = state.method(name)
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
            write(state, name, value)
        else:
            assign_method(state.method(name), value)

    def __dir__(cls) -> list[str]:
        return sorted(cls.__mockfactory__.spec.members)

    def __repr__(cls) -> str:
        return f"<class {cls.__mockfactory__.title} made at {cls.__mockfactory__.place}>"

    def __mockfactory_call__(cls) -> Recorder:
        return _constructor(cls)


def _constructor(cls: ClassDouble) -> Recorder:
    return cls.__mockfactory__.method(CALL)


def make_class(spec: Any, ledger: Ledger, place: tuple[CodeType, int], nest: Nest) -> object:
    """Make a class double for a ledger."""
    one = compiled(spec)
    cls = one.spec.cls
    if cls is None:
        raise SpecError(f"double_class() takes a class, not {spec!r}: use double() for it")
    seen = one.on_class = one.on_class or class_spec(one.spec)
    state = State(seen, Plans(seen.name, seen.members), make_method, nest, ledger, place)
    namespace: dict[str, object] = {
        "__mockfactory__": state,
        "__mockfactory_real__": cls,
        "__module__": module_name_of(cls),
        "__qualname__": qualified_name_of(cls),
        "__doc__": None,
    }
    if one.spec.call is not None and one.spec.call.signature is not None:
        namespace["__signature__"] = one.spec.call.signature
    metaclass = with_operators(ClassDouble, one.spec, ClassDouble.__getattr__)
    made = _new_class(metaclass, name_of(cls), namespace, mro_of(cls))
    if ledger is not NO_LEDGER:
        ledger.doubles.append(state)
    return made


def _new_class(
    metaclass: type[ClassDouble], name: str, namespace: dict[str, object], above: tuple[type, ...]
) -> object:
    """A class that inherits from the classes `above` in the eyes of `issubclass`."""
    try:
        return type.__new__(metaclass, name, (NoBase,), {**namespace, "__mockfactory_above__": above})
    except TypeError:
        # `__slots__` or a built-in base give instances a layout, which Python lets only real subclasses share.
        return type.__new__(metaclass, name, (NoBase,), {**namespace, "__mockfactory_above__": (object,)})
