"""Functions that have a given signature and return their arguments, so that Python itself binds a call.

The source of such a function holds numbers only: one template for each shape of signature, compiled once. The names,
the defaults and the function's own name are put into the compiled code object as data, never as source text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from inspect import Parameter, Signature
from types import CodeType, FunctionType
from typing import Any, Final, NamedTuple, TypeAlias

from mockfactory.double.matching.compare import Bound

Bind: TypeAlias = Callable[..., Bound]
Take: TypeAlias = Callable[..., Bound | None]
Keep: TypeAlias = Callable[[object], object]

REFUSED: Final = object()
"""What a keeper gives for an argument that it does not see to be right."""

_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


def bind_anything(*args: object, **kwargs: object) -> Bound:
    """The binder of something whose signature can't be read: every call fits, and none is explained."""
    return (args, kwargs)


def binder(signature: Signature, qualname: str) -> Bind:
    """A function of the given signature that returns its arguments in the order of `order(signature)`.

    Args:
        signature: of the bound member, with no `self`.
        qualname: what Python calls it when it refuses a call.

    Example:
        >>> import inspect
        >>> def send(to: str, *, subject: str = "hello") -> None: ...
        >>> binder(inspect.signature(send), "Mailer.send")("ada")
        ('ada', 'hello')
    """
    return _function(_binding(*_shape(signature)), signature, qualname, {})


class Taken(NamedTuple):
    """How the argument of one parameter is looked at.

    An argument of the type `first`, or of one of the types `right`, is right and kept as it is. `right` may grow. About
    any other `keep` is asked: it gives what is to be kept of it, or `REFUSED`. Of `*args`, the types are those of the
    items, and `keep` is asked about the tuple; about `**kwargs`, it is always asked, if there are any.
    """

    first: type | None
    right: set[type]
    keep: Keep


def taker(signature: Signature, qualname: str, parameters: Sequence[Taken]) -> Take:
    """A function of the given signature that returns what is to be kept of its arguments, if it sees all to be right.

    Args:
        signature: of the bound member.
        qualname: what Python calls it when it refuses a call.
        parameters: how the argument of each is looked at, in the order of `order(signature)`.

    Returns:
        The function. It gives the arguments in the order of `order(signature)`, None where one is not seen to be right.

    Example:
        >>> import inspect
        >>> def send(to: list, *, subject: str = "hello") -> None: ...
        >>> to = Taken(None, set(), list)
        >>> subject = Taken(str, {str}, lambda value: REFUSED)
        >>> take = taker(inspect.signature(send), "Mailer.send", [to, subject])
        >>> take(("ada", "bob")), take("ada", subject=1)
        ((['ada', 'bob'], 'hello'), None)
    """
    names: dict[str, object] = {"type": type, "map": map, "refused": REFUSED}
    for index, taken in enumerate(parameters):
        names |= {f"first{index}": taken.first, f"right{index}": taken.right, f"keep{index}": taken.keep}
    return _function(_taking(*_shape(signature)), signature, qualname, names)


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
def _taking(*shape: int) -> CodeType:
    head, names = _header(*shape)
    # Most arguments are of the one type that is annotated, and identity is quicker than a set.
    one = "(type({0}) is first{1} or type({0}) in right{1} or ({0} := keep{1}({0})) is not refused)"
    several = "(not args or right{1}.issuperset(map(type, args)) or (args := keep{1}(args)) is not refused)"
    named = "(not kwargs or (kwargs := keep{1}(kwargs)) is not refused)"
    looks = {"args": several, "kwargs": named}
    tests = [looks.get(name, one).format(name, index) for index, name in enumerate(names)]
    return _compiled(head, f"({''.join(f'{name}, ' for name in names)}) if {' and '.join(tests) or True} else None")


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
