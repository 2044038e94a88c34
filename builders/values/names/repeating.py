"""Texts that are given twice, to be sure: a password and its confirmation."""

from __future__ import annotations

from typing import Final

_AGAIN: Final = frozenset({"again", "confirm", "confirmation", "repeat", "repeated", "retype", "verify"})
_SECRETS: Final[tuple[str, ...]] = ("password", "passwd", "passphrase", "pin")
_NUMBERS: Final = frozenset({"1", "2"})
"""Of secrets these two are the same; of emails they are two."""
_GIVEN_TWICE: Final[tuple[str, ...]] = (*_SECRETS, "email", "email address")


def first_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the name that a text is first given under; the name's own, where it says nothing of a second time.

    Example:
        >>> first_of(("confirm", "new", "password")), first_of(("verify", "ssl"))
        (('new', 'password'), ('verify', 'ssl'))
    """
    first, ends = words, _GIVEN_TWICE
    if words and words[0] in _AGAIN:
        first = words[1:]
    elif words and words[-1] in _AGAIN:
        first = words[:-1]
    elif words and words[-1] in _NUMBERS:
        first, ends = words[:-1], _SECRETS
    return first if " ".join(first).endswith(ends) else words


def shared_address(words: tuple[str, ...]) -> str | None:
    """Where a text that may be given twice is drawn; `None` for any other, and for an email: the person has one."""
    name = "_".join(words)
    return f"{name}~twice" if name.endswith(_SECRETS) else None
