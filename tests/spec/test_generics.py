"""What type parameters stand for, seen from a subclass or a generic alias."""

from __future__ import annotations

import collections.abc
import sys
import typing
from collections.abc import Awaitable, Callable, Mapping
from typing import (
    Annotated,
    Any,
    Concatenate,
    Generic,
    Literal,
    Optional,
    ParamSpec,
    Protocol,
    TypeVar,
    TypeVarTuple,
    Union,
)

import pydantic
import pytest
import typing_extensions

from mockfactory.spec.annotations.generics import arguments_of, substitute, substitution
from mockfactory.spec.annotations.hints import Scope, resolve
from mockfactory.spec.model import Hint
from tests.spec.samples.entities import User

T = TypeVar("T")
S = TypeVar("S")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
D = typing_extensions.TypeVar("D", default=int)


class Base(Generic[T]): ...


class Repo(Base[list[T]], Generic[T, S]): ...


class UserRepo(Repo["User", str]): ...


class Store(Protocol[T_co]): ...


class UserStore(Store[User], Protocol): ...


class Defaulted(Generic[T, D]): ...


class Handler(Generic[P, T]): ...


class OnlyParameters(Generic[P]): ...


class Row(Generic[T, *Ts]): ...


class Wide(Row[int, str, bytes]): ...


class Box(pydantic.BaseModel, Generic[T]):
    value: T


class IntBox(Box[int]): ...


def written(annotation: str) -> Hint:
    return resolve(annotation, Scope.of_module(sys.modules[__name__]))


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
        assert substitution(UserStore)[Store] == {T_co: User}
        assert substitution(Store[int])[Store] == {T_co: int}

    def test_leaves_out_what_nothing_binds(self) -> None:
        found = substitution(Repo)
        assert found[Repo] == {}
        assert found[Base] == {T: written("list[T]").annotation}

    def test_fills_in_defaults(self) -> None:
        assert substitution(Defaulted[str])[Defaulted] == {T: str, D: int}
        assert substitution(Defaulted)[Defaulted] == {D: int}

    def test_binds_parameter_lists(self) -> None:
        assert substitution(Handler[[int, str], User])[Handler] == {P: (int, str), T: User}
        assert substitution(Handler[..., User])[Handler] == {P: ..., T: User}
        assert substitution(OnlyParameters[int, str])[OnlyParameters] == {P: (int, str)}

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
            ("T", User),
            ("int", int),
            ("list[T]", list[User]),
            ("Optional[T]", Optional[User]),
            ("list[T] | None", Union[list[User], None]),
            ("dict[str, tuple[T, ...]]", dict[str, tuple[User, ...]]),
            ("Callable[[T, int], Awaitable[T]]", Callable[[User, int], Awaitable[User]]),
            ("typing.Callable[[T], T]", typing.Callable[[User], User]),
            ("type[T]", type[User]),
            ("Literal['T']", Literal["T"]),
            ("typing.Self", UserRepo),
            ("list[typing.Self]", list[UserRepo]),
            ("Base[T]", Base[User]),
            ("typing.ClassVar[T]", typing.ClassVar[User]),
        ],
    )
    def test_replaces_at_any_depth(self, annotation: str, expected: object) -> None:
        assert substitute(written(annotation), {T: User}, UserRepo) == Hint(expected)

    def test_keeps_the_metadata_of_annotated(self) -> None:
        annotated = Annotated[written("list[T]").annotation, 1]  # type: ignore[valid-type]
        assert substitute(Hint(annotated), {T: User}, None) == Hint(Annotated[list[User], 1])

    @pytest.mark.parametrize("annotation", ["dict[str, list[int]]", "list[S]", "Callable[P, int]"])
    def test_what_has_nothing_to_replace_stays_itself(self, annotation: str) -> None:
        hint = written(annotation)
        assert substitute(hint, {T: User}, UserRepo) is hint

    def test_self_may_be_an_alias(self) -> None:
        assert substitute(written("typing.Self"), {}, Repo[int, str]) == Hint(Repo[int, str])

    @pytest.mark.parametrize(
        ("bound", "annotation", "expected"),
        [
            ((int, str), "Callable[P, bytes]", Callable[[int, str], bytes]),
            (..., "Callable[P, bytes]", Callable[..., bytes]),
            ((int,), "Callable[Concatenate[str, P], None]", Callable[[str, int], None]),
            (..., "Callable[Concatenate[str, P], None]", Callable[Concatenate[str, ...], None]),
            ((int, str), "Handler[P, int]", Handler[[int, str], int]),
            ((), "Callable[P, int]", Callable[[], int]),
        ],
    )
    def test_parameter_lists(self, bound: object, annotation: str, expected: object) -> None:
        assert substitute(written(annotation), {P: bound}, None) == Hint(expected)

    @pytest.mark.parametrize(
        ("annotation", "expected"),
        [
            ("tuple[typing.Unpack[Ts]]", tuple[int, str]),
            ("tuple[bytes, *Ts]", tuple[bytes, int, str]),
            ("Row[bytes, typing.Unpack[Ts]]", Row[bytes, int, str]),
            ("Callable[[typing.Unpack[Ts]], None]", Callable[[int, str], None]),
        ],
    )
    def test_any_number_of_types(self, annotation: str, expected: object) -> None:
        assert substitute(written(annotation), {Ts: (int, str)}, None) == Hint(expected)

    def test_a_hint_that_becomes_any_says_so(self) -> None:
        assert substitute(Hint(T), {T: Any}, None) == Hint(Any, "Any")
        assert substitute(Hint(T), {T: type(None)}, None) == Hint(None)

    def test_unchecked_hints_stay(self) -> None:
        hint = Hint("Missing", "name 'Missing' is not defined")
        assert substitute(hint, {T: User}, UserRepo) is hint
