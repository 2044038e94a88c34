"""Whether a call of a class gives an object of it.

Source: the typing specification, "Constructors": a metaclass's `__call__`, and `__new__`, may say that they give
something else.
"""

from __future__ import annotations

import inspect
import sys
import typing
from types import FunctionType
from typing import Final, TypeVar

import typing_extensions

from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, module_name_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.looking.written import annotations_in

_SELF: Final[tuple[object, ...]] = (vars(typing)["Self"], vars(typing_extensions)["Self"])


def makes_its_own(cls: type) -> bool:
    """Whether a call of a class is known to give an object of it.

    A metaclass of somebody's own that has a `__call__`, and a `__new__` that says that it gives something else, may
    give anything.

    Example:
        >>> class Own:
        ...     def __new__(cls) -> Own: ...
        >>> class Other:
        ...     def __new__(cls) -> int: ...
        >>> makes_its_own(Own), makes_its_own(Other)
        (True, False)
    """
    call, new = find_raw(type(cls), "__call__"), find_raw(cls, "__new__")
    if call is None or new is None or module_name_of(call[0]).partition(".")[0] not in sys.stdlib_module_names:
        return False
    function = new[1].__func__ if isinstance(new[1], staticmethod) else new[1]
    if not isinstance(function, FunctionType):
        return True
    said = annotations_in(function).get("return", inspect.Parameter.empty)
    if isinstance(said, str):
        return said.strip("'\"") in ("Self", name_of(cls))
    return said is inspect.Parameter.empty or isinstance(said, TypeVar) or is_one_of(said, (cls, *_SELF))
