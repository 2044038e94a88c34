"""Which name was meant."""

from __future__ import annotations

from collections.abc import Iterable


def meant(name: str, names: Iterable[str]) -> str:
    """The end of a message about an unknown name: the nearest one, or all there are.

    Args:
        name: what was asked for.
        names: what there is.

    Returns:
        A sentence in brackets, with a blank before it.

    Example:
        >>> meant("acmee", ["acme", "b"])
        " (did you mean 'acme'?)"
        >>> meant("zebra", ["acme", "b"])
        ' (there are: acme, b)'
    """
    import difflib

    known = list(names)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f" (did you mean {close[0]!r}?)"
    return f" (there are: {', '.join(known)})" if known else " (there are none)"
