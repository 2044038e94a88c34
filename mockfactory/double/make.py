"""`double` and `spy`: the making of doubles, each class compiled once."""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args, get_origin, overload

from mockfactory.double.errors import MisuseError
from mockfactory.double.instance import Double, double_type
from mockfactory.double.ledger import NO_LEDGER, Ledger, current
from mockfactory.double.method import make_method
from mockfactory.double.places import caller
from mockfactory.double.plan import Plans
from mockfactory.double.refusals import is_double, why_not_doubled
from mockfactory.double.state import State
from mockfactory.spec import Member, Spec, SpecError, read_spec
from mockfactory.spec.cache import is_importable

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., object])


class Compiled:
    """What all doubles of one spec share. `type` is None for what is called and has no attributes."""

    __slots__ = ("__weakref__", "class_members", "plans", "spec", "target", "type")

    def __init__(self, spec: Spec) -> None:
        self.target = spec.target
        self.spec = spec
        self.class_members: Mapping[str, Member] | None = None
        if spec.cls is None:
            member = spec.function
            assert member is not None
            self.plans = Plans("", {member.name: member})
            self.type: type[Double] | None = None
        else:
            self.plans = Plans(spec.name, spec.members)
            self.type = double_type(spec)


_lasting: Final[dict[int, Compiled]] = {}
_passing: Final[weakref.WeakValueDictionary[int, Compiled]] = weakref.WeakValueDictionary()
_lock: Final = threading.Lock()
_new: Final = object.__new__
_set_state: Final[Callable[[object, State], None]] = Double.__mockfactory__.__set__  # type: ignore[attr-defined]


def compiled(target: Any) -> Compiled:
    """The compiled double of `target`; what can be imported is compiled once and for all.

    Raises:
        SpecError: when `target` can't be the spec of a double.
    """
    found = _lasting.get(id(target))
    if found is not None and found.target is target:
        return found
    reason = why_not_doubled(target)
    if reason is not None:
        raise SpecError(f"double() can't stand in for this: {reason}")
    spec = read_spec(target)
    with _lock:
        one = _passing.get(id(spec))
        if one is None or one.spec is not spec:
            one = _passing[id(spec)] = Compiled(spec)
        if is_importable(target):
            _lasting[id(target)] = one
        elif all(map(is_importable, (get_origin(target), *get_args(target)))):
            _lasting[id(spec)] = one
    return one


def make(
    one: Compiled,
    ledger: Ledger,
    place: tuple[CodeType, int],
    *,
    name: str | None = None,
    strict: bool = False,
    raises: tuple[type[BaseException], ...] = (),
    real: object = None,
) -> object:
    """Allocate a double."""
    state = State(one.spec, one.plans, nest, ledger, place)
    state.name = name
    state.strict = strict
    state.raises = raises
    state.real = real
    double: object
    if one.type is not None:
        double = _new(one.type)
        _set_state(double, state)
    else:
        (member,) = one.plans.members
        double = state.methods[member] = make_method(state, one.plans[member])
    state.double = double
    if ledger is not NO_LEDGER:
        ledger.doubles.append(state)
    return double


def nest(parent: State, annotation: object, label: str) -> object:
    """A double for what another double gives away."""
    if get_origin(annotation) is type:
        from mockfactory.double.classes import make_class

        return make_class(get_args(annotation)[0], parent.ledger, (parent.code, parent.line))
    name = f"{parent.name or parent.spec.name}.{label}"
    place = (parent.code, parent.line)
    return make(compiled(annotation), parent.ledger, place, name=name, strict=parent.strict)


@overload
def double(  # type: ignore[overload-overlap]  # a class is callable too, and then the type form goes first
    spec: TypeForm[T], *, strict: bool = ..., raises: tuple[type[BaseException], ...] = ..., name: str | None = ...
) -> T: ...
@overload
def double(
    spec: F, *, strict: bool = ..., raises: tuple[type[BaseException], ...] = ..., name: str | None = ...
) -> F: ...
def double(
    spec: Any, *, strict: bool = False, raises: tuple[type[BaseException], ...] = (), name: str | None = None
) -> Any:
    """Make a double: it has the names, signatures and types of `spec` and runs none of its code.

    Args:
        spec: a class, ABC or Protocol, one with type arguments (`Repo[User]`), a callable type, or a function.
        strict: refuse every unstubbed call that returns a value. Otherwise it answers a value of the declared return
        type. raises: the exceptions that the interface may raise; `when(...).raises` then takes no others.
        name: shown in messages.

    Returns:
        The double; for a type checker, and for `isinstance`, an instance of `spec`.

    Raises:
        SpecError: for what can't be the spec of a double (`int`, `Any`, a union, a string...), with what to write
        instead.

    Example:
        >>> from mockfactory import double
        >>> class Mailer:
        ...     def send(self, to: str) -> bool: ...
        >>> mailer = double(Mailer)
        >>> isinstance(mailer, Mailer), mailer.send("ada@example.org")
        (True, False)
    """
    __tracebackhide__ = True
    one = _lasting.get(id(spec))
    if one is None or one.target is not spec:
        one = compiled(spec)
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    if raises:
        _check_raises(raises)
    return make(one, current(), (frame.f_code, frame.f_lineno), name=name, strict=strict, raises=raises)


def _check_raises(raises: object) -> None:
    named: tuple[object, ...] = cast("tuple[object, ...]", raises) if isinstance(raises, tuple) else (raises, None)
    if not all(isinstance(error, type) and issubclass(error, BaseException) for error in named):
        raise MisuseError(f"raises= takes a tuple of exception classes, not {raises!r}")


def spy(real: T) -> T:
    """Make a double that calls through to a real object.

    Every call is checked, recorded and handed on; what comes back is checked against what the annotations promise.
    Stubs made with `when` go before the real object.

    Args:
        real: an instance of a class, or a function.

    Returns:
        The spy; for a type checker, and for `isinstance`, what `real` is.

    Raises:
        SpecError: for a class, a plain value, or a double.

    Example:
        >>> from mockfactory import spy, verify
        >>> class Counter:
        ...     def __init__(self) -> None:
        ...         self.value = 0
        ...     def add(self, n: int) -> int:
        ...         self.value += n
        ...         return self.value
        >>> counter = spy(Counter())
        >>> counter.add(2)
        2
        >>> verify(lambda: counter.add(2)).once()
    """
    __tracebackhide__ = True
    thing: object = real
    if is_double(thing):
        raise SpecError(f"spy() takes a real object, and {thing!r} is a double of one: use it as it is")
    if isinstance(thing, type):
        raise SpecError(f"spy() takes an instance, and {thing.__name__} is a class: give spy({thing.__name__}(...))")
    target = thing if type(thing) in (FunctionType, MethodType) else type(thing)
    reason = why_not_doubled(target)
    if reason is not None:
        raise SpecError(f"spy() can't stand in for this: {reason}")
    return cast(T, make(compiled(target), current(), caller(), real=thing))
