"""The type of what one place stores."""

from __future__ import annotations

import inspect
from types import FunctionType

from mockfactory.spec.looking.static import is_class
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.reading import Reading, optional_by_default
from mockfactory.spec.members.signatures import scope_of
from mockfactory.spec.members.storing import Place
from mockfactory.spec.model import Hint


def class_called(reading: Reading, place: Place) -> object:
    """The class of the value assigned, called by its name: not enough to check against, enough to stand in for."""
    if place.store.made is None:
        return inspect.Parameter.empty
    hint = reading.hint(
        place.store.made, scope_of(reading, place.method.function, place.method.owner), place.method.owner
    )
    return hint.annotation if hint.unchecked is None and is_class(hint.annotation) else inspect.Parameter.empty


def parameter_hint(reading: Reading, place: Place) -> Hint | None:
    """The annotation of the parameter that is stored as it came; None where it has none."""
    function, name = place.method.function, place.store.parameter
    code = function.__code__
    if name is None or name not in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]:
        return None
    written = annotations_in(function)
    if name not in written:
        return None
    hint = reading.hint(written[name], scope_of(reading, function, place.method.owner), place.method.owner)
    return optional_by_default(hint, _default_of(function, name))


def _default_of(function: FunctionType, name: str) -> object:
    if function.__kwdefaults__ and name in function.__kwdefaults__:
        return function.__kwdefaults__[name]
    positional = function.__code__.co_varnames[: function.__code__.co_argcount]
    defaults = function.__defaults__ or ()
    with_default = dict(zip(reversed(positional), reversed(defaults), strict=False))
    return with_default.get(name, inspect.Parameter.empty)
