"""What type parameters stand for, seen from a subclass or a generic alias."""

from __future__ import annotations

import collections.abc
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import (
    Annotated,
    Any,
    Concatenate,
    Generic,
    Literal,
    Optional,
    ParamSpec,
    Protocol,
    Self,
    TypeVar,
    TypeVarTuple,
    Union,
    Unpack,
)

import pydantic
import pytest
import typing_extensions

from mockfactory.spec.generics import arguments_of, substitute, substitution
from mockfactory.spec.model import Hint
from tests.spec.samples.entities import User

T = TypeVar("T")
S = TypeVar("S")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
D = typing_extensions.TypeVar("D", default=int)


class Base(Generic[T]): ...


class Repo(Base[list[T]], Generic[T, S]): ...


class UserRepo(Repo["User", str]): ...


class Store(Protocol[T]): ...


class UserStore(Store[User], Protocol): ...


class Defaulted(Generic[T, D]): ...


class Handler(Generic[P, T]): ...


class OnlyParameters(Generic[P]): ...


class Row(Generic[T, Unpack[Ts]]): ...


class Wide(Row[int, str, bytes]): ...


class Box(pydantic.BaseModel, Generic[T]):
    value: T


class IntBox(Box[int]): ...


class TestSubstitution:
    def test_of_an_alias(self) -> None:
        found = substitution(Repo[User, int])
        assert found[Repo] == {T: User, S: int}
        assert found[Base] == {T: list[User]}

    def test_of_a_subclass_with_a_quoted_argument(self) -> None:
        found = substitution(UserRepo)
        assert found[UserRepo] == {}
        assert found[Repo] == {T: User, S: str}
        assert found[Base] == {T: list[User]}

    def test_of_a_protocol(self) -> None:
        assert substitution(UserStore)[Store] == {T: User}
        assert substitution(Store[int])[Store] == {T: int}

    def test_leaves_out_what_nothing_binds(self) -> None:
        found = substitution(Repo)
        assert found[Repo] == {}
        assert found[Base] == {T: list[T]}  # type: ignore[valid-type]

    def test_fills_in_defaults(self) -> None:
        assert substitution(Defaulted[str])[Defaulted] == {T: str, D: int}
        assert substitution(Defaulted)[Defaulted] == {D: int}

    def test_binds_parameter_lists(self) -> None:
        assert substitution(Handler[[int, str], User])[Handler] == {P: (int, str), T: User}
        assert substitution(Handler[..., User])[Handler] == {P: ..., T: User}
        assert substitution(OnlyParameters[int, str])[OnlyParameters] == {P: (int, str)}  # type: ignore[misc]

    def test_binds_any_number_of_types(self) -> None:
        assert substitution(Wide)[Row] == {T: int, Ts: (str, bytes)}
        assert substitution(Row[int])[Row] == {T: int, Ts: ()}

    def test_of_a_pydantic_model(self) -> None:
        assert substitution(IntBox)[Box] == {T: int}
        assert substitution(Box[str])[Box] == {T: str}

    def test_has_every_class_of_the_mro(self) -> None:
        assert set(substitution(UserRepo)) == set(UserRepo.__mro__)
        assert substitution(int)[int] == {}

    def test_of_what_is_no_class_is_empty(self) -> None:
        assert substitution(Union[int, str]) == {}

    def test_arguments_of_standard_bases(self) -> None:
        class Headers(Mapping[str, T], Generic[T]): ...

        class Plain(Headers[bytes]): ...

        assert arguments_of(Plain, collections.abc.Mapping) == (str, bytes)
        assert arguments_of(Headers[int], collections.abc.Mapping) == (str, int)
        assert arguments_of(Plain, collections.abc.Sequence) is None


class TestSubstitute:
    @pytest.mark.parametrize(
        ("annotation", "expected"),
        [
            (T, User),
            (int, int),
            (list[T], list[User]),
            (Optional[T], Optional[User]),
            (list[T] | None, Union[list[User], None]),
            (dict[str, tuple[T, ...]], dict[str, tuple[User, ...]]),
            (Callable[[T, int], Awaitable[T]], Callable[[User, int], Awaitable[User]]),
            (type[T], type[User]),
            (Literal["T"], Literal["T"]),
            (Annotated[T, 1], Annotated[User, 1]),
            (Self, UserRepo),
            (list[Self], list[UserRepo]),
            (Iterable[S], Iterable[S]),
            (Base[T], Base[User]),
        ],
    )
    def test_replaces_at_any_depth(self, annotation: object, expected: object) -> None:
        assert substitute(Hint(annotation), {T: User}, UserRepo) == Hint(expected)

    def test_what_has_no_parameter_stays_itself(self) -> None:
        hint = Hint(dict[str, list[int]])
        assert substitute(hint, {T: User}, UserRepo) is hint

    def test_self_may_be_an_alias(self) -> None:
        assert substitute(Hint(Self), {}, Repo[int, str]) == Hint(Repo[int, str])

    @pytest.mark.parametrize(
        ("bound", "annotation", "expected"),
        [
            ((int, str), Callable[P, T], Callable[[int, str], T]),  # type: ignore[valid-type]
            (..., Callable[P, T], Callable[..., T]),  # type: ignore[valid-type]
            ((int,), Callable[Concatenate[str, P], None], Callable[[str, int], None]),
            (..., Callable[Concatenate[str, P], None], Callable[Concatenate[str, ...], None]),
            ((int, str), Handler[P, int], Handler[[int, str], int]),
            ((), Callable[P, int], Callable[[], int]),
        ],
    )
    def test_parameter_lists(self, bound: object, annotation: object, expected: object) -> None:
        assert substitute(Hint(annotation), {P: bound}, None) == Hint(expected)

    @pytest.mark.parametrize(
        ("annotation", "expected"),
        [
            (tuple[Unpack[Ts]], tuple[int, str]),
            (tuple[bytes, Unpack[Ts]], tuple[bytes, int, str]),
            (Row[bytes, Unpack[Ts]], Row[bytes, int, str]),
            (Callable[[Unpack[Ts]], None], Callable[[int, str], None]),
        ],
    )
    def test_any_number_of_types(self, annotation: object, expected: object) -> None:
        assert substitute(Hint(annotation), {Ts: (int, str)}, None) == Hint(expected)

    def test_a_hint_that_becomes_any_says_so(self) -> None:
        assert substitute(Hint(T), {T: Any}, None) == Hint(Any, "Any")
        assert substitute(Hint(T), {T: type(None)}, None) == Hint(None)

    def test_unchecked_hints_stay(self) -> None:
        hint = Hint("Missing", "name 'Missing' is not defined")
        assert substitute(hint, {T: User}, UserRepo) is hint
