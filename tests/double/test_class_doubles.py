"""Doubles of a class itself, and names replaced by doubles."""

from __future__ import annotations

import abc
import inspect
import sys
from collections.abc import Iterator, Sized
from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar, Self

import pytest

from mockfactory import (
    AttributeViolation,
    MisuseError,
    Session,
    SignatureViolation,
    SpecError,
    TypeViolation,
    any_,
    double,
    double_class,
    replace,
    verify,
    when,
)


class Client:
    retries = 3
    default_url: str = "http://localhost"

    def __init__(self, url: str, *, timeout: float = 1.0) -> None:
        raise RuntimeError("no code of the class runs")

    @classmethod
    def from_env(cls, name: str) -> Self:
        raise RuntimeError

    @staticmethod
    def version() -> str:
        raise RuntimeError

    def get(self, path: str) -> str:
        raise RuntimeError


class SpecialClient(Client):
    pass


class Other:
    pass


class TestClassDoubles:
    def test_calling_checks_the_constructor(self) -> None:
        client_class = double_class(Client)
        client_class("http://a", timeout=2)
        with pytest.raises(SignatureViolation, match="missing 1 required positional argument: 'url'"):
            client_class()  # type: ignore[call-arg]
        with pytest.raises(TypeViolation, match="argument 'url' is int"):
            client_class(1)  # type: ignore[arg-type]

    def test_gives_instance_doubles(self) -> None:
        client_class = double_class(Client)
        one, two = client_class("a"), client_class("b")
        assert one is not two
        assert isinstance(one, Client)
        assert isinstance(one, client_class)
        assert one.get("/") == ""

    def test_the_instance_can_be_chosen(self) -> None:
        client_class, client = double_class(Client), double(Client)
        when(client_class).returns(client)
        assert client_class("a") is client

    def test_by_arguments(self) -> None:
        client_class, client = double_class(Client), double(Client)
        when(lambda: client_class("a", timeout=any_(float))).returns(client)
        assert client_class("a", timeout=3) is client

    def test_or_reached_through_the_lambda(self) -> None:
        client_class = double_class(Client)
        when(lambda: client_class("a").get("/")).returns("body")
        assert client_class("a").get("/") == "body"

    def test_a_constructor_that_raises(self) -> None:
        client_class = double_class(Client)
        when(client_class).raises(ConnectionError())
        with pytest.raises(ConnectionError):
            client_class("a")

    def test_only_instances_of_the_class(self) -> None:
        with pytest.raises(TypeViolation, match="not Client"):
            when(double_class(Client)).returns(double(Other))  # type: ignore[arg-type]

    def test_class_and_static_methods(self) -> None:
        client_class = double_class(Client)
        when(lambda: client_class.version()).returns("2")
        assert client_class.version() == "2"
        assert isinstance(client_class.from_env("PROD"), Client)
        with pytest.raises(SignatureViolation):
            client_class.from_env()  # type: ignore[call-arg]

    def test_class_attributes(self) -> None:
        client_class = double_class(Client)
        assert client_class.retries == 3
        client_class.retries = 5
        assert client_class.retries == 5
        with pytest.raises(TypeViolation):
            client_class.default_url = 5  # type: ignore[assignment]
        with pytest.raises(AttributeViolation, match="Did you mean 'retries'"):
            _ = client_class.retrys  # type: ignore[attr-defined]

    def test_looks_like_the_class(self) -> None:
        client_class = double_class(Client)
        assert client_class.__name__ == "Client"
        assert inspect.isclass(client_class)
        assert inspect.signature(client_class) == inspect.signature(Client)
        assert issubclass(SpecialClient, client_class)
        assert not issubclass(Other, client_class)
        assert not isinstance(Other(), client_class)

    def test_an_instance_method_on_the_class_takes_its_instance(self) -> None:
        client_class = double_class(Client)
        when(client_class.get).returns("x")
        assert client_class.get(double(Client), "/") == "x"

    def test_of_a_dataclass(self) -> None:
        @dataclass
        class Point:
            x: int
            y: int = 0

        point_class = double_class(Point)
        assert isinstance(point_class(1), Point)
        with pytest.raises(SignatureViolation):
            point_class(1, 2, 3)  # type: ignore[call-arg]

    def test_what_is_no_class(self) -> None:
        def function() -> None: ...

        with pytest.raises(SpecError, match="takes a class"):
            double_class(function)  # type: ignore[arg-type]


class Registered:
    """A class that notes its subclasses."""

    known: ClassVar[list[type]] = []

    def __init_subclass__(cls) -> None:
        Registered.known.append(cls)

    def run(self) -> str:
        return "real"

    @staticmethod
    def version() -> str:
        return "real"


class Port(abc.ABC):
    @abc.abstractmethod
    def run(self) -> int: ...


class RunningPort(Port):
    def run(self) -> int:
        raise RuntimeError


class Slotted:
    __slots__ = ("url",)

    def get(self) -> str:
        return "real"


