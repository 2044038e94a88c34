"""`@stands_for`: a hand-written fake says what it stands for."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from typing_extensions import TypeForm

from mockfactory.rules.comparing.standing import mark as let_count
from mockfactory.rules.raising import declared
from mockfactory.rules.telling.places import file_of, line_of
from mockfactory.spec import SpecError
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class, name_of
from mockfactory.spec.read import read_spec
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report

C = TypeVar("C", bound=type)
T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

_CACHE: Final = 0
_FUNCTIONS: Final = (FunctionType, BuiltinFunctionType, MethodType)
_marked: Final[list[StandIn]] = []


def stands_for(interface: TypeForm[T], /, *, raises: tuple[type[BaseException], ...] = ()) -> Callable[[C], C]:
    """Say of a class that it stands for another one, so that it is verified against it.

    The class is not changed, and is not compared before `mockfactory verify` or `pytest --mockfactory-verify` asks for
    it: a test that uses the fake is as fast as without.

    Args:
        interface: a class, an ABC, a Protocol, one with type arguments (`Repo[User]`).
        raises: the errors that the interface may raise; what is marked then raises no others. Where none are given,
            nothing is said of errors.

    Returns:
        A decorator for classes.

    Raises:
        MisuseError: the interface promises nothing, what is decorated is no class, or `raises` is no tuple of exception
            classes. `@stands_for` alone above a class, and `@stands_for()`, are refused too: they do not say for what.

    Example:
        >>> from typing import Protocol
        >>> from mockfactory.verification import stands_for
        >>> class Mailer(Protocol):
        ...     def send(self, to: str) -> bool: ...
        >>> @stands_for(Mailer)
        ... class FakeMailer:
        ...     def send(self, to: str) -> bool:
        ...         return True
    """
    errors = declared(raises)
    try:
        read_spec(interface)
    except SpecError as error:
        raise MisuseError(f"stands_for({interface!r}): {error}") from None

    def mark(cls: C) -> C:
        if not is_class(cls):
            raise MisuseError(_is_no_class(cls, interface))
        _marked.append(StandIn(cls, interface, f"@stands_for in {_where(cls)}", raises=errors))
        let_count(cls, interface)
        return cls

    return mark


def _is_no_class(thing: object, interface: object) -> str:
    """What is said of a mark above a function, which has its place elsewhere, and of one above anything else."""
    if not isinstance(thing, _FUNCTIONS):
        return f"@stands_for marks a class, and {thing!r} is none."
    from mockfactory.verification.words import named, words_of

    return report(
        f"@stands_for marks a class, and {thing.__qualname__} is a function: pyproject.toml is the place for it.",
        write=f'[tool.mockfactory.stands-for]\n"{named(thing)}" = "{words_of(interface) or named(interface)}"',
    )


def _with_interface(decorator: Callable[P, R]) -> Callable[P, R]:
    """The same decorator, that refuses to be written without an interface: as such it would mark nothing."""

    @functools.wraps(decorator)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        __tracebackhide__ = True
        frame = inspect.currentframe()
        if not args or _is_being_decorated(args[0], None if frame is None else frame.f_back):
            written = f"@stands_for above {name_of(args[0])}" if args and is_class(args[0]) else "@stands_for()"
            raise MisuseError(
                report(f"{written} does not say what for.", write="@stands_for(Interface), with the class or Protocol")
            )
        return decorator(*args, **kwargs)

    return asked


def _is_being_decorated(cls: object, caller: FrameType | None) -> bool:
    """Whether a class has been defined right here, and has no name yet.

    A decorator is called with no arguments beside what it decorates, which the code of a call never says otherwise.
    """
    if caller is None or not is_class(cls) or module_name_of(cls) != caller.f_globals.get("__name__"):
        return False
    if any(names.get(name_of(cls)) is cls for names in (caller.f_locals, caller.f_globals)):
        return False
    code, at = caller.f_code.co_code, caller.f_lasti
    while at > 0 and code[at] == _CACHE:  # the call itself stands before the room that the interpreter keeps for it
        at -= 2
    return code[at + 1] == 0


if not TYPE_CHECKING:
    # Type checkers refuse both as they are, and read the function itself best.
    stands_for = _with_interface(stands_for)


def marked() -> list[StandIn]:
    """What the modules that were imported so far have marked."""
    return list(_marked)


def _where(cls: type) -> str:
    file = file_of(cls)
    return f"{file}:{line_of(cls)}" if file else cls.__module__
