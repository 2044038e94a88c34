"""The known holes of `unittest.mock.create_autospec`, each shown closed, with the hole itself beside it."""

from __future__ import annotations

import inspect
from typing import Any, Generic, TypeVar
from unittest import mock

import pytest

from mockfactory import (
    AttributeViolation,
    TypeViolation,
    calls_to,
    double,
    double_class,
    when,
)

T = TypeVar("T")


class User:
    name: str = "ada"


class Repo(Generic[T]):
    """A class with each thing that autospec gets wrong."""

    limit: int
    ran: list[str] = []

    def __init__(self, url: str) -> None:
        self.url = url
        self.open: bool = False

    def get(self, key: int) -> T:
        raise LookupError(key)

    def size(self) -> int:
        return 0

    async def load(self, key: int) -> T:
        raise LookupError(key)

    @classmethod
    def connect(cls, host: str, *, port: int = 5432) -> Repo[T]:
        return cls(host)

    @property
    def health(self) -> str:
        self.ran.append("health")
        return "good"

    @property
    def mode(self) -> str:
        return "r"

    @mode.setter
    def mode(self, value: str) -> None: ...


def autospec(spec: Any) -> Any:
    return mock.create_autospec(spec, spec_set=True, instance=True)


def test_attributes_that_are_only_annotated_are_there() -> None:
    with pytest.raises(AttributeError):
        autospec(Repo).limit
    repo: Repo[User] = double(Repo[User])
    assert repo.limit == 0
    repo.limit = 3
    assert repo.limit == 3
    with pytest.raises(TypeViolation, match=r"Repo.*limit was set to str"):
        repo.limit = "three"  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]


def test_attributes_that_are_only_set_in_init_are_there() -> None:
    with pytest.raises(AttributeError):
        autospec(Repo).url
    repo: Repo[User] = double(Repo[User])
    assert repo.open is False
    assert repo.url == ""
    with pytest.raises(AttributeViolation, match=r"has no attribute 'ulr'. Did you mean 'url'?"):
        repo.ulr  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_a_sync_method_is_no_coroutine_function() -> None:
    repo: Repo[User] = double(Repo[User])
    assert inspect.iscoroutinefunction(autospec(Repo).size) is True  # the hole
    assert inspect.iscoroutinefunction(repo.size) is False
    assert inspect.iscoroutinefunction(repo.load) is True
    assert inspect.iscoroutinefunction(repo.connect) is False


def test_a_class_method_has_its_signature() -> None:
    assert list(inspect.signature(autospec(Repo).connect).parameters) == ["args", "kwargs"]  # the hole
    repo: Repo[User] = double(Repo[User])
    assert inspect.signature(repo.connect) == inspect.signature(Repo.connect)
    assert inspect.signature(double_class(Repo).connect) == inspect.signature(Repo.connect)


def test_no_getter_runs() -> None:
    class Loud:
        ran: list[str] = []

        @property
        def health(self) -> str:
            return "good"

    class Meta(type):
        @property
        def on_class(cls) -> str:
            Loud.ran.append("on_class")
            return ""

    class Greeting:
        def __get__(self, instance: object, owner: type) -> str:
            Loud.ran.append("descriptor")
            return "hello"

    class Noisy(Loud, metaclass=Meta):
        greeting = Greeting()

    autospec(Noisy)
    assert "descriptor" in Loud.ran  # the hole
    Loud.ran.clear()
    noisy = double(Noisy)
    assert noisy.health == ""
    dir(noisy)
    assert Loud.ran == []


def test_what_a_method_returns_is_specced() -> None:
    assert isinstance(autospec(Repo).size(), mock.Mock)  # the hole: an int was promised
    repo: Repo[User] = double(Repo[User])
    assert repo.size() == 0
    assert isinstance(repo.get(1), User)
    with pytest.raises(AttributeViolation, match=r"User has no attribute 'naem'. Did you mean 'name'?"):
        repo.get(1).naem  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_a_configured_value_is_checked() -> None:
    loose = autospec(Repo)
    loose.size.return_value = "many"
    assert loose.size() == "many"  # the hole
    repo: Repo[User] = double(Repo[User])
    with pytest.raises(TypeViolation, match=r"Repo.*\.size\) returns: the value is str"):
        when(repo.size).returns("many")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    when(repo.size).returns(3)
    assert repo.size() == 3


def test_a_read_only_property_can_not_be_written() -> None:
    loose = autospec(Repo)
    loose.health = "bad"
    assert loose.health == "bad"  # the hole
    repo: Repo[User] = double(Repo[User])
    with pytest.raises(AttributeViolation, match="health can't be set: it is read-only"):
        repo.health = "bad"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    repo.mode = "w"
    assert repo.mode == "w"


def test_a_generic_alias_is_no_class() -> None:
    loose = autospec(Repo[User])
    assert callable(loose)  # the hole: an alias can be called, a Repo can not
    repo: Repo[User] = double(Repo[User])
    assert not callable(repo)
    assert isinstance(repo, Repo)
    with pytest.raises(TypeViolation, match=r"the value is int \(1\), not .*User"):
        when(repo.get).returns(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ada = User()
    when(repo.get).returns(ada)
    assert repo.get(1) is ada


def test_types_of_arguments_are_checked() -> None:
    autospec(Repo).get("one")  # the hole: arity is checked, types are not
    repo: Repo[User] = double(Repo[User])
    with pytest.raises(TypeViolation, match="argument 'key' is str"):
        repo.get("one")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    repo.get(1)
    assert [call.arguments for call in calls_to(repo.get)] == [{"key": 1}]
