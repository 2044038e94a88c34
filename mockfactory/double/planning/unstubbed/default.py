"""One answer of an unstubbed call: a plain value, a nested double, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

ITSELF: Final = object()
"""Given to `nest` in place of a type: the double that was asked."""

Nest: TypeAlias = Callable[[object, str], object]
"""Makes the nested double for a type: `nest(annotation, key)`."""


class Default:
    """One answer: `constant` with its `value`, or given by `make`, or `unknown` for a reason.

    `nested` says that `make` gives a nested double, always the same.
    """

    __slots__ = ("constant", "make", "nested", "unknown", "value")

    def __init__(
        self,
        value: object = None,
        *,
        make: Callable[[Nest], object] | None = None,
        unknown: str | None = None,
        nested: bool = False,
    ) -> None:
        self.value = value
        self.make = make
        self.unknown = unknown
        self.nested = nested
        self.constant = make is None and unknown is None


def give(default: Default, nest: Nest, owner: str) -> object:
    """The answer itself.

    Raises:
        UnknownAnswerError: where nobody can say what it is.
    """
    if default.unknown is not None:
        raise UnknownAnswerError(owner, default.unknown)
    return default.value if default.make is None else default.make(nest)


class UnknownAnswerError(Exception):
    """An answer was wanted that the spec does not determine. Turned into a violation by the double that was asked."""

    def __init__(self, owner: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{owner}: {reason}")
