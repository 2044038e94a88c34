"""`replace`: put a double in the place of a name, for the test."""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Callable
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Final, NoReturn, cast

from mockfactory.double.recording.current import NO_LEDGER, current
from mockfactory.spec.looking.raw import find_raw
from mockfactory.wording.errors import MisuseError, SpecViolation
from mockfactory.wording.text import nearest, report, show

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

    if not TYPE_CHECKING:
        # Type checkers refuse the decorator as it is: nothing that they know of can be called.
        def __call__(self, *decorated: object) -> NoReturn:
            """`@replace(...)`: refused, because it would hold from the import of the test's file on, for all tests."""
            __tracebackhide__ = True
            self.undo()
            raise MisuseError(
                report(
                    "replace() is no decorator: it would replace the name when the file is imported, for all tests.",
                    write="replace(...) as a line of the test, or of a fixture; it is undone at the end of the test",
                )
            )

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.undo()


def replace(target: str, *, with_: object) -> Replaced:
    """Put `with_` in the place of a name until the session of the test ends.

    Args:
        target: the dotted name *where it is looked up*: "app.mail.client"; "app.mail.open" for a builtin that it uses.
        with_: a double, or anything else, that can stand in for what is there: an instance of the same class, a double
            of it, a hand-written fake with all its members, a class double for a class, a function with a signature
            that takes the same calls. Where the module, or the class, annotates the name, the annotation counts, and
            not what is there.

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
    # Here: most runs replace nothing, and each import of the library would pay for what judges.
    from mockfactory.double.building.annotated import annotation_at
    from mockfactory.double.building.in_place import advice, pair_in_place, why_not_in_place_of
    from mockfactory.rules.telling.misfit import Misfit

    owner, name, old = _find(target)
    if owner is builtins or target.startswith("builtins."):
        raise MisuseError(
            report(
                f"replace({target!r}) would change {name} for everything that runs, the test runner too.",
                write=f"replace('<the module that uses it>.{target.split('.')[1]}', with_=...)",
            )
        )
    promised = annotation_at(owner, name)
    reason = why_not_in_place_of(old, with_, promised)
    if reason is not None:
        finding = reason.finding if isinstance(reason, Misfit) else None
        raise MisuseError(
            report(
                f"{show(with_)} can't stand in for {target}: {reason if finding is None else finding.problem}.",
                promised=None if finding is None else finding.promised,
                came=None if finding is None else finding.came,
                mend=None if finding is None else finding.mend,
                there=show(old),
                write=advice(target, old, promised),
            )
        )
    own = name in vars(owner) if hasattr(owner, "__dict__") else True
    raw = vars(owner)[name] if own and isinstance(owner, type) else old
    replaced = Replaced(owner, name, raw, own)
    try:
        setattr(owner, name, _unbound(owner, name, with_))
    except SpecViolation:  # of a double that holds the name: it says best what is wrong
        raise
    except (AttributeError, TypeError) as error:
        _refuse_unchangeable(target, owner, error)
    ledger = current()
    if ledger is not NO_LEDGER:
        ledger.undo.append(replaced.undo)
        put = pair_in_place(old, with_, ledger.put, promised)
        if put is not None:
            ledger.stands(put)
    return replaced


def _unbound(owner: object, name: str, value: object) -> object:
    """`value` as it is to be put: what replaces a class method or a static method is called with no instance."""
    found = find_raw(owner, name) if isinstance(owner, type) else None
    if found is None or type(found[1]) not in (classmethod, staticmethod) or type(value) in (classmethod, staticmethod):
        return value
    return staticmethod(cast("Callable[..., object]", value))


def _refuse_unchangeable(target: str, owner: object, error: Exception) -> NoReturn:
    __tracebackhide__ = True
    it = target.rpartition(".")[0].rpartition(".")[2]
    kind = f"a subclass of {it} that has its own" if isinstance(owner, type) else f"a double of {it}"
    raise MisuseError(
        report(
            f"replace({target!r}): nothing can be set on {it} ({error}).",
            write=f"replace('<the module that uses {it}>.{it}', with_=...) with {kind}",
        )
    ) from None


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
        if isinstance(owner, ModuleType) and _is_builtin(name) and not hasattr(owner, name):
            return owner, name, getattr(builtins, name)
        return owner, name, _get(owner, name, target)
    raise MisuseError(f"replace({target!r}): there is no module {parts[0]!r}")


def _is_builtin(name: str) -> bool:
    """Whether a module that does not define `name` can use it all the same; then the test may define it there."""
    return not name.startswith("_") and hasattr(builtins, name)


def _get(owner: object, name: str, target: str) -> object:
    __tracebackhide__ = True
    found = getattr(owner, name, _MISSING)
    if found is _MISSING:
        kind = "module" if isinstance(owner, ModuleType) else "object"
        where = getattr(owner, "__name__", type(owner).__name__)
        raise MisuseError(f"replace({target!r}): {kind} {where} has no {name!r}.{nearest(name, dir(owner))}")
    return found
