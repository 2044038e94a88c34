"""`Callable[[int], str]`: something to call with so many arguments, async where it must be and only there."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING

from mockfactory.spec.check.callees import arity_of
from mockfactory.spec.check.compiler import Compiler
from mockfactory.spec.check.placeholders import is_mock, is_placeholder
from mockfactory.spec.check.qualifiers import unpacked
from mockfactory.spec.check.verdict import Check, Problem, refusal

if TYPE_CHECKING:
    from mockfactory.spec.check.outcomes import Expected


def callable_check(arguments: tuple[object, ...], compiler: Compiler, name: str) -> Check:
    """Accept what can be called in the way that is spelled out; refuse only where it certainly cannot.

    Args:
        arguments: of `Callable`, as `typing.get_args` gives them; empty for a bare `Callable`.
        compiler: the compilation going on.
        name: how the whole is written in messages.
    """
    count = _count_of(arguments[0]) if arguments else None
    expected = _expected(arguments[1], compiler) if arguments else None
    if arguments and not all(each is typing.Any or each is ... for each in arguments):
        compiler.unchecked("Callable: the types of arguments and result are not looked at")

    def problem(value: object) -> str | None:
        if not callable(value):
            return ""
        if is_mock(value) or (count is None and expected is None):
            return None
        return _arity_problem(value, count) or _result_problem(value, expected)

    def accepts(value: object) -> bool:
        try:
            return problem(value) is None or is_placeholder(value)
        except Exception:
            return True

    def explain(value: object) -> Problem:
        return refusal(value, name, problem(value) or "")

    return Check(frozenset(), accepts, explain, name)


def _expected(annotation: object, compiler: Compiler) -> Expected | None:
    from mockfactory.spec.check.outcomes import Expected

    check = compiler.aside(annotation)
    return None if check is None else Expected(check, compiler.compile_hint)


def _count_of(parameters: object) -> int | None:
    """The number of arguments of a call; None where it is not spelled out (`...`, a ParamSpec, `Concatenate`)."""
    if not isinstance(parameters, list):
        return None
    listed = typing.cast("list[object]", parameters)
    return None if any(unpacked(each) is not None for each in listed) else len(listed)


def _arity_problem(value: object, count: int | None) -> str | None:
    arity = None if count is None else arity_of(value)
    return None if arity is None or count is None else arity.refuses(count)


def _result_problem(value: object, expected: Expected | None) -> str | None:
    if expected is None:
        return None
    from mockfactory.spec.check.outcomes import outcome_of, surely_gives

    outcome = outcome_of(value)
    given = None if outcome is None else surely_gives(outcome, expected)
    return None if given is None else f"a call gives {given}, not {expected.check.name}"
