"""`sequence`: a value of the object's number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

from builders.declaring.declaration import Declaration, Place
from builders.declaring.parts import refuse_parts
from builders.plan.deferred import Deferred

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


@overload
def sequence(of: str, /) -> Declaration[str]: ...
@overload
def sequence(of: Callable[[int], V], /) -> Declaration[V]: ...
def sequence(of: str | Callable[[int], V], /) -> Declaration[str] | Declaration[V]:
    """Declare a field that counts: another value for each object, 1 for the first of a test.

    Args:
        of: text with `{}` where the number stands, or a function of the number.

    Returns:
        A declaration for `Builder(T, field=...)`.

    Raises:
        ValueError: text without `{}`, which would be the same for all.

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
        return _Sequence(of)
    if of.count("{}") != 1:
        raise ValueError(f"sequence({of!r}) needs one {{}}, where the number stands")
    head, _, tail = of.partition("{}")
    return _Sequence(lambda number: f"{head}{number}{tail}")


@dataclass(frozen=True, slots=True, eq=False)
class _Sequence(Declaration[V_co], Generic[V_co]):
    function: Callable[[int], V_co]

    def bound(self, place: Place, parts: dict[str, object]) -> Deferred:
        refuse_parts(place, parts, "sequence(...)")
        return _Numbered(self.function)


@dataclass(frozen=True, slots=True, eq=False)
class _Numbered(Deferred):
    function: Callable[[int], object]

    def at(self, state: int, index: int, depth: int) -> object:
        return self.function(index + 1)
