"""What a type promises: `read_spec` reads a class, function, callable type or module into a `Spec`."""

from mockfactory.spec.errors import SpecError
from mockfactory.spec.model import Binding, CallSpec, Hint, Kind, Member, Result, Spec, SpecKind
from mockfactory.spec.read import read_spec

__all__ = ["Binding", "CallSpec", "Hint", "Kind", "Member", "Result", "Spec", "SpecError", "SpecKind", "read_spec"]
