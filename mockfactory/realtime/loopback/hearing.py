"""What clients say to a bridge: read, and handed to the test's own function."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NoReturn, cast

from mockfactory.double.recording.current import NO_LEDGER, current, home_of, remember
from mockfactory.realtime.events.connections import Listener
from mockfactory.realtime.options.errors import OptionError
from mockfactory.realtime.options.functions import gives_nothing
from mockfactory.realtime.options.kinds import callable_or_none
from mockfactory.wording.text import report, show

_log: Final = logging.getLogger("mockfactory.realtime.loopback")
OnMessage = Callable[[Listener, Mapping[str, object]], Awaitable[None]]
"""What is done with a message of a client: of whom it is, and its JSON object."""


_NEEDED: Final = "an async function of a listener and a message"


class HandlerFailed(AssertionError):
    """The test's own `on_message` raised an error. The message has its traceback."""


HandlerFailed.__module__ = "mockfactory.realtime.loopback"


def check_on_message(on_message: object) -> None:
    """See that something may be awaited with a listener and a message, as far as that can be told before one comes.

    Raises:
        OptionError: it can't be called, or not with both, or gives what nobody can await.
    """
    __tracebackhide__ = True
    callable_or_none("on_message", on_message, _NEEDED)
    if not callable(on_message):
        return
    try:
        inspect.signature(on_message).bind(None, None)
    except TypeError as error:
        raise OptionError(
            f"on_message has to be {_NEEDED}, and {show(on_message)} does not take both: {error}"
        ) from None
    except ValueError:
        pass  # written in C: nobody knows
    if gives_nothing(on_message):
        raise OptionError(f"on_message has to be {_NEEDED}, and {show(on_message)} is not async: write async def")


class Hearing:
    """Hands messages on. What the function raises fails the test.

    Args:
        on_message: the test's function.
    """

    def __init__(self, on_message: OnMessage) -> None:
        self._on_message: Final = on_message
        self._ledger: Final = current()

    async def heard(self, listener: Listener, content: Mapping[str, object]) -> bool:
        """Hand one message on; answers whether the function did its work."""
        try:
            answer: object = self._on_message(listener, content)
            if not inspect.isawaitable(answer):
                raise TypeError(f"on_message has to be an async function, and this one gave {show(answer)}")
            await answer
        except (asyncio.CancelledError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except AssertionError as error:
            self._remember(error)
        except BaseException as error:  # pytest.fail(...) too, which is no Exception
            self._remember(_failure(listener, content, error))
        else:
            return True
        return False

    def _remember(self, error: AssertionError) -> None:
        home = home_of(self._ledger)
        if all(one is not error for one in home.failures):  # a double's violation is there already
            remember(error, self._ledger)
        if home is NO_LEDGER:
            _log.error("on_message failed", exc_info=error.__cause__ or error)  # no session is there that would tell


def _failure(listener: Listener, content: Mapping[str, object], error: BaseException) -> HandlerFailed:
    trace = error.__traceback__
    told = traceback.format_exception(type(error), error, trace and trace.tb_next)
    failure = HandlerFailed(
        report(
            f"on_message raised {type(error).__name__}: {error}",
            of=f"{show(dict(content))}, of the client {listener.websocket_client_id!r}",
            traceback="".join(told).rstrip(),
        )
    )
    failure.__cause__ = error
    return failure.with_traceback(trace)


def object_in(message: str | bytes) -> Mapping[str, object] | None:
    """The JSON object that a message is; `None` where it is none, or is nested deeper than can be read."""
    try:
        content: object = json.loads(message, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", content) if isinstance(content, dict) else None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON (RFC 8259, section 6)")
