"""What one reading knows: the target, its class, and what its type parameters stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Optional, cast

from mockfactory.spec.annotations.generics import substitute
from mockfactory.spec.annotations.hints import resolve
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.model import Hint

_UNBOUND: Final[Mapping[object, object]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One target being read; `bindings` has, for each generic class of its MRO, what its parameters are bound to."""

    target: object
    cls: type | None
    bindings: Mapping[object, Mapping[object, object]]

    def hint(self, annotation: object, scope: Scope, owner: type | None) -> Hint:
        """`annotation` resolved where it was written, with type parameters and `Self` replaced."""
        return self.bound(resolve(annotation, scope), owner)

    def bound(self, hint: Hint, owner: type | None) -> Hint:
        """`hint` as the target sees it: type parameters of `owner` and `Self` replaced."""
        return substitute(hint, self.bindings_of(owner), self.target)

    def bindings_of(self, owner: type | None) -> Mapping[object, object]:
        """What the type parameters of `owner` stand for."""
        return _UNBOUND if owner is None or not self.bindings else self.bindings.get(owner, _UNBOUND)


def optional_by_default(hint: Hint, default: object) -> Hint:
    """`hint`, with None allowed where None is the default (`def f(x: int = None)`): the source itself says so."""
    if default is not None or hint.unchecked is not None or hint.annotation is None:
        return hint
    return Hint(Optional[cast(Any, hint.annotation)])  # noqa: UP045