class TestInheritance:
    def test_is_a_subclass_of_the_class_and_its_bases(self) -> None:
        special = double_class(SpecialClient)
        assert issubclass(special, SpecialClient)
        assert issubclass(special, Client)
        assert issubclass(double_class(RunningPort), Port)
        assert not issubclass(special, Other)
        assert not issubclass(double_class(Client), SpecialClient)

    def test_and_of_what_its_class_is_by_its_methods(self) -> None:
        class Bag:
            def __len__(self) -> int: ...  # type: ignore[empty-body]

        assert issubclass(double_class(Bag), Sized)
        assert not issubclass(double_class(Client), Sized)

    def test_dispatch_on_the_class_finds_it(self) -> None:
        assert Client in inspect.getmro(double_class(Client))

    def test_runs_nothing_of_the_class_and_is_not_listed_among_its_subclasses(self) -> None:
        registered = double_class(Registered)
        assert issubclass(registered, Registered)
        assert Registered.known == []
        assert registered not in Registered.__subclasses__()

    def test_inherits_no_code_however_often_it_is_called(self) -> None:
        registered = double_class(Registered)
        # Often enough that the interpreter remembers where it found the name.
        assert {registered.version() for _ in range(200)} == {""}
        assert {registered.run(registered()) for _ in range(200)} == {""}

    def test_a_class_whose_instances_have_a_layout_of_their_own(self) -> None:
        """Python lets nothing be its subclass without running it."""
        slotted = double_class(Slotted)
        assert not issubclass(slotted, Slotted)
        assert isinstance(slotted(), slotted)
        assert slotted().get() == ""

    def test_is_no_base_class(self) -> None:
        client_class = double_class(Client)
        with pytest.raises(MisuseError, match="class double can't be a base class") as caught:

            class Sub(client_class):  # type: ignore[misc, valid-type]
                def more(self) -> int:
                    return 1

        assert "write:" in str(caught.value)
        assert "a subclass of the real Client" in str(caught.value)

        class RealSub(Client):
            def more(self) -> int:
                return 1

        assert issubclass(RealSub, client_class)
        assert double(RealSub).more() == 0


@pytest.fixture
def app() -> Iterator[ModuleType]:
    module = ModuleType("mockfactory_test_app")
    module.Client = Client  # type: ignore[attr-defined]
    module.client = object.__new__(Client)  # type: ignore[attr-defined]

    def notify(to: str, *, text: str) -> bool:
        raise RuntimeError

    async def notify_later(to: str, *, text: str) -> bool:
        raise RuntimeError

    module.notify = notify  # type: ignore[attr-defined]
    module.notify_later = notify_later  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    yield module
    del sys.modules[module.__name__]


class TestReplace:
    def test_a_class(self, app: ModuleType) -> None:
        client_class = double_class(Client)
        with replace("mockfactory_test_app.Client", with_=client_class):
            app.Client("a")
        assert app.Client is Client
        verify(lambda: client_class("a")).once()

    def test_an_instance(self, app: ModuleType) -> None:
        real, client = app.client, double(Client)
        with replace("mockfactory_test_app.client", with_=client):
            assert app.client is client
        assert app.client is real

    def test_a_function(self, app: ModuleType) -> None:
        notify = double(app.notify)
        with replace("mockfactory_test_app.notify", with_=notify):
            assert app.notify("ada", text="hi") is False
        verify(lambda: notify("ada", text="hi")).once()

    def test_a_function_by_one_of_ones_own(self, app: ModuleType) -> None:
        with replace("mockfactory_test_app.notify", with_=lambda to, *, text="": True):
            assert app.notify("ada", text="hi")

    @pytest.mark.parametrize(
        ("name", "make", "reason"),
        [
            ("Client", lambda app: double(Client), "this is an instance"),
            ("Client", lambda app: double_class(Other), "no class double of Client"),
            ("client", lambda app: double(Other), "it is no Client"),
            ("client", lambda app: double_class(Client), "it is no Client"),
            ("notify", lambda app: lambda to: True, "takes no argument 'text'"),
            ("notify", lambda app: double(app.notify_later), "one is async"),
            ("notify", lambda app: 5, "can't be called"),
        ],
    )
    def test_what_cannot_stand_in(self, app: ModuleType, name: str, make: object, reason: str) -> None:
        assert callable(make)
        before = getattr(app, name)
        with pytest.raises(MisuseError, match=reason):
            replace(f"mockfactory_test_app.{name}", with_=make(app))
        assert getattr(app, name) is before

    def test_a_subclass_may(self, app: ModuleType) -> None:
        with replace("mockfactory_test_app.Client", with_=double_class(SpecialClient)):
            assert isinstance(app.Client("a"), SpecialClient)

    @pytest.mark.parametrize(
        ("target", "reason"),
        [
            ("client", "takes a dotted name"),
            ("no_such_module.thing", "there is no module 'no_such_module'"),
            ("mockfactory_test_app.Clint", "Did you mean 'Client'"),
            ("mockfactory_test_app.Client.gett", "Did you mean 'get'"),
        ],
    )
    def test_names_that_are_not_there(self, app: ModuleType, target: str, reason: str) -> None:
        with pytest.raises(MisuseError, match=reason):
            replace(target, with_=double(Client))

    def test_ends_with_the_session(self, app: ModuleType) -> None:
        with Session():
            real = app.notify
            replace("mockfactory_test_app.notify", with_=double(real))
            replace("mockfactory_test_app.notify", with_=double(real))
            assert app.notify is not real
        assert app.notify is real

    def test_undo_twice_is_once(self, app: ModuleType) -> None:
        real = app.notify
        replaced = replace("mockfactory_test_app.notify", with_=double(app.notify))
        replaced.undo()
        app.notify = real  # type: ignore[attr-defined]
        replaced.undo()
        assert app.notify is real

    def test_a_method_on_a_class(self) -> None:
        real = Client.__dict__["get"]
        with replace(f"{__name__}.Client.get", with_=lambda self, path: path):
            assert Client.get(object.__new__(Client), "/") == "/"
        assert Client.__dict__["get"] is real
