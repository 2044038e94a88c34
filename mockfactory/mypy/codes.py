"""The codes under which the plugin tells what it finds, each to be switched off by its name."""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

UNUSED: Final = ErrorCode("mockfactory-unused", "Check that what asks or plans something is put to use", "mockfactory")
NAME: Final = ErrorCode("mockfactory-name", "Check that names in strings that patch something exist", "mockfactory")
VALUE: Final = ErrorCode("mockfactory-value", "Check that what replaces a name is of a type that fits", "mockfactory")
MOCK: Final = ErrorCode(
    "mockfactory-mock",
    "Check that no mock without a spec is given where a class is declared",
    "mockfactory",
    default_enabled=False,
)
