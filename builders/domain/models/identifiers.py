"""Ids: what is one, and what only stands where one should be.

A placeholder id is a bug that hides: two users that are both "None" see each other's data, and every test is green. So
an id of the domain is refused when it is

- empty, or has white space or control characters in it;
- one of the words that people write where they have no id (`PLACEHOLDERS`), in any case: "None", "TODO", "xxx";
- the nil UUID;
- a template that nobody filled in, or an object that was formatted: it has one of `{}<>[]` in it;
- made of something that was not there: "user_None", "thread-undefined" or "user_null", as an f-string makes it.

Only whole words count. "testing-team", "nullarbor", "default-eu" and "none-of-the-above" are fine ids.
"""

from __future__ import annotations

import functools
import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

PLACEHOLDERS: Final = frozenset({
    "-", "anonymous", "changeme", "change-me", "default", "dummy", "empty", "example", "fake", "fixme", "foo", "id",
    "missing", "n/a", "nan", "nil", "none", "null", "placeholder", "request_id", "run_id", "sample", "string", "tbd",
    "tenant_id", "test", "thread_id", "todo", "undefined", "unknown", "unset", "user_id",
})  # fmt: skip
"""What people write where an id should be, in lower case."""
_ONLY_X: Final = re.compile(r"[xX?*]{2,}")
_NIL: Final = re.compile(r"0{8}-?0{4}-?0{4}-?0{4}-?0{12}")
_TEMPLATE: Final = re.compile(r"[{}<>\[\]]")
_NOT_THERE: Final = re.compile(r"(?:^|[_:/.-])(None|undefined|null)(?:[_:/.-]|$)|_(none)(?:_|$)")
_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f]")


@functools.lru_cache(maxsize=8192)
def why_no_id(text: str) -> str | None:
    """Why a text is no id, in words; `None` when it is a fine one.

    Example:
        >>> why_no_id("None")
        "'None' is a placeholder"
        >>> why_no_id("user_None")
        "'user_None' is made of a value that was not there (None)"
        >>> why_no_id("{user_id}")
        "'{user_id}' is a template that was not filled in"
        >>> why_no_id("testing-team") is None
        True
    """
    if not text.strip():
        return "it is empty" if not text else "it is blank"
    if _BLANK.search(text):
        return f"{text!r} has white space in it"
    if text.lower() in PLACEHOLDERS or _ONLY_X.fullmatch(text) or _NIL.fullmatch(text):
        return f"{text!r} is a placeholder"
    if _TEMPLATE.search(text):
        return f"{text!r} is a template that was not filled in"
    absent = _NOT_THERE.search(text)
    if absent is not None:
        return f"{text!r} is made of a value that was not there ({absent[1] or absent[2]})"
    return None


def _real(text: str) -> str:
    reason = why_no_id(text)
    if reason is not None:
        raise ValueError(f"an id is needed, and {reason}")
    return text


Identifier = Annotated[str, Field(max_length=256), AfterValidator(_real)]
"""An id of something: any text of at most 256 characters that is no placeholder (see this module)."""


def run_id_of(thread_id: str, number: int) -> str:
    """The id of a run of a thread: `run_<thread>_<number>`.

    Args:
        thread_id: the thread that the run belongs to.
        number: which run of the thread it is, from 1.

    Example:
        >>> run_id_of("thread_42", 3)
        'run_thread_42_3'
    """
    if number < 1:
        raise ValueError(f"the runs of a thread are counted from 1, not from {number}")
    return f"run_{thread_id}_{number}"


_RUN: Final = re.compile(r"run_(.+)_([1-9][0-9]*)", re.DOTALL)


@functools.lru_cache(maxsize=8192)
def thread_of(run_id: str) -> str:
    """The thread that a run id names.

    Raises:
        ValueError: it is no run id.

    Example:
        >>> thread_of("run_thread_42_3")
        'thread_42'
    """
    form = _RUN.fullmatch(run_id)
    if form is None:
        raise ValueError(f"{run_id!r} is no run id: a run of the thread 'x' is 'run_x_1', 'run_x_2', ...")
    return form[1]
