"""Matchers, mocks, doubles of others, and values whose own code fails."""

from __future__ import annotations

import collections.abc as abc
import contextlib
import subprocess
import sys
from typing import Any, Literal, Never, Optional, Protocol, TypedDict
from unittest.mock import ANY, AsyncMock, MagicMock, Mock, NonCallableMagicMock, create_autospec, sentinel

import pytest

from mockfactory.spec.check import compile_check
from mockfactory.spec.model import Hint
from tests.labels import label


class Matcher:
    __mockfactory_matcher__ = True


class NoMatcher:
    def __init__(self) -> None:
        self.__mockfactory_matcher__ = True


class Animal:
    def speak(self) -> str: ...  # type: ignore[empty-body]


class Speaks(Protocol):
    def speak(self) -> str: ...


class Movie(TypedDict):
    title: str


class Enters:
    def __enter__(self) -> Enters: ...  # type: ignore[empty-body]
    def __exit__(self, *error: object) -> None: ...


def accepts(annotation: object, value: object) -> bool:
    check = compile_check(Hint(annotation))
    return check is None or type(value) in check.exact or check.accepts(value)


PLACEHOLDERS = [Matcher(), ANY, sentinel.anything]
FORMS: list[object] = [
    int, Animal, abc.Iterable, abc.Callable, None, Optional[int], int | list[str], Literal[1], Never, type[int],
    list[int], set[int], dict[str, int], tuple[int, str], tuple[int, ...], abc.Iterable[int],
    abc.Mapping[str, int], Speaks, Movie,
    abc.Callable[[int], str], abc.Awaitable[int], abc.Iterator[int], contextlib.AbstractContextManager[int],
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=label)
def test_placeholders_fit_everywhere(form: object) -> None:
    assert [value for value in PLACEHOLDERS if not accepts(form, value)] == []


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_placeholders_fit_at_any_depth(value: object) -> None:
    assert accepts(list[int], [1, value])
    assert accepts(dict[str, list[int]], {"a": [value], "b": value})
    assert accepts(tuple[int, Animal], (1, value))
    assert accepts(Movie, {"title": value})
    assert not accepts(list[int], [1, value, "x"])


def test_only_the_class_makes_a_matcher() -> None:
    assert not accepts(int, NoMatcher())


@pytest.mark.parametrize("mock", [Mock, MagicMock, AsyncMock, NonCallableMagicMock])
@pytest.mark.parametrize("form", [form for form in FORMS if "Callable" not in repr(form)], ids=label)
def test_a_mock_without_a_spec_is_an_instance_of_nothing(form: object, mock: type) -> None:
    assert not accepts(form, mock())


def test_a_mock_without_a_spec_is_callable() -> None:
    assert accepts(abc.Callable[[int], str], Mock())
    assert not accepts(abc.Callable[[int], str], NonCallableMagicMock())


def test_a_mock_with_a_spec_is_an_instance_of_it() -> None:
    for value in (Mock(spec=Animal), MagicMock(spec=Animal()), create_autospec(Animal, instance=True)):
        assert accepts(Animal, value)
        assert accepts(Optional[Animal], value)
        assert accepts(list[Animal], [Animal(), value])
        assert accepts(Speaks, value)
        assert not accepts(int, value)
        assert not accepts(Movie, value)
    assert accepts(list[int], Mock(spec=list))
    assert accepts(abc.Iterable[int], MagicMock(spec=list))
    assert accepts(Movie, MagicMock(spec=dict))
    assert accepts(dict[str, int], MagicMock(spec=dict))
    assert accepts(tuple[int, str], MagicMock(spec=tuple))
    assert accepts(contextlib.AbstractContextManager[Any], MagicMock(spec=Enters))
    assert accepts(type[Animal], create_autospec(Animal))
    assert not accepts(type[int], create_autospec(Animal))


class StandIn:
    def __init__(self, cls: type) -> None:
        self._cls = cls

    @property  # type: ignore[misc]
    def __class__(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._cls

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"asked for {name}")


