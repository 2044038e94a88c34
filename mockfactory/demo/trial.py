"""Trying one misuse: on doubles, on mocks, and put right."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import gc
import inspect
import io
import textwrap
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from mockfactory import Session, SessionFailure
from mockfactory.demo.misuse import Misuse, doubles, mocks


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one misuse.

    Attributes:
        misuse: what was tried.
        error: what mockfactory raised; None where it raised nothing.
        of_mock: what `unittest.mock` did, in words.
        of_right: what mockfactory raised for the right lines, which should be nothing.
    """

    misuse: Misuse
    error: BaseException | None
    of_mock: str
    of_right: BaseException | None

    @property
    def caught(self) -> bool:
        """Whether the misuse was refused as it should be, and the right use was not."""
        return isinstance(self.error, self.misuse.caught_as) and self.of_right is None

    @property
    def when(self) -> str:
        """When mockfactory raised: at once, on the line itself, or as the test ended."""
        return "as the test ends" if isinstance(self.error, SessionFailure) else "at once"


def try_misuse(misuse: Misuse) -> Trial:
    """Run the wrong lines with doubles and with mocks, and the right lines with doubles."""
    return Trial(
        misuse, _error_of(misuse.wrong), _mock_does(misuse.in_mock_words or misuse.wrong), _error_of(misuse.right)
    )


def _error_of(lines: Callable[..., object]) -> Exception | None:
    try:
        with Session():
            _run(lines, doubles(_names(lines)))
    except Exception as error:
        return error
    return None


def _mock_does(lines: Callable[..., object]) -> str:
    """What `unittest.mock` does with the lines, warnings included."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            _run(lines, mocks(_names(lines)))
        except Exception as error:
            return f"raises {type(error).__name__}: {error}"
        # A coroutine that nobody awaits says so when it is thrown away.
        gc.collect()
    told = [f"{warning.category.__name__}: {warning.message}" for warning in warned]
    return "accepts it" + (f", with a {told[0]}" if told else ": the test stays green")


def _names(lines: Callable[..., object]) -> tuple[str, ...]:
    return tuple(inspect.signature(lines).parameters)


def _run(lines: Callable[..., object], given: dict[str, object]) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        result = lines(**given)
        if inspect.iscoroutine(result):
            asyncio.run(result)


def shown_lines(function: Callable[..., object]) -> str:
    """The body of a function as it is written, without the comments for checkers."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except OSError:
        return f"{function.__name__}() (its source is not installed)"
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef)
    body = source.splitlines()[definition.body[0].lineno - 1 :]
    return textwrap.dedent("\n".join(line.split("  # ")[0] for line in body))
