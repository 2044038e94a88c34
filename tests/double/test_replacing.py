"""`replace`: builtins that a module uses, what can't be changed, and what to write instead."""

from __future__ import annotations

import asyncio
import datetime
import os
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from unittest.mock import mock_open, patch

import pytest

from mockfactory import AttributeViolation, MisuseError, TypeViolation, double, double_class, replace, spy, verify, when

SOURCE = """
import datetime
from os import environ

SETTINGS = {"level": "low"}
LIMIT = 3

def first_line(path):
    with open(path) as file:
        return file.readline()

def now():
    return datetime.datetime.now()

def level():
    return SETTINGS["level"]
"""


@pytest.fixture
def app() -> Iterator[ModuleType]:
    module = ModuleType("app_with_builtins")
    exec(SOURCE, module.__dict__)
    sys.modules[module.__name__] = module
    yield module
    del sys.modules[module.__name__]


class TestBuiltinsThatAModuleUses:
    def test_are_put_into_it_and_taken_out_again(self, app: ModuleType) -> None:
        with replace("app_with_builtins.open", with_=mock_open(read_data="one\ntwo")):
            assert app.first_line("notes") == "one\n"
        assert "open" not in vars(app)

    def test_by_a_double_of_the_builtin(self, app: ModuleType) -> None:
        opened = double(open)
        when(opened).raises(PermissionError("no"))
        replace("app_with_builtins.open", with_=opened)
        with pytest.raises(PermissionError):
            app.first_line("notes")
        verify(lambda: opened("notes")).once()

    def test_must_fit_as_any_other(self, app: ModuleType) -> None:
        with pytest.raises(MisuseError, match="this can't be called"):
            replace("app_with_builtins.open", with_=3)
        assert "open" not in vars(app)

    @pytest.mark.parametrize("name", ["opem", "__import__", "__build_class__"])
    def test_other_names_are_unknown_as_before(self, app: ModuleType, name: str) -> None:
        with pytest.raises(MisuseError, match=f"module app_with_builtins has no '{name}'"):
            replace(f"app_with_builtins.{name}", with_=open)

    def test_only_a_module_finds_them(self, app: ModuleType) -> None:
        app.Thing = type("Thing", (), {})  # type: ignore[attr-defined]
        with pytest.raises(MisuseError, match="has no 'open'"):
            replace("app_with_builtins.Thing.open", with_=open)


class Client:
    def get(self, path: str) -> str:
        return f"real {path}"

    async def fetch(self, path: str) -> str:
        return f"fetched {path}"

    @classmethod
    def local(cls, port: int) -> str:
        return f"{cls.__name__} at {port}"

    @staticmethod
    def version(major: int) -> str:
        return f"{major}.0"


class Sub(Client):
    pass


class TestMethodsOfAClass:
    """In place, for all its instances."""

    def test_spied(self) -> None:
        get, fetch = spy(Client.get), spy(Client.fetch)
        replace(f"{__name__}.Client.get", with_=get)
        replace(f"{__name__}.Client.fetch", with_=fetch)
        client = Client()
        assert client.get("/") == "real /"
        assert asyncio.run(client.fetch("/")) == "fetched /"
        verify(lambda: get(client, "/")).once()
        verify(lambda: fetch(client, "/")).once()
        with pytest.raises(TypeViolation, match="argument 'path' is int"):
            client.get(1)  # type: ignore[arg-type]

    @pytest.mark.parametrize("cls", [Client, Sub])
    def test_class_and_static_methods_are_called_with_no_instance(self, cls: type[Client]) -> None:
        local, version = spy(cls.local), double(cls.version)
        with (
            replace(f"{__name__}.{cls.__name__}.local", with_=local),
            replace(f"{__name__}.{cls.__name__}.version", with_=version),
        ):
            assert cls.local(80) == cls().local(80) == f"{cls.__name__} at 80"
            assert cls.version(1) == cls().version(1) == ""
        assert (cls.local(80), cls.version(1)) == (f"{cls.__name__} at 80", "1.0")
        verify(lambda: local(80)).times(2)
        verify(lambda: version(1)).times(2)

    def test_by_a_function_of_ones_own(self) -> None:
        with replace(f"{__name__}.Client.local", with_=lambda port: f"here at {port}"):
            assert Client().local(80) == "here at 80"
        assert isinstance(vars(Client)["local"], classmethod)


class TestWhatCannotBeChanged:
    def test_says_what_to_replace(self, app: ModuleType) -> None:
        with pytest.raises(MisuseError, match="nothing can be set on datetime") as caught:
            replace("datetime.datetime.now", with_=lambda tz=None: None)
        written = str(caught.value)
        assert "replace('<the module that uses datetime>.datetime', with_=...) with a subclass of datetime" in written

    def test_as_that_says(self, app: ModuleType) -> None:
        class Noon(datetime.datetime):
            @classmethod
            def now(cls, tz: datetime.tzinfo | None = None) -> Noon:
                return cls(2000, 1, 1, 12)

        replace("app_with_builtins.datetime.datetime", with_=Noon)
        assert app.now() == datetime.datetime(2000, 1, 1, 12)

    def test_a_double_says_itself_what_is_wrong(self, app: ModuleType) -> None:
        class Client:
            @property
            def is_open(self) -> bool: ...  # type: ignore[empty-body]

        app.client = double(Client)  # type: ignore[attr-defined]
        with pytest.raises(AttributeViolation, match="read-only"):
            replace("app_with_builtins.client.is_open", with_=True)


