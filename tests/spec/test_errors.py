"""What cannot be read is refused with what to write instead; what is near it can."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

import enum
import typing
from typing import Annotated, Any, Generic, Literal, NewType, Protocol, TypedDict, TypeVar, Union

import pytest

from mockfactory.spec import SpecError, SpecKind, read_spec

T = TypeVar("T")


class User:
    def name(self) -> str: ...


UserId = NewType("UserId", int)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (3, "An instance of int was given where its class is wanted: write int"),
        (User(), "write User"),
        ("User", "The string 'User' is a name"),
        (None, "None promises nothing"),
        (type(None), "None promises nothing"),
        (Any, "Any promises nothing"),
        (User | None, "Give User"),
        (Union[User, int], "Choose the one that is meant"),
        (typing.Optional[User], "Give User"),
        (T, "Give that type"),
        (Literal[1, 2], "a choice of values"),
        (typing.ClassVar[int], "a form of type"),
        (typing.NoReturn, "has no values"),
        (type[User], "Give the class"),
        (UserId, "is a name for int"),
        (Generic, "what other classes are made with"),
        (Protocol, "what other classes are made with"),
        ([User], "An instance of list"),
        (..., "An instance of ellipsis"),
    ],
)
def test_a_target_without_members_is_refused(target: object, said: str) -> None:
    with pytest.raises(SpecError) as refusal:
        read_spec(target)
    assert said in str(refusal.value)
    assert "Give a class, a Protocol" in str(refusal.value)


def test_a_spec_error_is_a_type_error() -> None:
    assert issubclass(SpecError, TypeError)


class Color(enum.Enum):
    RED = 1


class Row(TypedDict):
    a: int


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        (User, SpecKind.CLASS),
        (int, SpecKind.CLASS),
        (list[int], SpecKind.CLASS),
        (Color, SpecKind.CLASS),
        (Row, SpecKind.CLASS),
        (Annotated[User, "x"], SpecKind.CLASS),
        (len, SpecKind.FUNCTION),
        (User().name, SpecKind.FUNCTION),
        (typing.Callable, SpecKind.CALLABLE),
        (typing.Callable[[int], str], SpecKind.CALLABLE),
        (typing, SpecKind.MODULE),
    ],
)
def test_what_has_members_or_a_call_is_read(target: object, kind: SpecKind) -> None:
    assert read_spec(target).kind is kind
