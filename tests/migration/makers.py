"""The one thing that changes when a suite moves over: how its doubles are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import create_autospec

from mockfactory import double, double_class


@dataclass(frozen=True)
class Maker:
    """Makes stand-ins: of an instance, of a class itself, of a function."""

    name: str
    instance: Callable[[Any], Any]
    of_class: Callable[[Any], Any]
    function: Callable[[Any], Any]


AUTOSPEC: Final = Maker(
    "create_autospec",
    instance=lambda spec: create_autospec(spec, spec_set=True, instance=True),
    of_class=lambda spec: create_autospec(spec, spec_set=True),
    function=lambda spec: create_autospec(spec, spec_set=True),
)
DOUBLE: Final = Maker("double", instance=double, of_class=double_class, function=double)
