"""What `typing` or the library describes by more than a class: files, regular expressions, awaitables."""

from __future__ import annotations

import re
import types
import typing

from mockfactory.spec.check.classes import class_check
from mockfactory.spec.check.placeholders import is_bare_mock, is_placeholder
from mockfactory.spec.check.verdict import Check, refusal


def file_check(cls: type, arguments: tuple[object, ...], name: str) -> Check:
    """Accept what is a file, or can be read or written like one: no library class inherits from `typing.IO`."""
    item = str if cls is typing.TextIO else bytes if cls is typing.BinaryIO else (arguments or (typing.Any,))[0]

    def accepts(value: object) -> bool:
        import io

        try:
            if isinstance(value, io.TextIOBase):
                return item is not bytes
            if isinstance(value, (io.BufferedIOBase, io.RawIOBase)):
                return item is not str
            return isinstance(value, (cls, io.IOBase)) or _reads_or_writes(value) or is_placeholder(value)
        except Exception:
            return True

    return Check(frozenset(), accepts, lambda value: refusal(value, name), name)


def _reads_or_writes(value: object) -> bool:
    if is_bare_mock(value):
        return False
    classes = (*type(value).__mro__, *value.__class__.__mro__)
    if any("read" in vars(cls) or "write" in vars(cls) for cls in classes):
        return True
    # The wrappers of `tempfile` pass everything on to a file that they hold. A double is not asked: it would write
    # that down.
    passes_on = any("__getattr__" in vars(cls) for cls in classes) and value.__class__ is type(value)
    return passes_on and hasattr(value, "read")


def pattern_check(cls: type, argument: object, name: str) -> Check:
    """`re.Pattern[str]` and `re.Match[bytes]`: compiled from, and matched against, that kind of string."""
    plain = class_check(cls, name)
    wanted: type = bytes if argument is bytes else str if argument is str else object

    def accepts(value: object) -> bool:
        if not plain.accepts(value):
            return False
        pattern = _pattern_of(value) if type(value) is re.Match else value
        # A stand-in holds no text: it is taken at its word.
        return type(pattern) is not re.Pattern or isinstance(_text_of(pattern), wanted)

    return Check(frozenset(), accepts, lambda value: refusal(value, name), name)


def _pattern_of(match: typing.Any) -> object:
    return match.re


def _text_of(pattern: typing.Any) -> object:
    return pattern.pattern


def awaitable_check(cls: type, name: str) -> Check:
    """`Awaitable` and `Coroutine`: a generator marked with `types.coroutine` is both, and shows it only in its code."""
    plain = class_check(cls, name)

    def accepts(value: object) -> bool:
        if type(value) is types.GeneratorType:
            return bool(value.gi_code.co_flags & _ITERABLE_COROUTINE)
        return plain.accepts(value)

    return Check(frozenset({types.CoroutineType}), accepts, lambda value: refusal(value, name), name)


_ITERABLE_COROUTINE = 0x100
