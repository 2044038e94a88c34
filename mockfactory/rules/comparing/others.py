"""What was written by others: nobody here can mend a class that was installed together with its base."""

from __future__ import annotations

import pathlib
import sys
from typing import Final

from mockfactory.spec import Spec, SpecKind
from mockfactory.spec.cache import is_importable
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of, mro_of
from mockfactory.spec.looking.static import is_class

_INSTALLED: Final = ("site-packages", "dist-packages")
_MADE_BY_A_STATEMENT: Final = 1 << 9
"""`Py_TPFLAGS_HEAPTYPE`: what no class written in C has."""


def is_of_python(owner: object) -> bool:
    """Whether a class is one of the standard library."""
    if not is_class(owner) or module_name_of(owner).partition(".")[0] not in sys.stdlib_module_names:
        return False
    return is_importable(owner) or not owner.__flags__ & _MADE_BY_A_STATEMENT  # `list_iterator` has no name


def is_installed(module: str) -> bool:
    """Whether a module, which is imported, was installed and is not the project's own."""
    file: object = getattr(sys.modules.get(module), "__file__", None)
    return isinstance(file, str) and any(part in _INSTALLED for part in pathlib.PurePath(file).parts)


def is_of_others(cls: object, interface: object) -> bool:
    """Whether a class was installed, and was written as a subclass of what it stands for: others answer for it.

    Example:
        >>> import httpx
        >>> is_of_others(httpx.MockTransport, httpx.BaseTransport), is_of_others(dict, httpx.BaseTransport)
        (True, False)
    """
    if not is_class(cls) or not is_one_of(interface, mro_of(cls)[1:]):
        return False
    return is_of_python(cls) or is_installed(module_name_of(cls))


def home_of(spec: Spec) -> str:
    """The module in which a class or a function is written; of a module, itself; "" where there is none."""
    if spec.kind is SpecKind.MODULE:
        return spec.name
    if spec.cls is not None:
        return module_name_of(spec.cls)
    home: object = getattr(spec.target, "__module__", None)
    return home if isinstance(home, str) else ""