class TestAdvice:
    @pytest.mark.parametrize(
        ("target", "with_", "write"),
        [
            ("os.environ", {"HOME": "/"}, "monkeypatch.setenv(name, value), or unittest.mock.patch.dict(os.environ"),
            ("app_with_builtins.SETTINGS", [], "unittest.mock.patch.dict('app_with_builtins.SETTINGS', {...})"),
            ("app_with_builtins.LIMIT", "3", "with_=...) with a real int"),
            ("app_with_builtins.int", str, "with_=...) with a subclass of int"),
        ],
    )
    def test_for_values(self, app: ModuleType, target: str, with_: object, write: str) -> None:
        with pytest.raises(MisuseError) as caught:
            replace(target, with_=with_)
        assert write in str(caught.value)

    def test_works(self, app: ModuleType) -> None:
        with patch.dict(os.environ, {"LEVEL": "high"}), patch.dict("app_with_builtins.SETTINGS", {"level": "high"}):
            assert (app.environ["LEVEL"], app.level()) == ("high", "high")
        replace("app_with_builtins.SETTINGS", with_={"level": "middle"})
        assert app.level() == "middle"


class TestAsADecorator:
    @pytest.mark.parametrize("decorated", [lambda test: test, type], ids=["function", "class"])
    def test_is_refused_and_nothing_stays_replaced(self, app: ModuleType, decorated: Callable[..., object]) -> None:
        real = app.now
        decorate: Callable[..., object] = replace("app_with_builtins.now", with_=double(real))  # type: ignore[assignment]
        with pytest.raises(MisuseError, match="replace\\(\\) is no decorator") as caught:
            decorate(decorated)
        assert "as a line of the test, or of a fixture" in str(caught.value)
        assert app.now is real


class Unsure(type):
    def __instancecheck__(cls, instance: object) -> bool:
        raise RuntimeError("who knows")

    def __subclasscheck__(cls, subclass: type) -> bool:
        raise RuntimeError("who knows")


class Plugin(metaclass=Unsure):
    def run(self) -> int:
        raise NotImplementedError


def test_a_class_that_refuses_to_say_what_is_one(app: ModuleType) -> None:
    app.__dict__.update(Plugin=Plugin, plugin=Plugin())
    with pytest.raises(MisuseError, match="Plugin does not say whether this is a subclass: RuntimeError: who knows"):
        replace("app_with_builtins.Plugin", with_=Unsure)
    with pytest.raises(MisuseError, match="Plugin does not say whether this is one: RuntimeError: who knows"):
        replace("app_with_builtins.plugin", with_=3)
    replace("app_with_builtins.plugin", with_=double(Plugin))
    replace("app_with_builtins.Plugin", with_=double_class(Plugin))
    assert app.Plugin().run() == app.plugin.run() == 0


class Store:
    def load(self, key: str, *, fresh: bool = False) -> str:
        return key

    async def save(self, key: str) -> int:
        return 1

    def _clean(self, age: int) -> None: ...


class Wider(Store):
    def load(self, key: str, *, fresh: bool = False, again: int = 0) -> str:
        return key


class Narrower(Store):
    def load(self, key: str) -> str:  # type: ignore[override]
        return key


class NotAwaited(Store):
    def save(self, key: str) -> int:  # type: ignore[override]
        return 1


class OtherInside(Store):
    def _clean(self) -> None: ...  # type: ignore[override]


store = Store()


def fetch(key: str) -> list[str]:
    return [key]


class TestSubclassesAndFunctionsAreJudgedByTheRules:
    """The same that verification has, in its words."""

    @pytest.mark.parametrize(
        ("narrow", "words"),
        [
            (
                Narrower,
                r"Narrower.load\(\) can't take every call: it takes no argument 'fresh'.\n  promised:  load\(key",
            ),
            (NotAwaited, r"NotAwaited.save\(\) is not async, and callers await it(.|\n)*mend:      make it async def"),
            (OtherInside, r"OtherInside._clean\(\) can't take every call: it takes no argument 'age'"),
        ],
    )
    def test_one_that_takes_or_gives_less_is_refused(self, narrow: type[Store], words: str) -> None:
        for target, put in ((f"{__name__}.Store", narrow), (f"{__name__}.store", narrow())):
            with pytest.raises(MisuseError, match=words):
                replace(target, with_=put)
        assert type(store) is Store

    def test_one_that_takes_more_is_put_there(self) -> None:
        replace(f"{__name__}.Store", with_=Wider)
        replace(f"{__name__}.store", with_=Wider())
        assert type(store) is Wider

    def test_types_of_functions_count_where_both_say_them(self) -> None:
        def numbers(key: str) -> list[int]:
            return [3]

        with pytest.raises(MisuseError, match=r"numbers gives list\[int\], not list\[str\]|numbers\(\) gives"):
            replace(f"{__name__}.fetch", with_=numbers)
        replace(f"{__name__}.fetch", with_=lambda key: ["1"])
        assert fetch("a") == ["1"]
