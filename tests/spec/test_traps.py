"""Reading runs no code of what is read."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="empty-body, misc, index"
# pyright: reportIncompatibleMethodOverride=false, reportIndexIssue=false

from __future__ import annotations

import contextlib
import types
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest

from mockfactory.spec import Kind, SpecError, SpecKind, read_spec
from mockfactory.spec.description.describe import describe
from mockfactory.spec.description.plain import to_json


class Sprung(BaseException):
    """Not an Exception, so that no `except Exception` hides it."""


def spring(*args: Any, **kwargs: Any) -> NoReturn:
    raise Sprung("code of the class ran")


class TrapMeta(type):
    armed = False

    def __getattribute__(cls, name: str) -> Any:
        if TrapMeta.armed:
            spring()
        return super().__getattribute__(name)

    def __repr__(cls) -> str:
        return spring() if TrapMeta.armed else "Traps"

    __dir__ = __instancecheck__ = __subclasscheck__ = __call__ = spring
    __iter__ = __len__ = __contains__ = __bool__ = spring

    @property
    def __signature__(cls) -> NoReturn:
        spring()


class TrapDescriptor:
    __get__ = __set__ = __delete__ = __call__ = spring

    def __getattr__(self, name: str) -> NoReturn:
        spring(name)

    def __bool__(self) -> NoReturn:  # noqa: PLE0304
        spring()

    def __eq__(self, other: object) -> NoReturn:
        spring()

    __hash__ = None  # type: ignore[assignment]

    @property
    def __class__(self) -> Any:
        return spring()

    @property
    def __wrapped__(self) -> NoReturn:
        spring()

    @property
    def __isabstractmethod__(self) -> bool:
        # Asked by ABCMeta when a class is made, so it cannot spring.
        return False


class CallableTrap(TrapDescriptor):
    def __call__(self, a: int) -> NoReturn:
        spring()


class Traps(metaclass=TrapMeta):
    annotated: int
    descriptor = TrapDescriptor()
    called = CallableTrap()

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        spring()

    def __init__(self, a: int) -> None:
        spring()
        self.assigned = a

    def __init_subclass__(cls, **kwargs: Any) -> None:
        spring()

    def __getattr__(self, name: str) -> int:
        spring()

    def __getattribute__(self, name: str) -> Any:
        spring()

    @property
    def getter(self) -> int:
        spring()

    @classmethod
    def on_class(cls) -> int:
        spring()

    def method(self, a: int = 3) -> str:
        spring()


@contextlib.contextmanager
def armed() -> Iterator[type]:
    """Not a fixture, so that pytest may look at the class again when a test fails."""
    TrapMeta.armed = True
    try:
        yield Traps
    finally:
        TrapMeta.armed = False


def test_the_traps_do_spring() -> None:
    with armed() as traps:
        with pytest.raises(Sprung):
            _ = traps.__name__
        with pytest.raises(Sprung):
            isinstance(3, traps)
        with pytest.raises(Sprung):
            traps(1)
        with pytest.raises(Sprung):
            repr(traps)


def test_a_class_full_of_traps_is_read() -> None:
    with armed() as traps:
        spec = read_spec(traps)
        kinds = {name: member.kind for name, member in spec.members.items()}
    assert kinds["method"] is kinds["on_class"] is Kind.METHOD
    assert kinds["getter"] is Kind.PROPERTY
    assert kinds["annotated"] is kinds["descriptor"] is kinds["assigned"] is Kind.INSTANCE_ATTRIBUTE
    assert "called" in kinds
    assert spec.call is not None
    assert spec.dynamic is not None
    assert spec.name == "Traps"


def test_a_class_full_of_traps_is_described() -> None:
    with armed() as traps:
        text, data = describe(read_spec(traps)), to_json(read_spec(traps))
    assert "method(a: int = 3) -> str" in text
    assert data["name"] == "Traps"


def test_a_metaclass_that_lies_about_equality_and_hash() -> None:
    class Same(type):
        def __eq__(cls, other: object) -> bool:
            return True

        def __hash__(cls) -> int:
            return 1

    class One(metaclass=Same):
        def first(self) -> int: ...

    class Two(metaclass=Same):
        def second(self) -> int: ...

    assert "first" in read_spec(One).members
    assert "second" in read_spec(Two).members
    assert read_spec(One).cls is not read_spec(Two).cls


def test_a_metaclass_without_hash() -> None:
    class NoHash(type):
        __hash__ = None  # type: ignore[assignment]

    class Odd(metaclass=NoHash):
        def first(self) -> int: ...

    assert "first" in read_spec(Odd).members


def test_a_module_that_makes_its_names_is_not_asked() -> None:
    module = types.ModuleType("trapped")
    exec("def __getattr__(name): raise KeyboardInterrupt(name)\ndef f(a: int) -> str: ...\nx: int = 3", module.__dict__)
    spec = read_spec(module)
    assert spec.kind is SpecKind.MODULE
    assert spec.dynamic is not None
    assert spec.members["f"].call is not None
    assert "nothing" not in spec.members


def test_a_module_of_a_class_of_its_own() -> None:
    class Lazy(types.ModuleType):
        def __getattr__(self, name: str) -> NoReturn:
            spring(name)

    module = Lazy("lazy")
    types.ModuleType.__dict__["__dict__"].__get__(module)["f"] = len
    assert "f" in read_spec(module).members


def test_an_instance_that_pretends_to_be_a_class_is_refused() -> None:
    class Pretends:
        @property
        def __class__(self) -> Any:
            return spring()

    with pytest.raises(SpecError, match="write Pretends"):
        read_spec(Pretends())
