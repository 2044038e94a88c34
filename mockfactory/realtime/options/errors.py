"""What is said of an option that means nothing."""

from __future__ import annotations

from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import show


class OptionError(MisuseError, ValueError):
    """An option that means nothing: of the wrong type, out of its range, or no id. The message says what is right."""


OptionError.__module__ = "mockfactory.realtime"


def wrong(name: str, needed: str, value: object) -> OptionError:
    """What is to be raised: `capacity has to be a whole number, 1 or more, and it is 0`."""
    return OptionError(f"{name} has to be {needed}, and it is {show(value)}")
