"""A generator function in the place of a function that gives no generator."""

from __future__ import annotations

import inspect

from mockfactory.spec import SpecError
from mockfactory.spec.check import compile_check
from mockfactory.spec.check.outcomes import Expected, Outcome, surely_gives
from mockfactory.spec.model import Kind


def why_no_generator(old: object, new: object) -> str | None:
    """Why callers of a function can't do with the generator that a new one gives; None where they may.

    An annotated one is compared by its annotation. Without it, the kind of the function tells what it gives, and the
    annotation of what is there whether that will do.
    """
    kind = _kind_of(new)
    if kind is None or kind is _kind_of(old):
        return None
    from mockfactory.spec.read import read_spec

    try:
        call = read_spec(old).call
    except SpecError:
        return None
    name = "an async generator" if kind is Kind.ASYNC_GENERATOR else "a generator"
    if call is None:
        return None
    if call.returns.awaits is not None:
        return f"a call gives {name}, and callers await it"
    hint = call.returns.value
    check = None if hint.unchecked is not None else compile_check(hint)
    if check is None or surely_gives(Outcome(kind, lambda: None), Expected(check, compile_check)) is None:
        return None
    return f"a call gives {name}, not {check.name}"


def _kind_of(function: object) -> Kind | None:
    if inspect.isasyncgenfunction(function):
        return Kind.ASYNC_GENERATOR
    return Kind.GENERATOR if inspect.isgeneratorfunction(function) else None
