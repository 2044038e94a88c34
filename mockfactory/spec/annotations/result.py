"""What the value of a call can be used for: awaited, entered, iterated, and what comes out then."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import GenericAlias
from typing import Any, Final

from mockfactory.spec.annotations.uses import outcome_of, uses_of
from mockfactory.spec.model import Hint, Kind, Result

_WRITTEN_ITEMS: Final = "the result is not annotated as an iterator"


def result_of(kind: Kind, returns: Hint) -> Result:
    """What may be done with the value of a call.

    Args:
        kind: what the called member is.
        returns: its return hint as written, resolved and with type parameters put in: for an `async def`, what is
            awaited; for a function under `contextlib.contextmanager`, still the iterator.

    Returns:
        The type of the call expression, and one hint for each use that it allows. A union allows none, as a
        type checker would have it.

    Example:
        >>> result_of(Kind.ASYNC_METHOD, Hint(int)).awaits
        Hint(annotation=<class 'int'>, unchecked=None)
    """
    if kind is Kind.ASYNC_METHOD:
        return Result(_wrapped(_coroutine, returns), awaits=returns)
    if kind is Kind.GENERATOR:
        return Result(returns, yields=_items(returns, "yields"))
    if kind is Kind.ASYNC_GENERATOR:
        return Result(returns, ayields=_items(returns, "ayields"))
    if kind is Kind.CONTEXT_MANAGER:
        entered = _items(returns, "yields", "enters")
        return Result(_wrapped(_manager, entered), enters=entered)
    if kind is Kind.ASYNC_CONTEXT_MANAGER:
        entered = _items(returns, "ayields", "aenters")
        return Result(_wrapped(_async_manager, entered), aenters=entered)
    uses = uses_of(returns)
    return Result(returns, uses.awaits, uses.enters, uses.aenters, uses.yields, uses.ayields)


def _items(returns: Hint, *uses: str) -> Hint:
    """What comes out of an annotated iterator; or of a manager, where that is what the annotation says already."""
    if returns.unchecked is not None:
        return returns
    for use in uses:
        found = outcome_of(returns, use)
        if found is not None:
            return found
    return Hint(returns.annotation, _WRITTEN_ITEMS)


def _wrapped(form: Callable[[object], object], inner: Hint) -> Hint:
    """The type of the call expression around what comes out of it; with Any where that is not known."""
    return Hint(form(Any if inner.unchecked is not None else inner.annotation))


def _coroutine(inner: object) -> object:
    return GenericAlias(Coroutine, (Any, Any, inner))


def _manager(inner: object) -> object:
    return GenericAlias(AbstractContextManager, (inner,))


def _async_manager(inner: object) -> object:
    return GenericAlias(AbstractAsyncContextManager, (inner,))
