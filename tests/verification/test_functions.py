"""Functions, and what can be called, in the place of one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pytest

from mockfactory import MisuseError, SpecError
from mockfactory.verification import Severity, StandIn, check_substitutable, verify_pairs


def price(item: str, *, discount: float = 0) -> float:
    return discount


class Calls(Protocol):
    def __call__(self, item: str) -> float: ...


class Pricing:
    def __call__(self, item: str, *, discount: float = 0) -> float:
        return discount


def broken_rules(impl: object, iface: object) -> list[int | None]:
    return [finding.rule for finding in check_substitutable(impl, iface).of(Severity.INCOMPATIBLE)]


def test_functions_are_compared_by_their_calls() -> None:
    async def later(item: str, *, discount: float = 0) -> float:
        return discount

    assert broken_rules(lambda item: 1.0, price) == [7]
    assert broken_rules(later, price) == [18]
    assert broken_rules(Pricing, price) == []
    assert broken_rules(price, Calls) == []
    assert broken_rules(lambda product: 1.0, Calls) == [8]


def test_a_function_is_told_by_its_name_and_an_object_by_its_method() -> None:
    def cost(product: str) -> float:
        return 0

    class Costs:
        def __call__(self, product: str) -> float:
            return 0

    of_function, of_object = (check_substitutable(one, price).findings[0] for one in (cost, Costs))
    assert of_function.problem.startswith("cost() can't take every call")
    assert (of_function.promised, of_function.came) == (
        "price(item: str, *, discount: float = 0) -> float",
        "cost(product: str) -> float",
    )
    assert of_object.problem.startswith("Costs.__call__() can't take every call")


def test_callable_types() -> None:
    def count(item: str) -> int:
        return 0

    def shout(number: int) -> str:
        return ""

    assert broken_rules(count, Callable[[str], float]) == []
    assert broken_rules(shout, Callable[[str], float]) == [15, 16]
    assert broken_rules(lambda: 1.0, Callable[[str], float]) == [4]


def test_the_classes_of_python_stand_for_its_own_interfaces() -> None:
    assert check_substitutable(dict, Mapping[str, int]).substitutable
    assert check_substitutable(list, Sequence[Any]).substitutable
    assert not check_substitutable(set, Sequence[Any]).substitutable


def test_what_promises_nothing() -> None:
    with pytest.raises(SpecError, match="where its class is wanted"):
        check_substitutable(3, Calls)


def test_judges_that_there_are_not() -> None:
    for by in (["ruels"], []):
        with pytest.raises(MisuseError, match=r"verify_pairs\(by=...\) takes some of rules, mypy"):
            verify_pairs([StandIn(Pricing, Calls)], by=by)
    with pytest.raises(MisuseError, match="takes StandIn objects, not 3"):
        verify_pairs([3])  # type: ignore[list-item]
