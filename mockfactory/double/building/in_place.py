"""Whether one value can stand in the place of another: what `replace` asks before it puts a double there."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from types import ModuleType
from typing import cast

from mockfactory.double.planning.refusals import is_double, why_not_doubled
from mockfactory.double.recording.record import Recorder, State
from mockfactory.spec import SpecKind
from mockfactory.spec.calling.gaps import why_not_called_as
from mockfactory.spec.looking.raw import mro_of


def why_not_in_place_of(old: object, new: object) -> str | None:
    """Why `new` can't stand where `old` is; None where it can."""
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
    if any(base is kind for base in mro_of(new.__class__)):  # a double gives its real class here
        return None
    try:
        return None if isinstance(new, kind) else f"it is no {kind.__name__}"
    except Exception as error:
        return f"{kind.__name__} does not say whether this is one: {type(error).__name__}: {error}"


def _stood_for(double: object) -> object:
    state = getattr(double, "__mockfactory__", None)
    return state.spec.target if isinstance(state, State) and isinstance(double, type) else double


def _why_not_class(old: type, new: object) -> str | None:
    real = getattr(type(new), "__mockfactory_real__", None) or getattr(new, "__mockfactory_real__", None)
    candidate = real if isinstance(real, type) else new
    if not isinstance(candidate, type):
        return f"there is the class {old.__name__}, and this is an instance"
    if any(base is old for base in mro_of(candidate)):
        return None
    try:
        fits = issubclass(candidate, old)
    except Exception as error:  # a metaclass may refuse to say
        return f"{old.__name__} does not say whether this is a subclass: {type(error).__name__}: {error}"
    return None if fits else f"it is no class double of {old.__name__}, and no subclass"


def read_kind(value: object) -> SpecKind | None:
    """What `read_spec` says of a value; None where it can't be a spec."""
    from mockfactory.spec.read import read_spec

    try:
        return read_spec(value).kind
    except TypeError:
        return None


def _why_not_function(old: object, new: object) -> str | None:
    if not callable(new):
        return "there is a function, and this can't be called"
    from mockfactory.spec.read import read_spec

    iface = read_spec(old).call
    impl = cast(Recorder, new).plan.call if issubclass(type(new), Recorder) else None
    if impl is None:
        if read_kind(new) is not SpecKind.FUNCTION:
            return None
        impl = read_spec(new).call
    if iface is None or iface.signature is None or impl is None or impl.signature is None:
        return None
    reason = why_not_called_as(impl.signature, iface.signature)
    if reason is None and (iface.returns.awaits is None) != (impl.returns.awaits is None):
        return "one is async and the other is not"
    return reason


def advice(target: str, old: object) -> str:
    """What to write instead, for what stands under the name."""
    if isinstance(old, type):
        if not is_double(old) and why_not_doubled(old) is not None:
            return f"replace({target!r}, with_=...) with a subclass of {old.__name__}"
        return f"replace({target!r}, with_=double_class({old.__name__}))"
    if callable(old):
        return f"replace({target!r}, with_=double({getattr(old, '__name__', 'it')}))"
    if old is os.environ:
        return "pytest's monkeypatch.setenv(name, value), or unittest.mock.patch.dict(os.environ, {...})"
    kind = type(old).__name__
    if isinstance(old, MutableMapping):
        return f"unittest.mock.patch.dict({target!r}, {{...}}) to change its items, or with_=... with a real {kind}"
    if why_not_doubled(type(old)) is not None:
        return f"replace({target!r}, with_=...) with a real {kind}"
    return f"replace({target!r}, with_=double({kind}))"
