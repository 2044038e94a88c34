"""Python functions from draws.

The source holds names that we count, numbers that we computed, and nothing that a user wrote: field names, defaults,
classes and words go in as constants, by reference.
"""

from __future__ import annotations

import contextlib
import itertools
import linecache
import weakref
from collections.abc import Callable, Generator
from typing import Final, cast

from builders.seed.mixing import GOLDEN, LANE_BITS, LANE_SHIFT, MASK, STIR, constants

DrawFunction = Callable[[int, int, int], object]
"""Of an object's state, its index, and how often a recursive type has been entered."""
_INDENT: Final = "    "
_numbers: Final = itertools.count(1)


class Writer:
    """The body of one function `draw(state, index, depth)`: lines, the constants they name, and fresh names.

    Attributes:
        index: an expression for the index of the object that is drawn: no two objects of a type that are built by
            themselves have the same, nor two that stand at the same place of others. What must be unique is made of it.
        addresses: where the object's own state was read.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._indent = _INDENT
        self._constants: dict[str, object] = {}
        self._names: dict[int, str] = {}
        self._fresh = itertools.count()
        self._shared: list[dict[str, str]] = [{}]
        self.index = "index"
        self.addresses: set[str] = set()
        self._own_states = {"state"}

    def constant(self, value: object) -> str:
        """A name for `value` in the code; the same for the same object."""
        name = self._names.get(id(value))
        if name is None:
            name = self._names[id(value)] = f"c{len(self._constants)}"
            self._constants[name] = value
        return name

    @property
    def written(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def line(self, text: str) -> None:
        self._lines.append(self._indent + text)

    @contextlib.contextmanager
    def block(self, head: str) -> Generator[None]:
        """Lines under `head`, which ends with a colon."""
        self.line(head)
        before, self._indent = self._indent, self._indent + _INDENT
        self._shared.append({})
        try:
            yield
        finally:
            self._indent = before
            self._shared.pop()

    @contextlib.contextmanager
    def indexed(self, index: str) -> Generator[None]:
        """Objects drawn in this block have the index that the expression `index` gives."""
        before, self.index = self.index, index
        try:
            yield
        finally:
            self.index = before

    def variable(self) -> str:
        """A name that no other line uses."""
        return f"v{next(self._fresh)}"

    def assigned(self, expression: str) -> str:
        """A variable that holds the value of `expression`, to be used more than once."""
        name = self.variable()
        self.line(f"{name} = {expression}")
        return name

    def shared(self, expression: str) -> str:
        """A variable that holds the value of `expression`.

        It is the one that an earlier line of this block, or of one around it, assigned the same expression to, if any.
        """
        for known in self._shared:
            if expression in known:
                return known[expression]
        name = self._shared[-1][expression] = self.assigned(expression)
        return name

    def lane(self, state: str, address: str, bits: int = LANE_BITS) -> str:
        """An expression for the 30 bits at `address`, or the upper ones of them: `builders.seed.mixing.lane`."""
        offset, factor = self.read(state, address)
        return f"(({state} ^ {offset}) * {factor} >> {LANE_SHIFT + LANE_BITS - bits} & {(1 << bits) - 1})"

    def inner(self, state: str, address: str) -> str:
        """A variable that holds the state of what stands at `address`: `builders.seed.mixing.inner`, written out."""
        return self._stirred(f"{state} ^ {self.read(state, address)[0]}")

    def read(self, state: str, address: str) -> tuple[int, int]:
        """The offset and the factor of an address that the code reads."""
        if state in self._own_states:
            self.addresses.add(address)
        return constants(address)

    def following(self, state: str) -> str:
        """A variable that holds `state` at first, and may be given others."""
        name = self.assigned(state)
        if state in self._own_states:
            self._own_states.add(name)
        return name

    def item(self, state: str, position: str) -> str:
        """A variable that holds the state of the item at `position`: `builders.seed.mixing.item`, written out."""
        return self._stirred(f"{state} + ({position} + 1) * {GOLDEN} & {MASK}")

    def _stirred(self, expression: str) -> str:
        name = self.assigned(expression)
        self.line(f"{name} = ({name} ^ {name} >> 32) * {STIR} & {MASK}")
        self.line(f"{name} ^= {name} >> 32")
        return name

    def function(self, expression: str, title: str) -> DrawFunction:
        """The function that runs the lines and answers `expression`."""
        source = "\n".join(["def draw(state, index, depth):", *self._lines, f"{_INDENT}return {expression}", ""])
        filename = f"<builders: {title} #{next(_numbers)}>"
        scope: dict[str, object] = dict(self._constants)
        exec(compile(source, filename, "exec"), scope)
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        function = cast("DrawFunction", scope["draw"])
        # The source goes with the function: a suite may make many classes of its own.
        weakref.finalize(function, linecache.cache.pop, filename, None).atexit = False
        return function
