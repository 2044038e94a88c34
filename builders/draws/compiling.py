"""One draw as a function."""

from __future__ import annotations

from builders.draws.draw import Draw
from builders.draws.writer import DrawFunction, Writer


def compiled(draw: Draw, address: str, title: str) -> DrawFunction:
    """The function that draws one value.

    Args:
        draw: how.
        address: where the value stands.
        title: what tracebacks call it.

    Returns:
        A function of a state, an index, and a depth (how many times a recursive type has been entered).
    """
    writer = Writer()
    return writer.function(draw.write(writer, "state", address), title)


def when_needed(functions: list[DrawFunction], number: int, draw: Draw, address: str, title: str) -> DrawFunction:
    """A function that compiles the draw, puts what comes of it in its own place in `functions`, and calls it."""

    def first_call(state: int, index: int, depth: int) -> object:
        function = functions[number] = compiled(draw, address, title)
        return function(state, index, depth)

    return first_call
