"""Which of a number of values an object has, so that no other object has it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator
from typing import Final

from builders.draws.positions import origin_of
from builders.errors import CannotBuild
from builders.seed.permutation import permuted


def place_of(state: int, index: int, size: int, key: int, path: str) -> int:
    """Where a permutation of `range(size)` sends `index`.

    It is another permutation for each row of objects that are counted together: what tests leave in one database should
    not meet there, nor should the objects in two fields.

    Raises:
        CannotBuild: there are no more than `size` values, and they have all been given.
    """
    return permuted(among(index, size, path, "leave out unique()"), size, key ^ origin_of(state, index))


def among(index: int, size: int, path: str, way_out: str) -> int:
    """The index, where it is one of `size`.

    Args:
        index: an object's.
        size: how many values there are.
        path: where they stand, for the error.
        way_out: what can be done beside fewer objects or more values, for the error.

    Raises:
        CannotBuild: it is not.
    """
    if index < size:
        return index
    if _ends.ignored:
        return index % size
    raise CannotBuild(
        f"{path} has {size} value{'s' * (size != 1)}, and none is left for object number {index}.\n"
        f"  write:  fewer objects, or a wider range, or {way_out}"
    )


class _Ends(threading.local):
    ignored = False


_ends: Final = _Ends()


@contextlib.contextmanager
def endless() -> Generator[None]:
    """Let values come again when there are no more: for objects that are looked at one by one, whatever their number.

    That holds for this thread, until the block ends.
    """
    before, _ends.ignored = _ends.ignored, True
    try:
        yield
    finally:
        _ends.ignored = before
