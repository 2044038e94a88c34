"""What this room needs beyond the library itself."""

from __future__ import annotations

import importlib.util
from typing import Final

_NEEDED: Final = {"websockets": "websockets", "jwt": "PyJWT"}


def need() -> None:
    """See that what the extra `realtime` brings is there; imports nothing.

    Raises:
        ImportError: it is not; the message says how to install it.
    """
    missing = [project for module, project in _NEEDED.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise ImportError(
            f"mockfactory.realtime.loopback needs {' and '.join(missing)}, which is not installed.\n"
            "  install:  pip install 'mockfactory[realtime]'"
        )
