"""What the parts of a factory of a suite's doubles have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mockfactory.wording.errors import MisuseError

if TYPE_CHECKING:
    from builders.domain.models.context import UserExecutionContext
    from builders.domain.models.identity import Tenant
    from mockfactory.factory.making.workshop import Workshop


class Rooted:
    """Has a workshop, and knows which tenants and contexts it made."""

    _workshop: Workshop
    _tenants: dict[str, Tenant]
    _contexts: list[UserExecutionContext]


def placed(positional: Sequence[object], named: Mapping[str, object], name: str) -> Mapping[str, object]:
    """All arguments by name.

    Args:
        positional: those without a name.
        named: those with a name.
        name: of the first positional one; there is no second.

    Raises:
        MisuseError: there are too many, or one is there twice.
    """
    __tracebackhide__ = True
    if not positional:
        return named
    if len(positional) > 1 or name in named:
        raise MisuseError(f"{name!r} is the one argument that may be given without its name, and once")
    return {name: positional[0], **named}
