"""What a client sends, as a message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from mockfactory.realtime.options.errors import OptionError, wrong


def message_of(given: object) -> str | bytes:
    """A message: a text or bytes as they are, a mapping as JSON.

    Raises:
        OptionError: it is neither, JSON or UTF-8 can't hold it.

    Example:
        >>> message_of({"type": "ask"})
        '{"type": "ask"}'
    """
    __tracebackhide__ = True
    if isinstance(given, bytes):
        return given
    try:
        if isinstance(given, Mapping):
            given = json.dumps(dict(cast("Mapping[str, object]", given)), allow_nan=False)
        if isinstance(given, str):
            given.encode()
            return given
    except (TypeError, ValueError, RecursionError) as error:
        raise OptionError(f"no message can be made of this: {error}") from None
    raise wrong("a message", "a text, bytes, or a mapping", given)
