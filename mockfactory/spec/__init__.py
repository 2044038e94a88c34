"""What a type promises: `read_spec` reads a class, function, callable type or module into a `Spec`."""

from typing import TYPE_CHECKING

from mockfactory.spec.errors import SpecError
from mockfactory.spec.model import Binding, CallSpec, Hint, Kind, Member, Result, Spec, SpecKind

if TYPE_CHECKING:
    from mockfactory.spec.read import read_spec

__all__ = ["Binding", "CallSpec", "Hint", "Kind", "Member", "Result", "Spec", "SpecError", "SpecKind", "read_spec"]


def __getattr__(name: str) -> object:
    # The reader is loaded with the first class that is read, so that importing the library is quick.
    if name == "read_spec":
        from mockfactory.spec.read import read_spec

        return read_spec
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
