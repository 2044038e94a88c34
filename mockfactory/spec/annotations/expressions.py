"""A string annotation, evaluated as `typing.get_type_hints` does, with names from where the annotation was written."""

from __future__ import annotations

import functools
from types import CodeType

from mockfactory.spec.annotations.evaluation import Find, MissingAttribute, Unresolved, run


def evaluate(text: str, find: Find) -> object:
    """The object that the expression `text` stands for.

    Raises:
        Unresolved: with the reason, whatever went wrong.
    """
    text = text.strip()
    if text.isidentifier() and text not in ("None", "True", "False"):
        return find(text)
    try:
        return run(_compiled(text), find)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unresolved(f"{text!r} is not a Python expression") from None
    except TypeError as error:
        reason = Unresolved(f"TypeError: {error}")
    except MissingAttribute as missing:
        reason = missing
    from mockfactory.spec.annotations.tolerance import evaluate_tolerantly

    return evaluate_tolerantly(text, find, reason)


@functools.lru_cache(maxsize=2048)
def _compiled(text: str) -> CodeType:
    # `*args: *Ts` is stored as "*Ts", which is no expression of its own.
    source = f"({text},)[0]" if text.startswith("*") else f"({text}\n)"
    return compile(source, "<annotation>", "eval", dont_inherit=True)
