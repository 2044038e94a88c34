"""Where counting starts anew: a namespace holds the number of objects of each type that were built in it.

Under pytest each test is a namespace, and so is each fixture of a wider scope; the plugin enters them. A thread or task
of a test builds in the test's namespace: the current one belongs to the process, not to a thread.
"""

from __future__ import annotations

import contextlib
import itertools
import operator
from collections.abc import Callable, Generator, Hashable
from types import TracebackType
from typing import Final

from builders.seed.locales import DEFAULT_LOCALE, refuse_unknown
from builders.seed.mixing import key_of, state_of

DEFAULT_SEED: Final = 0


class Count:
    """The objects of one type in one namespace: the key that they share, and the number of the next."""

    __slots__ = ("_numbers", "key", "next_index")

    def __init__(self, key: int, first: int = 0) -> None:
        self.key: int = key
        # One step in C: threads get different numbers.
        self._numbers = itertools.count(first)
        self.next_index: Callable[[], int] = self._numbers.__next__

    @property
    def built(self) -> int:
        """How many objects have been counted: what `itertools.count` would say next, which only its text tells."""
        return int(repr(self._numbers)[len("count(") : -1])

    def next(self) -> tuple[int, int]:
        """The state and the index of the next object."""
        index = self.next_index()
        return state_of(self.key, index), index


class Namespace:
    """A name, a seed, a count for each type, and what is shared by all that is built here.

    Attributes:
        name: the test's node id, for instance.
        seed: the number that all values come from.
        locale: in whose words names and addresses are.
    """

    __slots__ = ("_counts", "_shared", "locale", "name", "seed")

    def __init__(self, name: str, seed: int, locale: str = DEFAULT_LOCALE) -> None:
        self.name: str = name
        self.seed: int = seed
        self.locale: str = locale
        self._counts: dict[str, Count] = {}
        self._shared: dict[Hashable, object] = {}

    @property
    def shared(self) -> dict[Hashable, object]:
        """The objects that all share which are built here."""
        return self._shared

    def count_of(self, type_name: str) -> Count:
        """The count of a type; there is one for each name."""
        count = self._counts.get(type_name)
        if count is None:
            # Two threads may both get here; `setdefault` lets one of them win.
            count = self._counts.setdefault(type_name, Count(key_of(self.seed, self.name, type_name)))
        return count

    def built(self) -> dict[str, int]:
        """How many objects of each type were built here."""
        return {name: count.built for name, count in self._counts.items() if count.built}

    def key_of(self, name: str) -> int:
        """The key of a name that nothing is counted for."""
        return key_of(self.seed, self.name, name)


class _Here:
    """The namespace of this process, now."""

    __slots__ = ("namespace", "opened")

    def __init__(self) -> None:
        self.namespace = Namespace("", DEFAULT_SEED)
        self.opened = [self.namespace]
        """Those that are entered and not left, the innermost last; the first is there to the end."""

    def begin(self, namespace: Namespace) -> None:
        """What is built from now on, outside of all that is entered, is built there."""
        self.opened[0] = namespace
        self.namespace = self.opened[-1]


HERE: Final = _Here()


@contextlib.contextmanager
def entered(namespace: Namespace) -> Generator[Namespace]:
    """Build in `namespace` until the block ends."""
    # Two tasks may leave in another order than they came: each takes away its own.
    HERE.opened.append(namespace)
    HERE.namespace = namespace
    try:
        yield namespace
    finally:
        HERE.opened.reverse()
        HERE.opened.remove(namespace)
        HERE.opened.reverse()
        HERE.namespace = HERE.opened[-1]


@contextlib.contextmanager
def left(namespace: Namespace) -> Generator[None]:
    """Build where it was before `namespace` was entered, until the block ends."""
    HERE.opened.reverse()
    HERE.opened.remove(namespace)
    HERE.opened.reverse()
    HERE.namespace = HERE.opened[-1]
    try:
        yield
    finally:
        HERE.opened.append(namespace)
        HERE.namespace = namespace


class Seeded(contextlib.ContextDecorator):
    """A block, or a function, that builds from a seed. It may be entered again, and begins anew each time."""

    def __init__(self, seed: int, namespace: str, locale: str) -> None:
        self._said = namespace, seed, locale
        self._opened: list[contextlib.AbstractContextManager[Namespace]] = []

    def __enter__(self) -> None:
        opened = entered(Namespace(*self._said))
        opened.__enter__()
        self._opened.append(opened)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.pop().__exit__(None, None, None)


def seeded(seed: int, namespace: str = "", *, locale: str = DEFAULT_LOCALE) -> Seeded:
    """Build from `seed`, with all counts at zero, until the block ends. Under pytest there is no need of it.

    Args:
        seed: any integer.
        namespace: a name that gives other data for the same seed.
        locale: in whose words names, addresses and the like are; any of Faker's, "de_DE".

    Returns:
        What `with` takes, more than once too; or a decorator.

    Raises:
        TypeError: the seed is no integer, or the namespace or the locale no text.
        ValueError: the locale is empty.
        CannotBuild: there is no such locale; the message says which are near.

    Example:
        >>> from builders import build
        >>> with seeded(7):
        ...     first = build(int)
        >>> with seeded(7):
        ...     build(int) == first
        True
    """
    try:
        number = operator.index(seed)
    except TypeError:
        raise TypeError(f"seeded() takes an integer as its seed, not {seed!r}") from None
    said: dict[str, object] = {"namespace": namespace, "locale": locale}
    for what, value in said.items():
        if not isinstance(value, str):
            raise TypeError(f"seeded() takes text as its {what}, not {value!r}")
    if not locale:
        raise ValueError("seeded() takes a locale that is not empty: 'de_DE'")
    refuse_unknown(locale)
    return Seeded(number, namespace, locale)
