"""`MockFactory`: one place that makes what a test needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from mockfactory.double.building.allocation import compiled, make
from mockfactory.double.building.nesting import nest
from mockfactory.double.recording.current import current
from mockfactory.double.wording.places import caller
from mockfactory.session import Session

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")


class MockFactory:
    """Makes the doubles of one test. The `mock_factory` fixture gives one.

    Attributes:
        session: what the test has done with its doubles so far.

    Example:
        >>> from mockfactory import MockFactory, Session
        >>> class Mailer:
        ...     def send(self, to: str) -> bool: ...
        >>> with Session() as session:
        ...     MockFactory(session).create(Mailer).send("ada")
        ...     session.calls
        False
        [Mailer.send('ada')]
    """

    def __init__(self, session: Session) -> None:
        self.session: Session = session

    def create(self, spec: TypeForm[T]) -> T:
        """A strict double of a class, ABC, Protocol or callable type.

        Args:
            spec: the type.

        Raises:
            SpecError: for a plain value type, which no double stands in for.
        """
        __tracebackhide__ = True
        return cast(T, make(compiled(spec), current(), caller(), nest))
