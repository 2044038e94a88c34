"""With which type arguments a class stands for an interface, by the type arguments that it has itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from mockfactory.spec.annotations.forms import DESCEND, rewrite
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.static import is_class


class Argument(NamedTuple):
    """One type argument of an interface.

    Attributes:
        type: what it is; in it, the placeholders of the implementation's own.
        is_certain: whether members say so. Else nothing is against it, and nothing but their order is for it.
    """

    type: object
    is_certain: bool = True


class Handed(NamedTuple):
    """How a class hands its type arguments on to the interface that it stands for.

    Attributes:
        own: a placeholder for each type parameter of the implementation: a class that is nothing else.
        arguments: those of the interface; None for one that is not known.

    Example:
        >>> class First: ...
        >>> handed = Handed((First,), (Argument(list[First]), None))
        >>> handed.with_([int])
        (Argument(type=list[int], is_certain=True), None)
    """

    own: tuple[type, ...]
    arguments: tuple[Argument | None, ...]

    def with_(self, given: Sequence[object]) -> tuple[Argument | None, ...]:
        """The arguments of the interface.

        Args:
            given: those of the implementation; where it has none, each may be anything, as for a type checker.
        """
        known = given if len(given) == len(self.own) else [Any] * len(self.own)

        def visit(node: object) -> object:
            if is_class(node):
                return next((it for one, it in zip(self.own, known, strict=True) if one is node), node)
            return DESCEND

        return tuple(
            None
            if one is None
            else one
            if is_class(one.type) and not is_one_of(one.type, self.own)
            else Argument(rewrite(one.type, visit), one.is_certain)
            for one in self.arguments
        )
