"""What pytest shows of a failure: the test's line and the message, and not the frames of this package between them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from builders.errors import BuildError

_HERE: Final = f"{Path(__file__).parent}{os.sep}"
_COMPILED: Final = "<builders: "
"""How the names of what `builders.draws` compiles begin."""


def shorten(error: BaseException) -> None:
    """Take the frames of this package out of the tracebacks of an error, and of the errors that it came from.

    They stay where an error comes from one of them and is no `BuildError`: that is a fault of ours, to be seen.
    """
    for one in _with_its_causes(error):
        entries = list(_entries(one.__traceback__))
        if entries and (isinstance(one, BuildError) or not _is_ours(entries[-1])):
            one.__traceback__ = _linked([entry for entry in entries if not _is_ours(entry)])


def _with_its_causes(error: BaseException) -> Iterator[BaseException]:
    """An error and those that are shown with it."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        context = None if following.__suppress_context__ else following.__context__
        following = following.__cause__ or context


def _entries(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _is_ours(entry: TracebackType) -> bool:
    return entry.tb_frame.f_code.co_filename.startswith((_HERE, _COMPILED))


def _linked(entries: list[TracebackType]) -> TracebackType | None:
    """A traceback of these entries alone. They are the same as before: pytest has the first of them already."""
    for entry, following in itertools.pairwise([*entries, None]):
        if entry is not None:
            entry.tb_next = following
    return entries[0] if entries else None
