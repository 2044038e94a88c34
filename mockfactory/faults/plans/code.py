"""Values as the code that makes them; what no code is known for, in angle brackets."""

from __future__ import annotations

import ast
import enum
import math
from types import FunctionType
from typing import Final, cast

from mockfactory.faults.plans.alike import kept
from mockfactory.faults.plans.remade import remade
from mockfactory.wording.text import show


def code(word: str, *given: object, **options: tuple[object, object]) -> str:
    """`delays(2, growth=2)`: what is given by position, and each option that is not its default.

    Args:
        word: the name of the function.
        given: what it takes by position.
        options: the value and the default of each option.
    """
    return call(word, given, {name: value for name, (value, default) in options.items() if value != default})


def call(word: str, args: tuple[object, ...], kwargs: dict[str, object]) -> str:
    """A call with these arguments."""
    parts = [written(value) for value in args]
    parts += [f"{name}={written(value)}" for name, value in kwargs.items()]
    return f"{word}({', '.join(parts)})"


def written(value: object) -> str:
    """One value: whole, but for what is very long; a class by its name.

    What can't be written as code is in angle brackets, as `repr` has it of most of that, so that nobody takes it for
    code: `<Response [503 Service Unavailable]>`, and what is cut off.
    """
    try:
        _see(value, ())
        text = _written(value)
    except Exception:  # of its own __repr__; or it holds itself
        text = None
    return text if text is not None and len(text) <= _LONG else _in_brackets(show(value))


def _see(value: object, around: tuple[object, ...]) -> None:
    """See that a collection does not hold itself.

    Raises:
        RecursionError: it does, or there is no end to it.
    """
    if any(value is outer for outer in around):
        raise RecursionError
    kind = type(value)
    if kind in (list, tuple, dict):
        items = cast("dict[object, object]", value).values() if kind is dict else cast("list[object]", value)
        for item in items:
            _see(item, (*around, value))


_LONG: Final = 400
_PLAIN: Final = (str, bytes, int, bool, type(None))


def _written(value: object) -> str:
    if isinstance(value, type | FunctionType) and "<" not in value.__qualname__:
        return value.__qualname__
    if isinstance(value, BaseException):
        return _error(value)
    if isinstance(value, enum.Enum) and value.name in type(value).__members__:
        return f"{_name(type(value))}.{value.name}"
    if type(value) is float and not math.isfinite(value):
        return f"float('{value}')"
    if type(value) is list:
        return f"[{', '.join(map(written, cast('list[object]', value)))}]"
    if type(value) is tuple:
        items = cast("tuple[object, ...]", value)
        return f"({written(items[0])},)" if len(items) == 1 else f"({', '.join(map(written, items))})"
    if type(value) is dict:
        pairs = cast("dict[object, object]", value)
        return f"{{{', '.join(f'{written(key)}: {written(item)}' for key, item in pairs.items())}}}"
    text = repr(value)
    return text if type(value) in _PLAIN or _could_be_code(text) else _in_brackets(text)


def _error(error: BaseException) -> str:
    arguments = remade(error)
    if arguments is not None:
        return call(_name(type(error)), *arguments)
    text = " ".join(kept(error).text.split())
    text = text if len(text) <= _SHORT else f"{text[:_SHORT]}..."
    return _in_brackets(f"{type(error).__name__}: {text}" if text else type(error).__name__)


_SHORT: Final = 80


def _name(cls: type) -> str:
    return cls.__name__ if "<" in cls.__qualname__ else cls.__qualname__


def _could_be_code(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        return False
    return True


def _in_brackets(text: str) -> str:
    return text if text.startswith("<") and text.endswith(">") else f"<{text}>"
