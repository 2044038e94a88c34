"""Types that are known to polyfactory alone: the last resort."""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Final, cast
from unittest.mock import NonCallableMock

from builders.draws.computed import Computed
from builders.draws.draw import Draw
from builders.draws.impossible import give_it
from builders.errors import CannotBuild
from builders.plan.reading.generics import class_of
from builders.plan.reading.place import Place
from builders.seed.naming import short_name

_lock: Final = threading.Lock()
"""Held from the seeding of a provider to its value."""


def read(annotation: object, place: Place) -> Draw | None:
    """Let polyfactory make the values of a type; `None` when it has no provider for it."""
    class_ = class_of(annotation)
    if class_ is None:
        return None
    from polyfactory.factories import DataclassFactory
    from polyfactory.factories.pydantic_factory import ModelFactory

    for factory in (DataclassFactory, ModelFactory):
        provider = cast("dict[object, Callable[[], object]]", factory.get_provider_map()).get(class_)
        if provider is not None:
            return Computed(_Provided(class_, provider, place.path))
    return None


@contextlib.contextmanager
def _seeded(state: int) -> Generator[None, None, None]:
    """Let all that polyfactory draws from start at a state, and leave it as it was."""
    from polyfactory.factories.base import BaseFactory

    # A provider that a user wrote may draw from Python's own generator too.
    generators = (BaseFactory.__random__, BaseFactory.__faker__.random, random)
    with _lock:
        before = [generator.getstate() for generator in generators]
        try:
            for generator in generators:
                generator.seed(state)
            yield
        finally:
            for generator, known in zip(generators, before, strict=True):
                generator.setstate(known)


@dataclass(frozen=True, eq=False)
class _Provided:
    type: type
    provider: Callable[[], object]
    path: str

    def __call__(self, state: int) -> object:
        with _seeded(state):
            value = self.provider()
        if not isinstance(value, self.type) or isinstance(value, NonCallableMock):
            raise CannotBuild(
                f"{self.path}: polyfactory made {value!r:.80} for {short_name(self.type)}, which is none"
                f"{give_it(self.path)}"
            )
        return value
