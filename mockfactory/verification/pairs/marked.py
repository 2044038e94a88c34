"""`@stands_for`: a hand-written fake says what it stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from typing_extensions import TypeForm

from mockfactory.rules.places import file_of, line_of
from mockfactory.rules.raising import declared
from mockfactory.spec import SpecError
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.read import read_spec
from mockfactory.verification.pairs.stand_in import StandIn
from mockfactory.wording.errors import MisuseError

C = TypeVar("C", bound=type)
T = TypeVar("T")

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
            classes.

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
            raise MisuseError(f"@stands_for marks a class, and {cls!r} is none.")
        _marked.append(StandIn(cls, interface, f"@stands_for in {_where(cls)}", raises=errors))
        return cls

    return mark


def marked() -> list[StandIn]:
    """What the modules that were imported so far have marked."""
    return list(_marked)


def _where(cls: type) -> str:
    file = file_of(cls)
    return f"{file}:{line_of(cls)}" if file else cls.__module__
