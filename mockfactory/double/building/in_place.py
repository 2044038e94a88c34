"""Whether one value can stand in the place of another: what `replace` asks before it puts a double there."""

from __future__ import annotations

import os
from collections.abc import Iterable, MutableMapping
from types import ModuleType
from typing import Final, cast

from mockfactory.double.building.annotated import class_in, interface_of, why_not_as_annotated
from mockfactory.double.building.generating import why_no_generator
from mockfactory.double.building.standing_in import (
    is_called_for,
    read_kind,
    why_no_fake_of,
    why_rules_refuse,
    why_rules_refuse_maker,
)
from mockfactory.double.planning.refusals import is_double, why_not_doubled
from mockfactory.double.recording.record import OF_A_CLASS, Put, Recorder, State
from mockfactory.spec import Hint, SpecKind
from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.calling.gaps import why_not_called_as
from mockfactory.spec.looking.raw import mro_of

_REPLACING: Final = ("replace", OF_A_CLASS)


def why_not_in_place_of(old: object, new: object, promised: Hint | None = None) -> str | None:
    """Why `new` can't stand where `old` is; None where it can.

    Args:
        old: what is there.
        new: what is put there.
        promised: the annotation of the name, which counts for more than the class of what is there.
    """
    if promised is not None:
        return why_not_as_annotated(promised, new)
    if is_double(old):
        old = _stood_for(old)
    if old is None:
        return None
    if isinstance(old, ModuleType):
        return None if isinstance(new, ModuleType) else "there is a module"
    if isinstance(old, type):
        return _why_not_class(old, new)
    if callable(old) and read_kind(old) is SpecKind.FUNCTION:
        return _why_not_function(old, new)
    kind: type = type(old)
    if any(base is kind for base in mro_of(type(new))):
        return why_rules_refuse(type(new), kind)
    if any(base is kind for base in mro_of(new.__class__)):  # a double gives its real class here
        return None
    try:
        return None if isinstance(new, kind) else why_no_fake_of(new, kind)
    except Exception as error:
        return f"{kind.__name__} does not say whether this is one: {type(error).__name__}: {error}"


def pair_in_place(old: object, new: object, before: Iterable[Put], promised: Hint | None = None) -> Put | None:
    """What replaces what, by their classes or functions; None where it is a double, or one of the same class.

    Args:
        old: what is there.
        new: what is put there.
        before: what the test has put somewhere before: what is put in its place stands for the same.
        promised: the annotation of the name: what is put there stands for that.
    """
    if is_double(new):
        return None
    if promised is not None:
        return _pair_as_annotated(promised, new)
    if is_double(old) or isinstance(old, ModuleType) or old is None:
        return None
    is_itself = isinstance(old, type) or read_kind(old) is SpecKind.FUNCTION
    given, asked = (new, old) if is_itself else (type(new), type(old))
    for by, implementation, interface in before:
        if by in _REPLACING and implementation is asked:
            asked = interface
    return None if given is asked else (OF_A_CLASS if isinstance(old, type) else "replace", given, asked)


def _pair_as_annotated(promised: Hint, new: object) -> Put | None:
    interface = interface_of(promised, new)
    asked = next(iter(arguments_in(interface)), None) if origin_of(interface) is type else None
    if isinstance(new, type) and isinstance(asked, type):
        return None if new is asked or read_kind(asked) is None else (OF_A_CLASS, new, asked)
    if interface is None or read_kind(interface) is None:
        return None
    if isinstance(new, type) and is_called_for(new, interface):
        return "replace", new, interface
    given = new if read_kind(new) is SpecKind.FUNCTION else type(new)
    is_called = read_kind(interface) is SpecKind.CALLABLE
    if isinstance(new, type) or (given is new) != is_called or given is interface:
        return None
    return "replace", given, interface


def _stood_for(double: object) -> object:
    state = getattr(double, "__mockfactory__", None)
    return state.spec.target if isinstance(state, State) and isinstance(double, type) else double


def _why_not_class(old: type, new: object) -> str | None:
    real = getattr(type(new), "__mockfactory_real__", None) or getattr(new, "__mockfactory_real__", None)
    candidate = real if isinstance(real, type) else new
    if not isinstance(candidate, type):
        return f"there is the class {old.__name__}, and this is an instance"
    if any(base is old for base in mro_of(candidate)):
        return None if is_double(new) else why_rules_refuse(candidate, old)
    try:
        fits = issubclass(candidate, old)
    except Exception as error:  # a metaclass may refuse to say
        return f"{old.__name__} does not say whether this is a subclass: {type(error).__name__}: {error}"
    return None if fits else f"it is no class double of {old.__name__}, and no subclass"


def _why_not_function(old: object, new: object) -> str | None:
    if not callable(new):
        return "there is a function, and this can't be called"
    if not issubclass(type(new), Recorder):
        if isinstance(new, type):
            return why_rules_refuse_maker(new, old)
        return (
            (why_rules_refuse(new, old) or why_no_generator(old, new)) if read_kind(new) is SpecKind.FUNCTION else None
        )
    from mockfactory.spec.read import read_spec

    # A double's own spec is kept as it is called; whether that takes the calls is all that there is to ask.
    iface, impl = read_spec(old).call, cast(Recorder, new).plan.call
    if iface is None or iface.signature is None or impl.signature is None:
        return None
    reason = why_not_called_as(impl.signature, iface.signature)
    if reason is None and (iface.returns.awaits is None) != (impl.returns.awaits is None):
        return "one is async and the other is not"
    return reason


def advice(target: str, old: object, promised: Hint | None = None) -> str:
    """What to write instead, for what stands under the name, or is promised there."""
    if promised is not None:
        cls = class_in(promised)
        if cls is not None:
            return _advice_for(target, cls)
    if isinstance(old, ModuleType):
        return f"replace('{target}.<name>', with_=...) for each function or class of it that the code uses"
    if isinstance(old, type):
        if not is_double(old) and why_not_doubled(old) is not None:
            return f"replace({target!r}, with_=...) with a subclass of {old.__name__}"
        return f"replace({target!r}, with_=double_class({old.__name__}))"
    if callable(old):
        return f"replace({target!r}, with_=double({getattr(old, '__name__', 'it')}))"
    if old is os.environ:
        return "pytest's monkeypatch.setenv(name, value), or unittest.mock.patch.dict(os.environ, {...})"
    kind = type(old)
    if isinstance(old, MutableMapping):
        items = f"unittest.mock.patch.dict({target!r}, {{...}}) to change its items"
        return f"{items}, or with_=... with a real {kind.__name__}"
    return _advice_for(target, kind)


def _advice_for(target: str, cls: type) -> str:
    if why_not_doubled(cls) is not None:
        return f"replace({target!r}, with_=...) with a real {cls.__name__}"
    return f"replace({target!r}, with_=double({cls.__name__}))"
