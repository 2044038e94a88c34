"""Dates that other libraries count from today are counted from a fixed day."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import threading
from collections.abc import Generator
from typing import Any, Final

from builders.values.times import REFERENCE

# Where Faker and polyfactory ask for the time, and under which names they have the classes that tell it. The modules
# are there before a factory can be.
_ASKERS: Final = {
    "faker.providers.date_time": ("datetime", "dtdate"),
    "polyfactory.value_generators.constrained_dates": ("datetime",),
}


@contextlib.contextmanager
def stopped() -> Generator[None]:
    """Let it be the reference instant for Faker's and polyfactory's dates, in this thread, until the block ends."""
    replaced: list[tuple[object, str, object]] = []
    try:
        for module_name, names in _ASKERS.items():
            module = sys.modules.get(module_name)
            for name in names:
                real: object = getattr(module, name, None)
                if isinstance(real, type):
                    setattr(module, name, _Stopped(real))
                    replaced.append((module, name, real))
        yield
    finally:
        for owner, name, real in replaced:
            setattr(owner, name, real)


class _Stopped:
    """`datetime.datetime` or `datetime.date`, of which only the present is another one.

    No subclass: what it makes are real dates.
    """

    def __init__(self, real: Any) -> None:
        self._real = real
        self._thread = threading.get_ident()

    def now(self, tz: dt.tzinfo | None = None) -> object:
        if threading.get_ident() != self._thread:
            return self._real.now(tz)
        return REFERENCE.astimezone(tz) if tz is not None else REFERENCE.replace(tzinfo=None)

    def today(self) -> object:
        if threading.get_ident() != self._thread:
            return self._real.today()
        return REFERENCE.date() if self._real is dt.date else self.now()

    def __call__(self, *args: Any, **kwargs: Any) -> object:
        return self._real(*args, **kwargs)

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._real)
