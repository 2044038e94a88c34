"""Why a type is `Any` to mypy, as it says itself: of the file in which a class is written."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Final

from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.telling.places import file_of

_NO_TYPE: Final = frozenset({
    "attr-defined", "import", "import-not-found", "import-untyped", "name-defined", "no-any-unimported", "valid-type",
})  # fmt: skip
"""Codes of messages about what mypy takes for `Any` from there on."""
_MOST: Final = 2


def causes(pair: Pair, said: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """What mypy says of the names in two classes, and of what their files import.

    Args:
        pair: both.
        said: all that it printed.
    """
    about = [one for one in said if one["code"] in _NO_TYPE]
    found = [text for cls in (pair.impl.cls, pair.iface.cls) if cls is not None for text in _in_class(cls, about)]
    return tuple(dict.fromkeys(found))[:_MOST]


def _in_class(cls: type, said: Iterable[Mapping[str, str]]) -> Iterator[str]:
    file = PurePath(file_of(cls))
    own = [one for one in said if file.parts[-len(PurePath(one["file"]).parts) :] == PurePath(one["file"]).parts]
    if not own:
        return
    try:
        lines, first = inspect.getsourcelines(cls)
    except (OSError, TypeError):
        return
    for one in own:
        is_inside = first <= int(one["line"]) < first + len(lines)
        if is_inside or one["code"].startswith("import"):
            yield f"{PurePath(one['file']).as_posix()}:{one['line']}: {one['message']}"
