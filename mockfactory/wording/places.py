"""Where in the user's code something was made."""

from __future__ import annotations

import os
import sys
from types import CodeType, FrameType
from typing import Final, NamedTuple

OWN_FOLDER: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep

_DEMO: Final = os.path.join(OWN_FOLDER, "demo") + os.sep


class Place(NamedTuple):
    """One line of one file. Kept as a code object and a number, because making text of it is dear and rarely needed."""

    code: CodeType
    line: int

    def __str__(self) -> str:
        path = self.code.co_filename
        relative = os.path.relpath(path) if os.path.isabs(path) else path
        return f"{path if relative.startswith('..') else relative}:{self.line}"


def is_own(code: CodeType) -> bool:
    """Whether code belongs to the mechanism of this package. The demo in it is a user like any other."""
    return code.co_filename.startswith(OWN_FOLDER) and not code.co_filename.startswith(_DEMO)


def caller() -> Place:
    """The innermost line outside this package."""
    frame: FrameType | None = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    inner = frame
    while frame is not None:
        if not is_own(frame.f_code):
            return Place(frame.f_code, frame.f_lineno)
        inner, frame = frame, frame.f_back
    assert inner is not None
    return Place(inner.f_code, inner.f_lineno)
