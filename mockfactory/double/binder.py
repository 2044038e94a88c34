"""Functions that have a given signature and return their arguments, so that Python itself binds a call.

The source of such a function holds numbers only: one template for each shape of signature, compiled once. The names,
the defaults and the function's own name are put into the compiled code object as data, never as source text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import Parameter, Signature
from types import CodeType, FunctionType
from typing import Final, TypeAlias

Bound: TypeAlias = tuple[object, ...]
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
    parameters = order(signature)
    code = _template(
        sum(p.kind is Parameter.POSITIONAL_ONLY for p in parameters),
        sum(p.kind is Parameter.POSITIONAL_OR_KEYWORD for p in parameters),
        sum(p.kind is Parameter.KEYWORD_ONLY for p in parameters),
        any(p.kind is Parameter.VAR_POSITIONAL for p in parameters),
        any(p.kind is Parameter.VAR_KEYWORD for p in parameters),
    )
    named = code.replace(
        co_varnames=tuple(p.name for p in parameters),
        co_name=qualname.rpartition(".")[2],
        co_qualname=qualname,
    )
    defaults = tuple(p.default for p in parameters if p.kind in _POSITIONAL and p.default is not Parameter.empty)
    function = FunctionType(named, {}, named.co_name, defaults)
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
def _template(only: int, positional: int, keyword: int, var_args: bool, var_kwargs: bool) -> CodeType:
    """The code of a function of this shape. Its text is made of these numbers and of nothing else."""
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
    answer = [*first, *second, *third, *(["args"] if var_args else []), *(["kwargs"] if var_kwargs else [])]
    tuple_text = "(" + "".join(f"{name}, " for name in answer) + ")"
    namespace: dict[str, FunctionType] = {}
    exec(f"def template({', '.join(head)}): return {tuple_text}", {}, namespace)
    return namespace["template"].__code__
