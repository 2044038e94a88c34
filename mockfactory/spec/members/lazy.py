"""The members of a spec: names known at once, each member read when it is first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from mockfactory.spec.annotations.momentary import is_momentary
from mockfactory.spec.model import Member


class More(Protocol):
    """Names that it takes some work to find."""

    def get(self, name: str) -> object | None:
        """Something when there is such a name, else None."""

    def names(self) -> Iterable[str]:
        """All of them."""
        ...


class LazyMembers(Mapping[str, Member]):
    """An immutable mapping whose values are made on first access, once, under any number of threads.

    Args:
        names: the names that are known without looking into methods.
        build: makes the member of a name.
        more: finds further names (assignments to `self`), one when it is asked for, or all of them when all are listed.
    """

    __slots__ = ("_build", "_complete", "_lock", "_made", "_more", "_names")

    def __init__(self, names: Iterable[str], build: Callable[[str], Member], more: More | None = None) -> None:
        self._names = dict.fromkeys(names)
        self._build = build
        self._more = more
        self._complete = more is None
        self._made: dict[str, Member] = {}
        self._lock = threading.RLock()

    def __getitem__(self, name: str) -> Member:
        found = self._made.get(name)
        if found is not None:
            return found
        if name not in self:
            raise KeyError(name)
        with self._lock:
            if name not in self._made:
                member = self._build(name)
                if is_momentary(member):
                    return member
                self._made[name] = member
            return self._made[name]

    def __contains__(self, name: object) -> bool:
        if name in self._names:
            return True
        if self._complete or self._more is None or not isinstance(name, str) or is_dunder(name):
            return False
        with self._lock:
            return self._more.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._all_names())

    def __len__(self) -> int:
        return len(self._all_names())

    def __repr__(self) -> str:
        return f"<members {', '.join(self)}>"

    @property
    def known(self) -> tuple[str, ...]:
        """The names that can be listed without looking into methods."""
        return tuple(self._names)

    def _all_names(self) -> dict[str, None]:
        if not self._complete and self._more is not None:
            with self._lock:
                if not self._complete:
                    # A new dict, so that an iteration going on in another thread is not disturbed.
                    self._names = {**self._names, **dict.fromkeys(self._more.names())}
                    self._complete = True
        return self._names


def is_dunder(name: str) -> bool:
    """Whether `name` is of the form `__name__`, which belongs to the language."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")
