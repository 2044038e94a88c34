"""The keys of a TypedDict, to be compared with those of another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.annotations.generics import parameters_of
from mockfactory.spec.annotations.hints import annotations_of, strip_qualifiers
from mockfactory.spec.annotations.parameters import bind, replace
from mockfactory.spec.check.typed_dicts import is_typed_dict
from mockfactory.spec.looking.static import is_class


class Key(NamedTuple):
    """One key.

    Attributes:
        type: of its values; Any where it is not known.
        is_required: whether each such dict has it.
    """

    type: object
    is_required: bool


def keys_of(annotation: object) -> Mapping[str, Key] | None:
    """The keys of a TypedDict, or of one with type arguments; None for all else.

    Example:
        >>> from typing import TypedDict
        >>> class User(TypedDict):
        ...     name: str
        >>> keys_of(User)
        {'name': Key(type=<class 'str'>, is_required=True)}
    """
    origin = origin_of(annotation)
    cls = origin if is_class(origin) else annotation
    if not is_class(cls) or not is_typed_dict(cls):
        return None
    bound = bind(parameters_of(cls), arguments_in(annotation))
    required: set[str] = set(getattr(cls, "__required_keys__", ()))
    found: dict[str, Key] = {}
    for name, hint in annotations_of(cls).items():
        bare, qualifiers = strip_qualifiers(hint.annotation)
        # With postponed annotations the class itself could not read these.
        is_required = "Required" in qualifiers or (name in required and "NotRequired" not in qualifiers)
        found[name] = Key(Any if hint.unchecked is not None else replace(bare, bound), is_required)
    return found
