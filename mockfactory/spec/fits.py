"""Whether a function can be called in every way in which another one can."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Final

_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def why_not_called_as(impl: Signature, iface: Signature) -> str | None:
    """Why `impl` can't take every call that `iface` takes; None where it can.

    Names, counts and kinds of parameters only; types are not looked at. Source: the typing specification, "Callables:
    assignability".

    Example:
        >>> import inspect
        >>> why_not_called_as(inspect.signature(lambda to: 0), inspect.signature(lambda to, subject: 0))
        "it takes no second positional argument ('subject')"
    """
    theirs = [p for p in impl.parameters.values() if p.kind in _POSITIONAL]
    var_args = any(p.kind is Parameter.VAR_POSITIONAL for p in impl.parameters.values())
    var_kwargs = any(p.kind is Parameter.VAR_KEYWORD for p in impl.parameters.values())
    by_name = {
        p.name: p
        for p in impl.parameters.values()
        if p.kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    }
    asked = [p for p in iface.parameters.values() if p.kind in _POSITIONAL]
    covered: set[str] = set()
    for index, parameter in enumerate(asked):
        optional = parameter.default is not Parameter.empty
        if index < len(theirs):
            mine = theirs[index]
            covered.add(mine.name)
            if optional and mine.default is Parameter.empty:
                return f"its parameter {mine.name!r} is required, and {parameter.name!r} is optional"
            if parameter.kind is Parameter.POSITIONAL_OR_KEYWORD and not var_kwargs:
                if mine.kind is Parameter.POSITIONAL_ONLY:
                    return f"{parameter.name!r} can't be given by name"
                if mine.name != parameter.name:
                    return f"its parameter {index + 1} is named {mine.name!r}, not {parameter.name!r}"
        elif not var_args:
            return f"it takes no {_ordinal(index)} positional argument ({parameter.name!r})"
        elif parameter.kind is Parameter.POSITIONAL_OR_KEYWORD and parameter.name not in by_name and not var_kwargs:
            return f"{parameter.name!r} can't be given by name"
    for parameter in iface.parameters.values():
        if parameter.kind is Parameter.VAR_POSITIONAL and not var_args:
            return f"it takes no *{parameter.name}"
        if parameter.kind is Parameter.VAR_KEYWORD and not var_kwargs:
            return f"it takes no **{parameter.name}"
        if parameter.kind is Parameter.KEYWORD_ONLY:
            named = by_name.get(parameter.name)
            if named is None and not var_kwargs:
                return f"it takes no argument {parameter.name!r}"
            if named is not None:
                covered.add(named.name)
                if parameter.default is not Parameter.empty and named.default is Parameter.empty:
                    return f"its parameter {named.name!r} is required, and optional in the spec"
    for parameter in impl.parameters.values():
        required = parameter.default is Parameter.empty and parameter.kind in (*_POSITIONAL, Parameter.KEYWORD_ONLY)
        if required and parameter.name not in covered:
            return f"it requires {parameter.name!r}, which no call gives"
    return None


def _ordinal(index: int) -> str:
    return ("first", "second", "third", "fourth", "fifth")[index] if index < 5 else f"{index + 1}th"
