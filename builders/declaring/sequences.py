"""`sequence`: a value of the object's number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypeVar, cast, overload

from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.draws.counted import Counted
from builders.draws.draw import Draw
from builders.draws.texts import Text
from builders.errors import BuildError, CannotBuild
from builders.plan.deferred import Deferred

V = TypeVar("V")
_NUMBER: Final = re.compile(r"\{(:(?P<written>[^{}]*))?\}")
V_co = TypeVar("V_co", covariant=True)


@overload
def sequence(of: str, /) -> Declaration[str]: ...
@overload
def sequence(of: Callable[[int], V], /) -> Declaration[V]: ...
def sequence(of: str | Callable[[int], V], /) -> Declaration[str] | Declaration[V]:
    """Declare a field that counts: another value for each object, 1 for the first of a test.

    Args:
        of: text with `{}` where the number stands, or `{:06}` for how it is written; or a function of the number.

    Returns:
        A declaration for `Builder(T, field=...)`.

    Raises:
        TypeError: `of` is neither.
        ValueError: text without `{}`, which would be the same for all, or with more of them than one; what stands
            after the colon is no way to write a whole number.

    Example:
        >>> from dataclasses import dataclass
        >>> from builders import Builder, sequence
        >>> @dataclass
        ... class Ticket:
        ...     number: str
        >>> [ticket.number for ticket in Builder(Ticket, number=sequence("T-{}")).build_many(2)]
        ['T-1', 'T-2']
    """
    if not isinstance(of, str):
        if not callable(cast("object", of)):
            raise TypeError(f"sequence takes text with {{}} in it, or a function of the number, not {of!r}")
        return _Sequence(of)
    places = list(_NUMBER.finditer(of))
    if len(places) != 1:
        raise ValueError(f"sequence({of!r}) needs one {{}}, where the number stands")
    place = places[0]
    written = place["written"] or ""
    try:
        format(1, written)
    except ValueError as error:
        raise ValueError(
            f"sequence({of!r}): {place[0]} is no way to write a whole number: {error}\n"
            "  write:  {}, or {:06} for 000001"
        ) from None
    return _Sequence(_Around(of[: place.start()], of[place.end() :], written))


@dataclass(frozen=True, slots=True)
class _Around:
    """A number within text."""

    head: str
    tail: str
    written: str = ""

    def __call__(self, number: int) -> str:
        return f"{self.head}{number:{self.written}}{self.tail}"


@dataclass(frozen=True, slots=True, eq=False)
class _Sequence(Declaration[V_co], Generic[V_co]):
    shown: ClassVar[str] = "sequence(...)"

    function: Callable[[int], V_co]

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, "sequence(...)")
        return _Numbered(self.function, place.path)


@dataclass(frozen=True, slots=True, eq=False)
class _Numbered(Deferred):
    declared: ClassVar[str | None] = _Sequence.shown

    function: Callable[[int], object]
    path: str

    def at(self, state: int, index: int, depth: int) -> object:
        try:
            return self.function(index + 1)
        except BuildError:
            raise
        except Exception as error:
            raise CannotBuild(
                f"{self.path}: the function of its sequence raised {type(error).__name__}: {error}\n"
                f"  given:      {index + 1}"
            ) from error

    def is_settled(self) -> bool:
        return True

    def as_draw(self) -> Draw | None:
        if not isinstance(self.function, _Around) or self.function.written:
            return None
        pieces: tuple[str | Draw, ...] = (self.function.head, Counted(), self.function.tail)
        return Text(tuple(piece for piece in pieces if piece != ""))
