"""Each example of a Hypothesis test builds as if it were the only one, so that it is the same when it is replayed."""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Awaitable, Callable, Generator, Hashable
from typing import Protocol, cast
from weakref import WeakKeyDictionary

from hypothesis.control import current_build_context, currently_in_test_context

from builders.seed.namespaces import Count, Namespace, entered


class Handle(Protocol):
    """What Hypothesis keeps of a test, so that plugins can wrap the function that runs for each example."""

    inner_test: Callable[..., object]


def handle_of(test: object) -> Handle | None:
    """What Hypothesis keeps of a test; `None` for a test that is none of its own, or a state machine."""
    found: object = getattr(test, "hypothesis", None)
    return cast("Handle", found) if hasattr(found, "inner_test") else None


def example() -> object | None:
    """What stands for the example that runs in this thread; `None` where none does."""
    return current_build_context() if currently_in_test_context() else None


class Examples(Namespace):
    """The namespace of a Hypothesis test. Its examples begin where its fixtures ended.

    What is built while an example runs is counted and shared in that example alone.
    """

    __slots__ = ("_known", "_last")

    def __init__(self, name: str, seed: int, locale: str) -> None:
        super().__init__(name, seed, locale)
        self._known: WeakKeyDictionary[object, Namespace] = WeakKeyDictionary()
        self._last: Callable[[], Namespace | None] = lambda: None

    @property
    def shared(self) -> dict[Hashable, object]:
        current = self.current()
        return self._shared if current is None else current.shared

    def count_of(self, type_name: str) -> Count:
        current = self.current()
        return super().count_of(type_name) if current is None else current.count_of(type_name)

    def built(self) -> dict[str, int]:
        """How many objects of each type there were in the last example: the one that failed, where one did."""
        last = self._last()
        return super().built() if last is None else last.built()

    def current(self) -> Namespace | None:
        """The namespace of the example that runs in this thread."""
        key = example()
        if key is None:
            return None
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _Example(self, self._counts, self._shared)
            self._last = lambda: known
        return known

    @contextlib.contextmanager
    def each_alone(self, handle: Handle) -> Generator[None]:
        """Let what an example's threads build belong to it too, until the block ends."""
        inner = handle.inner_test

        @functools.wraps(inner)
        def run(*args: object, **kwargs: object) -> object:
            __tracebackhide__ = True
            with entered(self.current() or self):
                return inner(*args, **kwargs)

        @functools.wraps(inner)
        async def run_async(*args: object, **kwargs: object) -> object:
            __tracebackhide__ = True
            with entered(self.current() or self):
                return await cast("Awaitable[object]", inner(*args, **kwargs))

        handle.inner_test = run_async if inspect.iscoroutinefunction(inner) else run
        try:
            yield
        finally:
            handle.inner_test = inner


class _Example(Namespace):
    """One example: it counts on from where the test stood."""

    __slots__ = ("_begun",)

    def __init__(self, test: Namespace, counts: dict[str, Count], shared: dict[Hashable, object]) -> None:
        super().__init__(test.name, test.seed, test.locale)
        self._begun = {name: count.built for name, count in counts.items() if count.built}
        self._shared.update(shared)

    def count_of(self, type_name: str) -> Count:
        count = self._counts.get(type_name)
        if count is None:
            first = Count(self.key_of(type_name), self._begun.get(type_name, 0))
            count = self._counts.setdefault(type_name, first)
        return count

    def built(self) -> dict[str, int]:
        return {**self._begun, **super().built()}
