"""Parameters that stand for a whole list of parameters: `*args: P.args`, `**kwargs: P.kwargs`, `*args: *Ts`."""

from __future__ import annotations

from typing import ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, Unpack

from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import Hint


def checkable(hint: Hint) -> Hint:
    """`hint`, unchecked where it belongs to all arguments together, and says nothing of one alone.

    Example:
        >>> from typing import ParamSpec
        >>> P = ParamSpec("P")
        >>> checkable(Hint(P.args)).unchecked
        'ParamSpec P'
    """
    written = hint.annotation
    if hint.unchecked is not None or is_class(written):
        return hint
    # Asked of the type alone: an annotation may be any object, and `isinstance` would run its code.
    if type(written) is ParamSpecArgs or type(written) is ParamSpecKwargs:
        return Hint(written, f"ParamSpec {written.__origin__.__name__}")
    if origin_of(written) is Unpack:
        packed = arguments_in(written)[0]
        if type(packed) is TypeVarTuple:
            return Hint(written, f"TypeVarTuple {packed.__name__}")
    return hint
