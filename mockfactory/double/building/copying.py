"""What `copy` and `pickle` get of a double."""

from __future__ import annotations

import sys

from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import State
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report


def itself_when_copied(state: State) -> str:
    """The answer to `__reduce_ex__`: a copy of a double is the double itself, so data that holds one can be copied.

    Raises:
        MisuseError: for `pickle`: a double lives in the process, and in the session, that made it.
    """
    __tracebackhide__ = True
    if sys._getframe(2).f_globals.get("__name__") == "copy":  # pyright: ignore[reportPrivateUsage]
        # `copy` takes a string for "this object is its own copy".
        return state.title
    raise MisuseError(
        report(
            "A double can't be pickled: it lives in the process that made it.",
            double=made(state),
            write="make the double where it is used",
        )
    )
