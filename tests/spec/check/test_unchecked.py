"""What cannot be checked is said, and what was compiled is kept, but not for ever."""

# pyright: reportGeneralTypeIssues=false
# The type variables below are bound by nothing: that is what is tested.

from __future__ import annotations

import gc
import sys
import types
import typing
import weakref
from collections.abc import Awaitable, Callable, Iterator
from inspect import Parameter
from typing import Any, Generic, NotRequired, ParamSpec, TypedDict, TypeVar, Union

import pydantic
import pytest
import typing_extensions

from mockfactory.spec.check import compile_check, unchecked_reason
from mockfactory.spec.model import Hint
from tests.labels import label

T = TypeVar("T")
P = ParamSpec("P")


class Repo(Generic[T]): ...


Endless = typing_extensions.TypeAliasType("Endless", "Union[T, list[Endless[list[T]]]]", type_params=(T,))  # type: ignore[misc]


@pytest.mark.parametrize(
    "annotation", [int, None, object, list[int], dict[str, list[int] | None], Repo, Callable, Repo[Any]]
)
def test_what_is_checked_wholly_has_no_reason(annotation: object) -> None:
    assert unchecked_reason(annotation) is None


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        (Any, "Any"),
        (Parameter.empty, "no annotation"),
        ("Nowhere", "'Nowhere' is not resolved"),
        (list["Nowhere"], "list item: 'Nowhere' is not resolved"),  # type: ignore[name-defined]  # noqa: F821
        (dict[str, Any], "dict value: Any"),
        (dict[str, list[Any]], "dict value, list item: Any"),
        (T, "type variable T is not bound"),
        (typing.Self, "Self is not resolved"),
        (Iterator[int], "Iterator: what it gives is not looked at"),
        (Awaitable[int], "Awaitable: what it gives is not looked at"),
        (Repo[int], "Repo: type arguments are not looked at"),
        (Callable[[int], str], "Callable: the types of arguments and result are not looked at"),
        (Union[int, T], "type variable T is not bound"),
        (P, "P is not bound"),
        (P.args, "P is not bound"),  # type: ignore[attr-defined]
        (3, "no check for 3"),
        (type[T], "type variable T is not bound"),
    ],
    ids=label,
)
def test_what_is_left_unchecked_is_named(annotation: object, reason: str) -> None:
    assert unchecked_reason(annotation) == reason


def test_an_alias_that_grows_without_end_is_cut_off() -> None:
    check = compile_check(Hint(Endless[int]))
    assert check is not None
    assert check.accepts(1)
    assert not check.accepts("x")
    assert "without end" in (unchecked_reason(Endless[int]) or "")


@pytest.mark.parametrize("count", [3, 40, 200])
def test_a_family_of_types_that_name_one_another_is_checked_to_the_last(count: int) -> None:
    family: dict[str, type] = {}
    for number in range(count):
        following = f"Link{(number + 1) % count}"
        keys = {"value": int, "next": NotRequired[f"list[{following}] | None"]}
        family[f"Link{number}"] = TypedDict(f"Link{number}", keys)  # type: ignore[operator]
    module = types.ModuleType("a_family_of_types")
    vars(module).update(family)
    sys.modules[module.__name__] = module
    try:
        for member in family.values():
            member.__module__ = module.__name__
        check = compile_check(Hint(family["Link0"]))
        reason = unchecked_reason(family["Link0"])
    finally:
        del sys.modules[module.__name__]

    def chain(last: object) -> dict[str, object]:
        found: dict[str, object] = {"value": last}
        for _ in range(count - 1):
            found = {"value": 1, "next": [found]}
        return found

    assert check is not None
    assert reason is None
    if count < 100:  # a value nested deeper than that is more than the stack holds, and accepted
        assert check.accepts(chain(1))
        assert not check.accepts(chain("x"))
    assert check.accepts({"value": 1, "next": None})
    assert not check.accepts({"value": 1, "next": [{"value": "x"}]})


def test_a_generic_pydantic_model_accepts_what_its_plain_class_made() -> None:
    class Box(pydantic.BaseModel, Generic[T]):
        item: T

    check = compile_check(Hint(Box[int]))
    assert check is not None
    assert check.accepts(Box(item=1))
    assert check.accepts(Box[int](item=1))
    assert not check.accepts(1)
    assert unchecked_reason(Box[int]) == "Box: type arguments are not looked at"


def test_a_type_that_fails_when_it_is_looked_at_is_unchecked() -> None:
    class Fails:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError("no")

    assert compile_check(Hint(Fails())) is None
    assert "RuntimeError" in (unchecked_reason(Fails()) or "")


def test_the_same_annotation_has_the_same_check() -> None:
    assert compile_check(Hint(list[int])) is compile_check(Hint(list[int]))
    assert compile_check(Hint(Repo)) is compile_check(Hint(Repo))


def test_local_classes_are_let_go_in_the_end() -> None:
    def compiled() -> weakref.ref[type]:
        class Local: ...

        assert compile_check(Hint(Local)) is not None
        return weakref.ref(Local)

    first = compiled()
    for _ in range(600):
        compiled()
    gc.collect()
    assert first() is None


def test_a_check_cannot_be_changed() -> None:
    check = compile_check(Hint(int))
    assert check is not None
    with pytest.raises(AttributeError):
        check.exact = frozenset()  # type: ignore[misc]
