"""The names of `unittest.mock`'s words: what a method of a double answers to at run time."""

from __future__ import annotations

from typing import Final

SETTINGS: Final = frozenset({"return_value", "side_effect"})
CONFIGURING: Final = frozenset({"configure_mock", "reset_mock"})
RECORDS: Final = frozenset({"called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls"})
AWAIT_RECORDS: Final = frozenset({"await_count", "await_args", "await_args_list"})
ASSERTIONS: Final = frozenset({
    "assert_any_call", "assert_called", "assert_called_once", "assert_called_once_with", "assert_called_with",
    "assert_has_calls", "assert_not_called",
})  # fmt: skip
AWAIT_ASSERTIONS: Final = frozenset({
    "assert_any_await", "assert_awaited", "assert_awaited_once", "assert_awaited_once_with", "assert_awaited_with",
    "assert_has_awaits", "assert_not_awaited",
})  # fmt: skip

OF_ASYNC: Final = AWAIT_RECORDS | AWAIT_ASSERTIONS
READ: Final = RECORDS | AWAIT_RECORDS

WORDS: Final = SETTINGS | CONFIGURING | READ | ASSERTIONS | AWAIT_ASSERTIONS
"""What a method answers to; those with "await" in them, an async method only."""

DOUBLE_WORDS: Final = frozenset({"assert_has_calls", "configure_mock", "method_calls", "mock_calls", "reset_mock"})
"""What a double itself answers to, unless its spec has the name. One that can be called has all of `WORDS`."""