def test_what_answers_for_a_class_counts_as_its_instance() -> None:
    assert accepts(Animal, StandIn(Animal))
    assert accepts(Animal | None, StandIn(Animal))
    assert accepts(list[Animal], [StandIn(Animal)])
    assert accepts(Speaks, StandIn(Animal))
    assert accepts(list[int], StandIn(list))
    assert accepts(dict[str, int], StandIn(dict))
    assert not accepts(int, StandIn(Animal))
    assert not accepts(Speaks, StandIn(int))
    assert not accepts(list[int], StandIn(dict))


class ClassFails:
    @property  # type: ignore[misc]
    def __class__(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        raise RuntimeError("outside of a request")


class EqFails:
    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no truth")

    def __bool__(self) -> bool:
        raise RuntimeError("no truth")

    def __hash__(self) -> int:
        raise RuntimeError("no hash")

    def __len__(self) -> int:
        raise RuntimeError("no length")

    def __iter__(self) -> Any:
        raise RuntimeError("no items")


class Failing(type):
    def __instancecheck__(cls, instance: object) -> bool:
        raise RuntimeError("cannot tell")

    def __subclasscheck__(cls, subclass: type) -> bool:
        raise RuntimeError("cannot tell")


class Undecided(metaclass=Failing): ...


class AlwaysEqual(type):
    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        return 1


class First(metaclass=AlwaysEqual): ...


class Second(metaclass=AlwaysEqual): ...


@pytest.mark.parametrize("form", FORMS, ids=label)
def test_a_value_whose_own_code_fails_never_crashes_a_check(form: object) -> None:
    accepts(form, ClassFails())
    accepts(form, EqFails())
    check = compile_check(Hint(form))
    assert check is not None
    assert isinstance(check.mismatch(EqFails()), str)
    assert isinstance(check.mismatch(ClassFails()), str)


def test_what_cannot_be_told_is_accepted_and_what_can_is_refused() -> None:
    assert accepts(Animal, ClassFails())
    assert accepts(Undecided, 3)
    assert accepts(list[Undecided], [3])
    assert accepts(type[Undecided], int)
    assert not accepts(int, EqFails())
    assert not accepts(Literal[1], EqFails())
    assert not accepts(list[int], [EqFails()])
    assert accepts(list[EqFails], [EqFails()])


def test_classes_that_call_themselves_equal_have_checks_of_their_own() -> None:
    assert accepts(First, First())
    assert accepts(Second, Second())
    check = compile_check(Hint(Second))
    assert check is not None
    assert check.accepts(Second())
    assert not accepts(Second, First())
    assert not accepts(list[Second], [First()])


class Positive(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, int) and instance > 0

    def __subclasscheck__(cls, subclass: type) -> bool:
        return True


class Number(metaclass=Positive): ...


def test_a_class_that_tells_its_instances_by_value_is_asked_for_each() -> None:
    assert accepts(Number, 1)
    assert not accepts(Number, -1)
    assert accepts(list[Number], [1, 2])
    assert not accepts(list[Number], [1, -2])


class Hooked(list[int]):
    def __iter__(self) -> Any:
        raise AssertionError("iterated")

    __len__ = __getitem__ = __contains__ = __iter__  # type: ignore[assignment]


def test_containers_are_read_without_their_own_code() -> None:
    assert accepts(list[int], Hooked([1]))
    assert not accepts(list[int], Hooked(["x"]))  # type: ignore[list-item]
    assert not accepts(abc.Iterable[int], Hooked(["x"]))  # type: ignore[list-item]


def test_a_list_that_holds_itself_is_checked_to_its_end() -> None:
    endless: list[Any] = [1]
    endless.append(endless)
    assert not accepts(list[int], endless)
    assert accepts(list[Any], endless)


def test_compiling_and_checking_load_no_test_library() -> None:
    code = (
        "import sys\n"
        "from mockfactory.spec.check import compile_check\n"
        "from mockfactory.spec.model import Hint\n"
        "for hint in (int, list[str], dict[str, int | None]):\n"
        "    assert compile_check(Hint(hint)).accepts(hint()) or True\n"
        "heavy = {'typeguard', 'unittest.mock', 'asyncio', 'pydantic', 'pytest', 'typing_extensions'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
