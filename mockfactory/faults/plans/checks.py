"""Numbers and names that a plan is given: refused at once where they mean nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from mockfactory.faults.errors import PlanError
from mockfactory.wording.text import report, show


def whole(word: str, value: object, *, least: int, write: str) -> int:
    """A whole number, at least `least`.

    Raises:
        PlanError: for anything else.
    """
    __tracebackhide__ = True
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    raise PlanError(
        report(
            f"{word} takes a whole number from {least} on, not {show(value)}.",
            write=write,
        )
    )


def between(word: str, value: object, *, least: float, most: float = math.inf, what: str, write: str) -> float:
    """A number in a range, both ends included; no NaN and no infinity.

    Raises:
        PlanError: for anything else.
    """
    __tracebackhide__ = True
    if isinstance(value, int | float) and not isinstance(value, bool) and _is_finite(value) and least <= value <= most:
        return value
    raise PlanError(report(f"{word} takes {what}, not {show(value)}.", write=write))


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number that no float can hold
        return False


def text(word: str, value: object, write: str) -> str:
    """A text.

    Raises:
        PlanError: for anything else.
    """
    __tracebackhide__ = True
    if isinstance(value, str):
        return value
    raise PlanError(report(f"{word} takes a text, not {show(value)}.", write=write))


def numbers(word: str, values: Sequence[object], write: str) -> tuple[int, ...]:
    """Call numbers, at least one, in order and each once.

    Raises:
        PlanError: for none, or for one that no call has.
    """
    __tracebackhide__ = True
    if not values:
        raise PlanError(report(f"{word} was given no call number.", write=write))
    wrong = [value for value in values if not isinstance(value, int) or isinstance(value, bool) or value < 1]
    if wrong:
        raise PlanError(report(f"{word} takes call numbers, which begin at 1, not {show(wrong[0])}.", write=write))
    return tuple(sorted({value for value in values if isinstance(value, int)}))


MOST_OF_REASON: Final = 123
"""Bytes that a close frame has room for (RFC 6455, section 5.5)."""


def close_reason(value: object) -> str:
    """What a close frame says in words.

    Raises:
        PlanError: for no text, or one that is too long.
    """
    __tracebackhide__ = True
    write = 'disconnects(1011, "internal error")'
    reason = text("reason=", value, write)
    if len(reason.encode("utf-8", "surrogatepass")) <= MOST_OF_REASON:
        return reason
    raise PlanError(report(f"reason= takes at most {MOST_OF_REASON} bytes, as a close frame does.", write=write))


_NAMED: Final = {
    1000: "done",
    1001: "going away",
    1002: "protocol error",
    1003: "unsupported data",
    1006: "broken without a word",
    1007: "invalid payload",
    1008: "policy violation",
    1009: "too big",
    1010: "extension missing",
    1011: "internal error",
    1012: "service restart",
    1013: "try again later",
    1014: "bad gateway",
}
_OWN: Final = range(3000, 5000)


def close_code(value: object) -> int:
    """A close code that a connection can end with (RFC 6455, section 7.4, and the registry of IANA).

    1004, 1005 and 1015 are in the registry and stand for no frame that anybody sends; 1006 is a connection that broke.

    Raises:
        PlanError: for another number.
    """
    __tracebackhide__ = True
    if isinstance(value, int) and not isinstance(value, bool) and (value in _NAMED or value in _OWN):
        return value
    raise PlanError(
        report(
            f"disconnects() takes a close code, not {show(value)}.",
            known=", ".join(f"{code} {name}" for code, name in _NAMED.items())
            + "; 3000 to 4999 are an application's own",
            write='disconnects(1011, "internal error")',
        )
    )
