"""`double`, `double_class` and `spy`: how a test gets its doubles."""

from __future__ import annotations

import sys
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, overload

from mockfactory.double.building.allocation import compiled, lasting, make
from mockfactory.double.building.class_doubles import make_class
from mockfactory.double.building.nesting import nest
from mockfactory.double.planning.refusals import is_double, why_not_doubled
from mockfactory.double.recording.current import current
from mockfactory.spec import SpecError
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import caller

if TYPE_CHECKING:
    from types import BuiltinFunctionType, CodeType

    from typing_extensions import TypeForm

    class _Function(Protocol):
        """A function or a method, and no class: a class is callable too, but there the type form is meant."""

        @property
        def __code__(self) -> CodeType: ...

    class _Cached(Protocol):
        """A function under `functools.cache`."""

        def cache_clear(self) -> None: ...


T = TypeVar("T")
F = TypeVar("F", bound="_Function | _Cached | BuiltinFunctionType")
C = TypeVar("C")


@overload
def double(
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
    one = lasting.get(id(spec))
    if one is None or one.target is not spec:
        one = compiled(spec)
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    if raises:
        _check_raises(raises)
    return make(one, current(), (frame.f_code, frame.f_lineno), nest, name=name, strict=strict, raises=raises)


def _check_raises(raises: object) -> None:
    named: tuple[object, ...] = cast("tuple[object, ...]", raises) if isinstance(raises, tuple) else (raises, None)
    if not all(isinstance(error, type) and issubclass(error, BaseException) for error in named):
        raise MisuseError(f"raises= takes a tuple of exception classes, not {raises!r}")


def spy(real: T) -> T:
    """Make a double that calls through to a real object.

    Every call is checked, recorded and handed on; what comes back is checked against what the annotations promise.
    Stubs made with `when` go before the real object. Where the real object gives itself, the spy is given.

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
    target = thing if is_one_of(type(thing), (FunctionType, MethodType)) else type(thing)
    reason = why_not_doubled(target)
    if reason is not None:
        raise SpecError(f"spy() can't stand in for this: {reason}")
    return cast(T, make(compiled(target), current(), caller(), nest, real=thing))


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
    return cast("type[C]", make_class(spec, current(), (frame.f_code, frame.f_lineno), nest))
