"""Classes whose nature needs no looking: single values, and the modules of the standard library that do work."""

from __future__ import annotations

import sys
from typing import Final

from mockfactory.spec.looking.raw import module_name_of, mro_of, qualified_name_of

_BUILT_IN_VALUES: Final[tuple[type, ...]] = (
    bool, int, float, complex, str, bytes, bytearray, memoryview, range, slice,
    list, tuple, dict, set, frozenset, type(None), BaseException,
)  # fmt: skip
_VALUES: Final = {
    "datetime": {"datetime", "date", "time", "timedelta", "timezone", "tzinfo"},
    "decimal": {"Decimal"},
    "fractions": {"Fraction"},
    "uuid": {"UUID"},
    "zoneinfo": {"ZoneInfo"},
    "re": {"Pattern", "Match"},
    "pathlib": {"PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"},
    "pathlib._local": {"PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"},
    "ipaddress": {
        "IPv4Address", "IPv4Interface", "IPv4Network", "IPv6Address", "IPv6Interface", "IPv6Network",
    },
    "collections": {"deque", "OrderedDict", "Counter", "ChainMap", "defaultdict", "UserDict", "UserList", "UserString"},
    "types": {"MappingProxyType", "SimpleNamespace"},
    "email.message": {"Message", "EmailMessage"},
    "string": {"Template"},
    "array": {"array"},
    "enum": {"Enum", "Flag"},
}  # fmt: skip


def why_value(cls: type) -> str | None:
    """Why a class is a single value by what Python or its standard library says; None where it is not known to be one.

    Example:
        >>> import uuid
        >>> why_value(uuid.UUID), why_value(Exception)
        ('UUID is a plain value', 'an exception is a plain value')
    """
    for base in mro_of(cls):
        if base is BaseException:
            return "an exception is a plain value"
        if is_listed(base):
            name = qualified_name_of(base)
            if name in _PATHS:
                return "a path names a file, and making one opens nothing"
            return f"{name} is a plain value" if base is cls else f"it is made of {name}, a plain value"
    return None


_PATHS: Final = _VALUES["pathlib"]


def is_of_pydantic(cls: type) -> bool:
    """Whether a class is one that pydantic has for a field: `SecretStr`, `HttpUrl`, `AwareDatetime`."""
    return module_name_of(cls).partition(".")[0] in ("pydantic", "pydantic_core", "pydantic_extra_types")


def is_listed(cls: type) -> bool:
    """Whether the class itself, and no base of it, is known to be a plain value."""
    if any(cls is value for value in _BUILT_IN_VALUES):
        return True
    return qualified_name_of(cls) in _VALUES.get(module_name_of(cls), ())


def working_base(cls: type) -> type | None:
    """The first base from the standard library that is no plain value: a thread, a socket, a logger, a file.

    What only gives a class its form (ABC, Generic, Protocol, Enum) does not count.
    """
    for base in mro_of(cls):
        root = module_name_of(base).partition(".")[0]
        if base is object or root in _FORMS or is_listed(base):
            continue
        if root in sys.stdlib_module_names:
            return base
    return None


_FORMS: Final = frozenset({"builtins", "abc", "py_abc", "typing", "enum", "dataclasses", "collections", "numbers"})
