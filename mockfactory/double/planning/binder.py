"""Functions that have a given signature and return their arguments, so that Python itself binds a call.

The source of such a function holds numbers only: one template for each shape of signature, compiled once. The names,
the defaults and the function's own name are put into the compiled code object as data, never as source text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from inspect import Parameter, Signature
from types import CodeType, FunctionType
from typing import Any, Final, TypeAlias

from mockfactory.double.matching.compare import Bound

Bind: TypeAlias = Callable[..., Bound]

_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def bind_anything(*args: object, **kwargs: object) -> Bound:
    """The binder of something whose signature can't be read: every call fits, and none is explained."""
    return (args, kwargs)


def binder(signature: Signature, qualname: str) -> Bind:
    """A function of the given signature that returns its arguments in the order of `order(signature)`.

    Arguments:
        signature: of the bound member, with no `self`.
        qualname: what Python calls it when it refuses a call.

    Example:
        >>> import inspect
        >>> def send(to: str, *, subject: str = "hello") -> None: ...
        >>> binder(inspect.signature(send), "Mailer.send")("ada")
        ('ada', 'hello')
    """
    return _function(_binding(*_shape(signature)), signature, qualname, {})


def fitter(signature: Signature, qualname: str, right: Sequence[set[type]]) -> Callable[..., bool]:
    """A function of the given signature that says whether each argument is of one of the types in its set.

    Arguments:
        signature: of the bound member.
        qualname: what Python calls it when it refuses a call.
        right: for each parameter, in the order of `order(signature)`, the types that are right. They may grow. Those of
            `*args` and `**kwargs` are not looked at: these have to be empty.

    Example:
        >>> import inspect
        >>> def send(to: str, *, subject: str = "hello") -> None: ...
        >>> fits = fitter(inspect.signature(send), "Mailer.send", [{str}, {str}])
        >>> fits("ada"), fits("ada", subject=1)
        (True, False)
    """
    names: dict[str, object] = {"type": type, **{f"right{index}": types for index, types in enumerate(right)}}
    return _function(_fitting(*_shape(signature)), signature, qualname, names)


def _shape(signature: Signature) -> tuple[int, int, int, bool, bool]:
    kinds = [parameter.kind for parameter in signature.parameters.values()]
    return (
        kinds.count(Parameter.POSITIONAL_ONLY),
        kinds.count(Parameter.POSITIONAL_OR_KEYWORD),
        kinds.count(Parameter.KEYWORD_ONLY),
        Parameter.VAR_POSITIONAL in kinds,
        Parameter.VAR_KEYWORD in kinds,
    )


def _function(code: CodeType, signature: Signature, qualname: str, names: dict[str, object]) -> Callable[..., Any]:
    parameters = order(signature)
    named = code.replace(
        co_varnames=tuple(p.name for p in parameters),
        co_name=qualname.rpartition(".")[2],
        co_qualname=qualname,
    )
    defaults = tuple(p.default for p in parameters if p.kind in _POSITIONAL and p.default is not Parameter.empty)
    function = FunctionType(named, names, named.co_name, defaults)
    function.__kwdefaults__ = {
        p.name: p.default for p in parameters if p.kind is Parameter.KEYWORD_ONLY and p.default is not Parameter.empty
    }
    return function


def order(signature: Signature) -> list[Parameter]:
    """The parameters in the order in which CPython lays them out: positional, keyword-only, `*args`, `**kwargs`."""
    place = {
        Parameter.POSITIONAL_ONLY: 0,
        Parameter.POSITIONAL_OR_KEYWORD: 1,
        Parameter.KEYWORD_ONLY: 2,
        Parameter.VAR_POSITIONAL: 3,
        Parameter.VAR_KEYWORD: 4,
    }
    return sorted(signature.parameters.values(), key=lambda p: place[p.kind])


@cache
def _binding(*shape: int) -> CodeType:
    head, names = _header(*shape)
    return _compiled(head, "(" + "".join(f"{name}, " for name in names) + ")")


@cache
def _fitting(*shape: int) -> CodeType:
    head, names = _header(*shape)
    tests = [
        f"not {name}" if name in ("args", "kwargs") else f"type({name}) in right{index}"
        for index, name in enumerate(names)
    ]
    return _compiled(head, " and ".join(tests) or "True")


def _compiled(head: list[str], expression: str) -> CodeType:
    """The code of a function of one shape. Its text is made of numbers and of nothing that a user wrote."""
    namespace: dict[str, FunctionType] = {}
    exec(f"def template({', '.join(head)}): return {expression}", {}, namespace)
    return namespace["template"].__code__


def _header(only: int, positional: int, keyword: int, var_args: int, var_kwargs: int) -> tuple[list[str], list[str]]:
    """The parameters of a function of this shape as text, and their names in the order of its code object."""
    first = [f"p{i}" for i in range(only)]
    second = [f"p{i}" for i in range(only, only + positional)]
    third = [f"k{i}" for i in range(keyword)]
    head = [*first, *(["/"] if first else []), *second]
    if var_args:
        head.append("*args")
    elif third:
        head.append("*")
    head += third
    if var_kwargs:
        head.append("**kwargs")
    return head, [*first, *second, *third, *(["args"] if var_args else []), *(["kwargs"] if var_kwargs else [])]
