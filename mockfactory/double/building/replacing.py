"""`replace`: put a double in the place of a name, for the test."""

from __future__ import annotations

import builtins
import importlib
from types import ModuleType, TracebackType
from typing import Final, cast

from mockfactory.double.planning.refusals import is_double
from mockfactory.double.recording.current import NO_LEDGER, current
from mockfactory.double.recording.record import Recorder, State
from mockfactory.double.wording.errors import MisuseError
from mockfactory.double.wording.text import nearest, report, show
from mockfactory.spec import SpecKind
from mockfactory.spec.fits import why_not_called_as

_MISSING: Final = object()


class Replaced:
    """A name that is replaced. Undone when the session ends, at the end of a `with`, or by `undo()`."""

    __slots__ = ("_name", "_old", "_own", "_owner")

    def __init__(self, owner: object, name: str, old: object, own: bool) -> None:
        self._owner = owner
        self._name = name
        self._old = old
        self._own = own

    def undo(self) -> None:
        """Put back what was there. A second time does nothing."""
        if self._old is _MISSING:
            return
        if self._own:
            setattr(self._owner, self._name, self._old)
        else:
            delattr(self._owner, self._name)
        self._old = _MISSING

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.undo()


def replace(target: str, *, with_: object) -> Replaced:
    """Put `with_` in the place of a name until the session of the test ends.

    Args:
        target: the dotted name *where it is looked up*: "app.mail.client".
        with_: a double, or anything else, that can stand in for what is there: an instance of the same class, a double
        of it, a
            class double for a class, a function with a signature that takes the same calls.

    Returns:
        A handle. It is a context manager too, for where there is no session: `with replace(...):`.

    Raises:
        MisuseError: when the name does not exist or is one of `builtins`, or `with_` can't stand in for what is there.

    Example:
        >>> import json
        >>> from mockfactory import double, replace, when
        >>> dumps = double(json.dumps)
        >>> stub = when(dumps).returns("{}")
        >>> with replace("json.dumps", with_=dumps):
        ...     json.dumps([1])
        '{}'
    """
    __tracebackhide__ = True
    owner, name, old = _find(target)
    if owner is builtins or target.startswith("builtins."):
        raise MisuseError(
            report(
                f"replace({target!r}) would change {name} for everything that runs, the test runner too.",
                write=f"`from builtins import {target.split('.')[1]}` in the module that uses it; "
                "then replace the name there",
            )
        )
    reason = why_not_in_place_of(old, with_)
    if reason is not None:
        raise MisuseError(
            report(
                f"{show(with_)} can't stand in for {target}: {reason}.",
                there=show(old),
                write=_advice(target, old),
            )
        )
    own = name in vars(owner) if hasattr(owner, "__dict__") else True
    raw = vars(owner)[name] if own and isinstance(owner, type) else old
    replaced = Replaced(owner, name, raw, own)
    setattr(owner, name, with_)
    ledger = current()
    if ledger is not NO_LEDGER:
        ledger.undo.append(replaced.undo)
    return replaced


def _find(target: str) -> tuple[object, str, object]:
    """The object that holds the name, the name, and what is there."""
    __tracebackhide__ = True
    if "." not in str(target):
        raise MisuseError(f"replace() takes a dotted name like 'app.mail.client', not {show(target)}")
    path, _, name = target.rpartition(".")
    parts = path.split(".")
    owner: object = None
    for size in range(len(parts), 0, -1):
        module_name = ".".join(parts[:size])
        try:
            owner = importlib.import_module(module_name)
        except ModuleNotFoundError as error:
            if error.name is None or not (module_name + ".").startswith(error.name + "."):
                raise
            continue
        for part in parts[size:]:
            owner = _get(owner, part, target)
        return owner, name, _get(owner, name, target)
    raise MisuseError(f"replace({target!r}): there is no module {parts[0]!r}")


def _get(owner: object, name: str, target: str) -> object:
    __tracebackhide__ = True
    found = getattr(owner, name, _MISSING)
    if found is _MISSING:
        kind = "module" if isinstance(owner, ModuleType) else "object"
        where = getattr(owner, "__name__", type(owner).__name__)
        raise MisuseError(f"replace({target!r}): {kind} {where} has no {name!r}.{nearest(name, dir(owner))}")
    return found


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
    return None if isinstance(new, kind) else f"it is no {kind.__name__}"


def _stood_for(double: object) -> object:
    state = getattr(double, "__mockfactory__", None)
    return state.spec.target if isinstance(state, State) and isinstance(double, type) else double


def _why_not_class(old: type, new: object) -> str | None:
    real = getattr(type(new), "__mockfactory_real__", None) or getattr(new, "__mockfactory_real__", None)
    candidate = real if isinstance(real, type) else new
    if not isinstance(candidate, type):
        return f"there is the class {old.__name__}, and this is an instance"
    return None if issubclass(candidate, old) else f"it is no class double of {old.__name__}, and no subclass"


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


def _advice(target: str, old: object) -> str:
    if isinstance(old, type):
        return f"replace({target!r}, with_=double_class({old.__name__}))"
    if callable(old):
        return f"replace({target!r}, with_=double({getattr(old, '__name__', 'it')}))"
    return f"replace({target!r}, with_=double({type(old).__name__}))"
