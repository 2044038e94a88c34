"""One parameter of a plan."""

from __future__ import annotations

from inspect import Parameter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mockfactory.spec import Hint
    from mockfactory.spec.check import Check


class Slot(NamedTuple):
    """One parameter: what is checked of its argument."""

    parameter: Parameter
    hint: Hint
    check: Check | None
