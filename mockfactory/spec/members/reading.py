"""What one reading knows: the target, its class, and what its type parameters stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Optional, cast

from mockfactory.spec.annotations.generics import substitute
from mockfactory.spec.annotations.hints import resolve
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.annotations.surroundings import LOCAL
from mockfactory.spec.looking.raw import qualified_name_of
from mockfactory.spec.model import Hint

_UNBOUND: Final[Mapping[object, object]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One target being read; `bindings` has, for each generic class of its MRO, what its parameters are bound to.

    `implementation` is what `Self` means where that is not the target itself.
    """

    target: object
    cls: type | None
    bindings: Mapping[object, Mapping[object, object]]
    implementation: object = None
    _scopes: dict[int, Scope] = field(default_factory=dict[int, Scope])

    def scope_of(self, owner: type) -> Scope:
        """Where the annotations in the body of `owner` stand: found once for all of its members."""
        known = self._scopes.get(id(owner))
        if known is None:
            known = Scope.of_class(owner)
            # The names around a local class are bound one by one while the function around it runs.
            if LOCAL not in qualified_name_of(owner):
                self._scopes[id(owner)] = known
        return known

    def hint(self, annotation: object, scope: Scope, owner: type | None) -> Hint:
        """`annotation` resolved where it was written, with type parameters and `Self` replaced."""
        return self.bound(resolve(annotation, scope), owner)

    def bound(self, hint: Hint, owner: type | None) -> Hint:
        """`hint` as the target sees it: type parameters of `owner` and `Self` replaced."""
        return substitute(hint, self.bindings_of(owner), self.own_type)

    @property
    def own_type(self) -> object:
        """What `Self` means."""
        return self.target if self.implementation is None else self.implementation

    def bindings_of(self, owner: type | None) -> Mapping[object, object]:
        """What the type parameters of `owner` stand for."""
        return _UNBOUND if owner is None or not self.bindings else self.bindings.get(owner, _UNBOUND)


def optional_by_default(hint: Hint, default: object) -> Hint:
    """`hint`, with None allowed where None is the default (`def f(x: int = None)`): the source itself says so."""
    if default is not None or hint.unchecked is not None or hint.annotation is None:
        return hint
    return Hint(Optional[cast(Any, hint.annotation)])  # noqa: UP045
