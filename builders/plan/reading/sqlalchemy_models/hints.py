"""What the annotations of a mapped class say: `Mapped[str | None]` says `str | None`."""

from __future__ import annotations

import inspect
import sys
import types
import typing
from typing import Annotated, Final, Union, get_args, get_origin

from sqlalchemy.orm import DynamicMapped, Mapped, WriteOnlyMapped
from typing_extensions import Format, get_annotations

_UNIONS: Final = (Union, types.UnionType)


def hints_of(type_: type) -> dict[str, object]:
    """The types of the attributes of a mapped class, those inherited included.

    An annotation that can't be resolved is left out: the names in it are often imported for type checkers only, and the
    column has a type of its own.
    """
    found: dict[str, object] = {}
    for owner in reversed(type_.__mro__):
        for name, annotation in get_annotations(owner, format=Format.FORWARDREF).items():
            resolved = _resolved(annotation, owner)
            if resolved is not None:
                found[name] = _held(resolved)
    return found


def parameter_hints(type_: type) -> dict[str, object]:
    """The types of the parameters of the constructor; none where they can't be resolved."""
    constructor = inspect.getattr_static(type_, "__init__")
    # SQLAlchemy puts a function of its own in its place, and keeps the author's.
    constructor = getattr(constructor, "_sa_original_init", constructor)
    try:
        return dict(typing.get_type_hints(constructor, include_extras=True))
    except Exception:
        return {}


def without_none(hint: object) -> object:
    """The type beside `None`."""
    if get_origin(hint) not in _UNIONS:
        return hint
    arms = tuple(arm for arm in get_args(hint) if arm is not types.NoneType)
    return arms[0] if len(arms) == 1 else Union[arms]  # noqa: UP007 - of a tuple


def says_nothing(hint: object) -> bool:
    """Whether some part of a type is open: `dict[str, Any]`."""
    return hint is typing.Any or hint is object or any(says_nothing(part) for part in get_args(hint))


def _resolved(annotation: object, owner: type) -> object:
    holder = type("_Holder", (), {"__annotations__": {"_": annotation}, "__module__": owner.__module__})
    names = {**vars(sys.modules.get(owner.__module__, typing)), **vars(owner), owner.__name__: owner}
    try:
        return typing.get_type_hints(holder, names, {"Mapped": Mapped}, include_extras=True)["_"]
    except Exception:
        return None


def _held(hint: object) -> object:
    if get_origin(hint) in (Mapped, DynamicMapped, WriteOnlyMapped):
        hint = get_args(hint)[0]
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return hint
