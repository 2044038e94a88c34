"""What a builder is asked to build."""

from __future__ import annotations

from builders.declaring.buildable import Buildable
from builders.declaring.declaration import Declaration
from builders.errors import CannotBuild
from builders.plan.no_types import refuse


def check_target(type_: object) -> None:
    """See that a builder is asked for objects of a type.

    Raises:
        TypeError: it is given a builder, a declaration or a value.
    """
    if isinstance(type_, Buildable):
        raise TypeError(f"Builder takes a type, and {type_!r} is a builder already\n  write:  the_builder.having(...)")
    if isinstance(type_, Declaration):
        raise TypeError(f"Builder takes a type, and {type_.shown} is a declaration of a field")
    try:
        refuse(type_)
    except CannotBuild as error:
        raise TypeError(f"Builder takes a type: {error}".replace("build(", "Builder(")) from None
