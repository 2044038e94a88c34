"""How members are called: bound, after decoration, with hints resolved where they were written."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="empty-body, misc, attr-defined, no-untyped-call, no-untyped-def, union-attr"
# pyright: reportAttributeAccessIssue=false, reportGeneralTypeIssues=false, reportOptionalMemberAccess=false, reportSelfClsParameterName=false

from __future__ import annotations

import abc
import contextlib
import functools
import inspect
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import InitVar, dataclass, field
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

import attrs
import pydantic
import pytest

from mockfactory.spec import CallSpec, SpecKind, read_spec

T = TypeVar("T")


class User: ...


class Repo(Generic[T]):
    def get(self, key: str) -> T | None: ...

    def all(self, *keys: str, **filters: T) -> list[T]: ...

    def itself(self) -> Self: ...

    @classmethod
    def open(cls, path: str) -> Self: ...


class Users(Repo[User]): ...


def call_of(target: object, name: str) -> CallSpec:
    call = read_spec(target).members[name].call
    assert call is not None
    return call


@pytest.mark.parametrize("target", [Repo[User], Users])
def test_type_parameters_are_replaced(target: object) -> None:
    assert call_of(target, "get").returns.value.annotation == User | None
    assert call_of(target, "all").returns.value.annotation == list[User]
    hints = call_of(target, "all").hints
    assert (hints["keys"].annotation, hints["filters"].annotation) == (str, User)


@pytest.mark.parametrize("target", [Repo[User], Users])
def test_self_is_the_target(target: object) -> None:
    assert call_of(target, "itself").returns.value.annotation == target
    assert call_of(target, "open").returns.value.annotation == target


def test_no_self_and_no_cls_in_a_signature() -> None:
    assert str(call_of(Repo, "get").signature) == "(key: 'str') -> 'T | None'"
    assert str(call_of(Repo, "open").signature) == "(path: 'str') -> 'Self'"


def test_a_method_with_no_first_argument_cannot_be_called() -> None:
    class Wrong:
        def forgot() -> None: ...

        def args(*args: int) -> None: ...

    assert call_of(Wrong, "forgot").signature is None
    assert "no first argument" in (call_of(Wrong, "forgot").unchecked or "")
    assert str(call_of(Wrong, "args").signature) == "(*args: 'int') -> 'None'"


def test_a_declared_signature_goes_before_the_wrapped_one() -> None:
    def tagged(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any: ...

        wrapper.__signature__ = inspect.signature(lambda self, tag: None)
        return wrapper

    class Tagged:
        @tagged
        def send(self, other: int) -> None: ...

    assert str(call_of(Tagged, "send").signature) == "(tag)"


def test_a_signature_that_is_none_is_unchecked() -> None:
    class Odd:
        def send(self, a: int) -> None: ...

        send.__signature__ = "nonsense"

    call = call_of(Odd, "send")
    assert call.signature is None
    assert call.unchecked == "no signature can be read (C function)"


def test_partial_methods_have_what_is_left() -> None:
    class Light:
        def put(self, on: bool, *, level: int = 3) -> None: ...

        switch_on = functools.partialmethod(put, True, level=5)

    assert str(call_of(Light, "switch_on").signature) == "(*, level: 'int' = 5) -> 'None'"
    assert call_of(Light, "switch_on").hints["level"].annotation is int


def test_c_functions_with_and_without_a_signature() -> None:
    assert str(call_of(bytearray, "append").signature) == "(item, /)"
    assert call_of(dict, "pop").signature is not None or call_of(dict, "pop").unchecked
    missing = call_of(dict, "update")
    assert (missing.signature, missing.unchecked) == (None, "no signature can be read (C function)")


def test_none_is_allowed_where_it_is_the_default() -> None:
    class Old:
        def find(self, limit: int = None, other: int = 3) -> None: ...  # type: ignore[assignment]  # noqa: RUF013

    assert call_of(Old, "find").hints["limit"].annotation == int | None
    assert call_of(Old, "find").hints["other"].annotation is int


class Bodies:
    def changes(self):
        self.a = 1

    def early(self, a):
        if a:
            return
        with contextlib.suppress(ValueError):
            print(a)
        for _ in a:
            if _:
                return

    async def awaits(self):
        await self.changes()

    def answers(self, a):
        return a or None

    def sometimes(self, a):
        return a if a else None

    def stub(self): ...

    def documented(self):
        """Nothing yet."""

    def passes(self):
        pass

    def refuses(self):
        raise NotImplementedError

    def yields(self):
        yield

    def annotated(self) -> None:
        self.a = 1


@pytest.mark.parametrize(
    ("name", "no_value"),
    [
        ("changes", True),
        ("early", True),
        ("awaits", True),
        ("answers", False),
        ("sometimes", False),
        ("stub", True),
        ("documented", True),
        ("passes", True),
        ("refuses", False),
        ("yields", False),
        ("annotated", False),
    ],
)
def test_a_body_that_never_returns_a_value(name: str, no_value: bool) -> None:
    assert call_of(Bodies, name).no_value is no_value


def test_a_protocol_says_nothing_by_its_bodies() -> None:
    class Closes(Protocol):
        def close(self):
            self.closed = True

        def passes(self): ...

    assert not call_of(Closes, "close").no_value
    assert not call_of(Closes, "passes").no_value


def test_an_abstract_method_says_nothing_by_its_body() -> None:
    class Closes(abc.ABC):
        @abc.abstractmethod
        def close(self):
            pass

        def hook(self):  # noqa: B027
            pass

    assert not call_of(Closes, "close").no_value
    assert call_of(Closes, "hook").no_value


class Plain:
    def __init__(self, host: str, port: int = 80) -> None: ...


class New:
    def __new__(cls, a: int) -> Self:
        return super().__new__(cls)


class CatchAllNew:
    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        return super().__new__(cls)

    def __init__(self, a: int) -> None: ...


class Meta(type):
    def __call__(cls, name: str) -> Any:
        raise AssertionError("called")


class PassOn(type):
    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise AssertionError("called")


class WithMeta(metaclass=Meta):
    def __init__(self, a: int) -> None: ...


class WithPassOn(metaclass=PassOn):
    def __init__(self, a: int) -> None: ...


@dataclass
class Data:
    a: int
    b: InitVar[str] = ""
    c: list[User] = field(default_factory=list)


@attrs.define
class Attrs:
    _a: int
    b: str = attrs.field(converter=str)


class Point(NamedTuple):
    x: int
    y: User | None = None


class Empty: ...


@pytest.mark.parametrize(
    ("cls", "hints"),
    [
        (Plain, {"host": str, "port": int}),
        (New, {"a": int}),
        (CatchAllNew, {"a": int}),
        (WithMeta, {"name": str}),
        (WithPassOn, {"a": int}),
        (Data, {"a": int, "b": str, "c": list[User]}),
        (Point, {"x": int, "y": User | None}),
        (Empty, {}),
    ],
)
def test_a_class_is_called_as_its_constructor_says(cls: type, hints: dict[str, object]) -> None:
    call = read_spec(cls).call
    assert call is not None
    assert call.signature is not None
    assert list(call.signature.parameters) == list(hints)
    assert {name: hint.annotation for name, hint in call.hints.items()} == hints
    assert call.returns.value.annotation is cls


def test_attrs_strips_underscores_and_converts() -> None:
    call = read_spec(Attrs).call
    assert call is not None
    assert call.signature is not None
    assert list(call.signature.parameters) == ["a", "b"]
    assert call.hints["a"].annotation is int
    assert call.hints["b"].annotation is not str


def test_pydantic_converts_what_it_is_given() -> None:
    class Model(pydantic.BaseModel):
        a: int
        b: str = ""

    call = read_spec(Model).call
    assert call is not None
    assert call.signature == inspect.signature(Model)
    assert {hint.unchecked for hint in call.hints.values()} == {"pydantic converts its input"}


def test_c_classes_and_protocols_have_no_constructor_to_read() -> None:
    class Closes(Protocol):
        def close(self) -> None: ...

    assert read_spec(Closes).call is None
    assert read_spec(Closes).kind is SpecKind.PROTOCOL
    call = read_spec(int).call
    assert call is not None
    assert call.signature is None
    assert call.unchecked


def test_a_class_that_names_its_protocol_has_the_constructor_of_its_next_base() -> None:
    class Closes(Protocol):
        def close(self) -> None: ...

    class Base:
        def __init__(self, host: str) -> None: ...

    class Bare(Closes):
        def close(self) -> None:
            return None

    class Based(Bare, Base): ...

    for cls, parameters in ((Based, ["host"]), (Bare, [])):
        call = read_spec(cls).call
        assert call is not None
        assert call.signature is not None
        assert list(call.signature.parameters) == parameters
        Bare()  # with which Python writes a constructor into the class


def test_functions_keep_their_whole_signature() -> None:
    def pick(self: int, /, *names: str, loud: bool = False) -> Iterator[str]: ...

    spec = read_spec(pick)
    assert spec.kind is SpecKind.FUNCTION
    assert spec.call is not None
    assert spec.call.signature == inspect.signature(pick)
    assert spec.call.returns.yields is not None
    assert spec.call.returns.yields.annotation is str
    assert spec.function is not None
    assert spec.function.name == "pick"


def test_bound_methods_and_builtin_functions_are_functions() -> None:
    bound = read_spec(Plain("h").__init__).call
    assert bound is not None
    assert list(bound.signature.parameters) == ["host", "port"]
    sort = read_spec(sorted).call
    assert sort is not None
    assert str(sort.signature) == "(iterable, /, *, key=None, reverse=False)"


def test_a_callable_type_takes_positional_arguments_only() -> None:
    spec = read_spec(Callable[[int, User], Coroutine[Any, Any, str]])
    assert spec.kind is SpecKind.CALLABLE
    assert spec.call is not None
    assert spec.call.signature is not None
    kinds = {parameter.kind for parameter in spec.call.signature.parameters.values()}
    assert kinds == {inspect.Parameter.POSITIONAL_ONLY}
    assert [hint.annotation for hint in spec.call.hints.values()] == [int, User]
    assert spec.call.returns.awaits is not None
    assert spec.call.returns.awaits.annotation is str


def test_a_callable_type_with_dots_takes_anything() -> None:
    call = read_spec(Callable[..., int]).call
    assert call is not None
    assert str(call.signature) == "(*args, **kwargs)"
    assert call.returns.value.annotation is int
    assert all(hint.unchecked for hint in call.hints.values())


def test_a_protocol_of_one_call_stays_a_protocol() -> None:
    class Handles(Protocol):
        def __call__(self, event: str) -> bool: ...

    spec = read_spec(Handles)
    assert spec.kind is SpecKind.PROTOCOL
    assert spec.members["__call__"].call is not None


def test_a_module_has_its_functions_classes_and_values() -> None:
    import json

    spec = read_spec(json)
    assert spec.kind is SpecKind.MODULE
    loads = spec.members["loads"].call
    assert loads is not None
    assert loads.signature == inspect.signature(json.loads)
    assert "JSONDecoder" in spec.members
    assert "nothing" not in spec.members


def test_local_classes_are_known_after_their_function_has_ended() -> None:
    def build() -> object:
        class Letter: ...

        class Box:
            def put(self, letter: Letter) -> None: ...

        return read_spec(Box)

    spec: Any = build()
    assert spec.members["put"].call.hints["letter"].unchecked is None
