"""Close codes: which may be sent.

Source: RFC 6455, sections 5.5 and 7.4, and the registry of close codes at IANA.
"""

from __future__ import annotations

from typing import Final

from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.ids import text
from mockfactory.wording.text import show

ABNORMAL: Final = 1006
"""Gone without a word: no frame says it."""
_SENT: Final = frozenset(range(1000, 1015)) - {1004, 1005, ABNORMAL}
_LONGEST: Final = 123


def check_close(code: int, reason: str, *, abnormal: bool = False) -> None:
    """Refuse what no close frame can hold.

    Args:
        code: the close code.
        reason: in words.
        abnormal: whether 1006 is fine: nothing is sent then.

    Raises:
        OptionError: the code is none that may be sent, or the reason is no text or longer than 123 bytes.

    Example:
        >>> check_close(1005, "")
        Traceback (most recent call last):
        mockfactory.realtime.OptionError: 1005 is no close code that may be sent: those are ...
    """
    __tracebackhide__ = True
    if not (_is_code(code) and (code in _SENT or 3000 <= code <= 4999 or (abnormal and code == ABNORMAL))):
        known = "1000 to 1003, 1007 to 1014 and 3000 to 4999"
        raise OptionError(f"{show(code)} is no close code that may be sent: those are {known}")
    try:
        size = len(text("reason", reason).encode())
    except UnicodeEncodeError:
        raise OptionError(f"the reason of a close has to be text that UTF-8 can hold, and it is {reason!r}") from None
    if size > _LONGEST:
        raise OptionError(f"the reason of a close has at most {_LONGEST} bytes, and this has {size}")


def _is_code(code: object) -> bool:
    return isinstance(code, int) and not isinstance(code, bool)
