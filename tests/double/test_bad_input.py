"""What is no spec of a double, or looks like one and is not: each has a decided answer, never a crash from inside."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import types
import typing
from collections.abc import Callable
from typing import Any, Literal, NewType, Optional, Protocol, TypedDict, TypeVar, Union
from unittest import mock

import pytest
import typing_extensions

from mockfactory import (
    AttributeViolation,
    MisuseError,
    SpecError,
    UnstubbedCall,
    calls_to,
    double,
    double_class,
    replace,
    spy,
    verify,
    when,
)

T = TypeVar("T")
UserId = NewType("UserId", int)


class Movie(TypedDict):
    title: str


class LaterMovie(typing_extensions.TypedDict):
    title: str


class Color(enum.Enum):
    RED = 1


class Mailer:
    def send(self, to: str) -> bool:
        return True

    async def fetch(self, key: str) -> int:
        return 1


def any_spec(value: object) -> Any:
    """The value with its static type forgotten: what is refused here mypy refuses too."""
    return value


class Pair(typing.NamedTuple):
    a: int
    b: str


MadePair = collections.namedtuple("MadePair", ["a", "b"])


class Fields(Mailer):
    _fields = ("a",)


class Pairs:
    def pair(self) -> Pair: ...

    def class_of_pair(self) -> type[Pair]: ...

    def class_of_number(self) -> type[int]: ...


REFUSED: list[tuple[object, str]] = [
    (int, "int is a value: use a real one"),
    (str, "str is a value: use a real one"),
    (dict, "dict is a value: use a real one"),
    (list[int], "list is a value: use a real one"),
    (object, "object is a value"),
    (type, "type is a value"),
    (datetime.datetime, "datetime is a value: use a real one"),
    (decimal.Decimal, "Decimal is a value: use a real one"),
    (Any, "Any promises nothing.*name the class or write a Protocol"),
    ("Mailer", "'Mailer' is a string: give the class itself"),
    (Mailer | None, "is a union: choose the one type"),
    (Optional[Mailer], "is a union: choose the one type"),
    (Union[Mailer, Color], "is a union: choose the one type"),
    (Movie, "Movie is a TypedDict.*write the dict"),
    (LaterMovie, "LaterMovie is a TypedDict.*write the dict"),
    (Color, "Color is an enum: use one of its members"),
    (Pair, "Pair is a NamedTuple.*build a real one"),
    (MadePair, "MadePair is a NamedTuple.*build a real one"),
    (typing.Annotated[int, 3], "int is a value: use a real one"),
    (typing.Annotated[Color, 3], "Color is an enum"),
    (T, "T is a type variable: give the type that it stands for"),
    (UserId, "UserId is a NewType of int: use a real value"),
    (None, "None is not a class"),
    (type(None), "NoneType is a value"),
    (types, "types is a module: give a class or a function of it"),
    (Literal["a", "b"], "choice of values: use one of them"),
    (type[Mailer], "is a class itself, not an instance: use double_class"),
    (typing.NoReturn, "NoReturn has no values"),
    (Protocol, "Protocol is what other classes are made with"),
    (typing.Generic, "Generic is what other classes are made with"),
    (Mailer(), "An instance of Mailer was given where its class is wanted: write Mailer"),
    (3, "An instance of int was given where its class is wanted"),
    (property(lambda self: 1), "An instance of property was given"),
]


@pytest.mark.parametrize(("spec", "said"), REFUSED, ids=lambda value: value[:30] if isinstance(value, str) else "")
def test_what_promises_nothing_is_refused_with_what_to_write(spec: object, said: str) -> None:
    with pytest.raises(SpecError, match=f"(?s){said}"):
        double(any_spec(spec))
    with pytest.raises(SpecError, match=f"(?s){said}"):
        double_class(any_spec(spec))


def test_what_stands_next_to_the_refused_is_taken() -> None:
    assert isinstance(double(Mailer), Mailer)
    named: Callable[[int], str] = double(Callable[[int], str])
    assert named(1) == ""
    annotated: Mailer = double(any_spec(typing.Annotated[Mailer, "the one that sends"]))
    assert annotated.send("ada") is False
    assert isinstance(double(Fields), Fields)
    pairs = double(Pairs)
    assert pairs.pair() == (0, "")
    assert pairs.class_of_pair() is Pair
    assert pairs.class_of_number() is int


def test_a_double_is_no_spec() -> None:
    mailer = double(Mailer)
    mailer_class = double_class(Mailer)
    for made in (mailer, mailer.send, mailer_class, double(len), mock.Mock(), mock.create_autospec(Mailer)):
        with pytest.raises(SpecError, match="is itself a double: give the class that it stands for"):
            double(any_spec(made))
    for made in (mailer, mailer.send, mailer_class):
        with pytest.raises(SpecError, match="is a double of one: use it as it is"):
            spy(any_spec(made))


def test_a_spy_wants_an_instance() -> None:
    with pytest.raises(SpecError, match=r"Mailer is a class: give spy\(Mailer\(...\)\)"):
        spy(Mailer)
    with pytest.raises(SpecError, match="int is a value"):
        spy(1)
    assert spy(Mailer()).send("ada") is True


def test_double_class_wants_a_class() -> None:
    with pytest.raises(SpecError, match=r"double_class\(\) takes a class, not .*use double\(\) for it"):
        double_class(any_spec(len))
    assert isinstance(double_class(Mailer)(), Mailer)


def test_a_closed_c_class_takes_any_call_and_says_so() -> None:
    # A method of C code with no signature: names are still checked, and no value is made up.
    import array

    numbers: array.array[int] = double(array.array)
    with pytest.raises(AttributeViolation, match=r"has no attribute 'apend'. Did you mean 'append'?"):
        numbers.apend  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(UnstubbedCall, match="its type is not known"):
        numbers.tolist()
    when(numbers.tolist).returns([1])
    assert numbers.tolist() == [1]


class Unresolved:
    def send(self, to: Nowhere, count: int) -> Nothing: ...  # type: ignore[name-defined]  # noqa: F821  # pyright: ignore[reportUndefinedVariable]

    def close(self) -> None: ...


def test_annotations_that_do_not_resolve_leave_the_rest_checked() -> None:
    made = double(Unresolved)
    with pytest.raises(TypeError, match="argument 'count' is str"):
        made.send(object(), any_spec("1"))
    with pytest.raises(UnstubbedCall, match=r"its type is not known \(name 'Nothing' is not defined.*\)"):
        made.send(object(), 1)
    when(made.send).returns(5)
    assert made.send("anything", 1) == 5
    made.close()


class Dynamic:
    known: int = 0

    def __getattr__(self, name: str) -> int:
        raise AssertionError("never runs")


def test_a_name_made_up_by_getattr_exists_once_the_test_has_said_so() -> None:
    made = double(Dynamic)
    assert made.known == 0
    with pytest.raises(AttributeViolation, match="Dynamic has __getattr__, so only you know this name"):
        made.anything
    when(lambda: made.anything).returns(3)
    assert made.anything == 3


class Liar(type):
    def __instancecheck__(cls, instance: object) -> bool:
        raise AssertionError("never asked")

    def __subclasscheck__(cls, subclass: type) -> bool:
        raise AssertionError("never asked")

    def __getattribute__(cls, name: str) -> Any:
        if name in ("__dict__", "__mro__", "__annotations__", "__name__", "__bases__"):
            raise AssertionError(f"never asked for {name}")
        return super().__getattribute__(name)

    def __dir__(cls) -> list[str]:
        return ["nonsense"]

    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        raise AssertionError("never asked")

    def mro(cls) -> list[type]:
        return super().mro()


class Lied(metaclass=Liar):
    def send(self, to: str) -> bool:
        return True


def test_a_metaclass_that_lies_is_not_asked() -> None:
    made = double(Lied)
    assert made.send("ada") is False
    with pytest.raises(AttributeViolation, match="has no attribute 'nonsense'"):
        made.nonsense  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(TypeError, match="argument 'to' is int"):
        made.send(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_options_of_the_wrong_kind() -> None:
    with pytest.raises(MisuseError, match="raises= takes a tuple of exception classes"):
        double(Mailer, raises=any_spec([ValueError]))
    with pytest.raises(MisuseError, match="raises= takes a tuple of exception classes"):
        double(Mailer, raises=any_spec((1,)))
    with pytest.raises(MisuseError, match="raises= takes a tuple of exception classes"):
        double(Mailer, raises=any_spec(ValueError))
    assert double(Mailer, raises=(ValueError,)).send("ada") is False


@pytest.mark.parametrize("word", [when, verify, calls_to])
def test_what_is_no_call_of_a_double(word: Callable[..., object]) -> None:
    mailer = double(Mailer)
    for target, said in (
        (lambda: None, "found no call of a double in the lambda"),
        (lambda: 1, "a lambda that gives a value of type int"),
        (lambda: Mailer().send("ada"), "found no call of a double in the lambda"),
        (lambda: [mailer.send("ada")], "nothing around it"),
        (lambda: mailer.send("ada") == 1, "must hold one call or one attribute read"),
        (lambda: not mailer.send("ada"), "must hold one call or one attribute read"),
        (lambda: mailer.send, "found no call of a double in the lambda"),
        (Mailer().send, "Mailer.send, which is no double's"),
        (Mailer, "which is no double's"),
        (len, "len, which is no double's"),
        (None, "a value of type NoneType"),
        (mailer.send("ada"), "if the method was called, wrap the call in a lambda"),
        (mailer, "a value of type Mailer"),
    ):
        with pytest.raises(MisuseError, match=said):
            word(target)
    assert len(calls_to(mailer.send)) == 1


@pytest.mark.parametrize("word", [when, verify, calls_to])
def test_a_coroutine_is_no_target(word: Callable[..., object]) -> None:
    mailer = double(Mailer)

    async def look() -> None: ...

    with pytest.raises(MisuseError, match="takes a plain lambda: the call in it is never awaited"):
        word(look)
    with pytest.raises(MisuseError, match="a coroutine: the method was called"):
        word(Mailer().fetch("ada"))
    assert calls_to(mailer.fetch) == []


def test_replace_of_what_is_not_there() -> None:
    with pytest.raises(MisuseError, match=r"replace\(\) takes a dotted name like 'app.mail.client'"):
        replace("json", with_=1)
    with pytest.raises(MisuseError, match=r"module json has no 'dump_s'. Did you mean 'dumps'?"):
        replace("json.dump_s", with_=1)
    with pytest.raises(MisuseError, match="there is no module 'nowhere_at_all'"):
        replace("nowhere_at_all.x", with_=1)
    with pytest.raises(MisuseError, match=r"(?s)can't stand in for json.JSONDecoder.*double_class\(JSONDecoder\)"):
        replace("json.JSONDecoder", with_=double(Mailer))
