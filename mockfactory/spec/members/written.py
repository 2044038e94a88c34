"""What a function says of itself: read once, however many classes inherit it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Final

from mockfactory.spec.annotations.hints import resolve
from mockfactory.spec.annotations.scopes import Scope
from mockfactory.spec.cache import is_importable
from mockfactory.spec.model import NO_ANNOTATION, Hint


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The annotations of a function, resolved where they stand; type parameters and `Self` are still in them."""

    hints: Mapping[str, Hint]
    returns: Hint


# By class and function, since a function may stand in two class bodies. Both live as long as the process: only what can
# be imported is kept.
_kept: Final[dict[int, tuple[type, dict[FunctionType, Written]]]] = {}
_SETTLED: Final = frozenset({None, "Any", NO_ANNOTATION.unchecked})


def written_by(function: object, owner: type | None, signature: inspect.Signature, scope: Scope) -> Written:
    """The hints of `signature`, which is that of `function`.

    Args:
        function: what is called.
        owner: the class whose body holds it.
        signature: with the parameters that are asked for.
        scope: where its annotations stand.
    """
    if type(function) is not FunctionType or owner is None:
        return _read(signature, scope)
    kept = _kept_of(owner)
    found = None if kept is None else kept.get(function)
    if found is not None and found.hints.keys() >= signature.parameters.keys():
        return found
    found = _read(signature, scope)
    # What cannot be resolved now may be found later, when more modules are imported.
    if kept is not None and {hint.unchecked for hint in (*found.hints.values(), found.returns)} <= _SETTLED:
        kept[function] = found
    return found


def _kept_of(owner: type) -> dict[FunctionType, Written] | None:
    known = _kept.get(id(owner))
    if known is None and is_importable(owner):
        known = _kept.setdefault(id(owner), (owner, {}))
    return None if known is None else known[1]


def _read(signature: inspect.Signature, scope: Scope) -> Written:
    hints = {name: resolve(parameter.annotation, scope) for name, parameter in signature.parameters.items()}
    return Written(hints, resolve(signature.return_annotation, scope))
