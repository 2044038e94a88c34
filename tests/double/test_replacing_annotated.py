"""`replace` of a name with an annotation; and hand-written fakes, judged by the rules."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from typing import Any
from unittest.mock import MagicMock

import pytest

from mockfactory import MisuseError, double, double_class, replace

SOURCE = """
from __future__ import annotations
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol
if TYPE_CHECKING:
    from app_with_annotations_gone import Nowhere

class Port(Protocol):
    def send(self, to: str) -> bool: ...

class Base:
    def send(self, to: str) -> bool:
        return True

class SMTP(Base):
    def __init__(self) -> None:
        self.host = "real"
    def send(self, to: str) -> bool:
        return True
    def quit(self) -> None: ...

class Empty: ...

def audit(event: str) -> None: ...

client: Port = SMTP()
kept: Final[Port] = SMTP()
based: Base = SMTP()
maybe: Port | None = None
plain = SMTP()
exact: SMTP = SMTP()
gone: Nowhere = SMTP()
anyone: Any = SMTP()
factor: float = 1
hosts: dict[str, str] = {}
made: type[Base] = SMTP
told: Callable[[str], None] = audit
empty = Empty()
thing: object = SMTP()

class Service:
    client: ClassVar[Port] = SMTP()

class Special(Service):
    client = SMTP()

@dataclass
class Settings:
    client: Port = field(default_factory=SMTP)

service = Special()
settings = Settings()
"""


class Fake:
    """All that the promises ask for, and not all that stands there."""

    host = ""

    def send(self, to: str) -> bool:
        return True


class Whole(Fake):
    def quit(self) -> None: ...


class Narrow(Whole):
    def send(self) -> bool:  # type: ignore[override]
        return True


class Answers(Fake):
    """It may have all, or nothing: nobody knows before it is asked."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@pytest.fixture
def app() -> Iterator[Any]:
    module = types.ModuleType("annotated_app")
    sys.modules[module.__name__] = module
    exec(SOURCE, module.__dict__)
    yield module
    del sys.modules[module.__name__]


PROMISED = ("client", "kept", "based", "maybe", "Service.client", "Special.client", "service.client", "settings.client")


class TestWhatTheAnnotationPromises:
    @pytest.mark.parametrize("name", PROMISED)
    def test_may_stand_there_whatever_stands_there_now(self, app: Any, name: str) -> None:
        port = app.Base if name == "based" else app.Port
        for value in (double(port), double(app.SMTP), Fake(), Whole(), MagicMock(spec=app.SMTP)):
            with replace(f"annotated_app.{name}", with_=value):
                assert eval(name, vars(app)) is value

    @pytest.mark.parametrize("name", PROMISED)
    @pytest.mark.parametrize("value", [Narrow(), 3, MagicMock()], ids=["takes less", "a number", "a mock of nothing"])
    def test_nothing_else_may(self, app: Any, name: str, value: object) -> None:
        with pytest.raises(MisuseError, match=r"can't stand in for annotated_app") as caught:
            replace(f"annotated_app.{name}", with_=value)
        port = "Base" if name == "based" else "Port"
        assert f"write:  replace('annotated_app.{name}', with_=double({port}))" in " ".join(
            str(caught.value).replace("write:     ", "write:  ").splitlines()
        )

    def test_none_where_it_says_so(self, app: Any) -> None:
        replace("annotated_app.maybe", with_=None)
        with pytest.raises(MisuseError, match="it is None, not Port"):
            replace("annotated_app.client", with_=None)

    @pytest.mark.parametrize(("name", "value"), [("factor", 2.5), ("hosts", {"a": "b"}), ("thing", 3)])
    def test_values(self, app: Any, name: str, value: object) -> None:
        replace(f"annotated_app.{name}", with_=value)
        assert vars(app)[name] is value

    @pytest.mark.parametrize(("name", "value"), [("factor", "2"), ("hosts", {"a": 3})])
    def test_values_of_other_types(self, app: Any, name: str, value: object) -> None:
        with pytest.raises(MisuseError, match="it is no float|value of key 'a' is int"):
            replace(f"annotated_app.{name}", with_=value)

    def test_classes_and_functions(self, app: Any) -> None:
        class Sub(app.Base): ...  # type: ignore[misc]

        class Less(app.Base):  # type: ignore[misc]
            def send(self) -> bool:
                return True

        for value in (Sub, double_class(app.Base)):
            replace("annotated_app.made", with_=value)
        for function in (double(app.audit), lambda event: None):
            replace("annotated_app.told", with_=function)
        with pytest.raises(MisuseError, match="takes no argument 'to'"):
            replace("annotated_app.made", with_=Less)
        with pytest.raises(MisuseError, match=r"not type\[Base\]"):
            replace("annotated_app.made", with_=Fake)
        with pytest.raises(MisuseError, match="it takes no argument, and is called with 1"):
            replace("annotated_app.told", with_=lambda: None)


class TestWithoutAnAnnotationThatSaysSomething:
    """The class of what is there counts."""

    @pytest.mark.parametrize("name", ["plain", "exact", "gone", "anyone"])
    def test_a_fake_with_all_members_may_stand_there(self, app: Any, name: str) -> None:
        for value in (double(app.SMTP), Whole()):
            with replace(f"annotated_app.{name}", with_=value):
                assert vars(app)[name] is value

    @pytest.mark.parametrize("name", ["plain", "exact", "gone", "anyone"])
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (Fake(), "it is no SMTP, and has no 'quit'"),
            (Answers(), "it is no SMTP, and has no 'quit'"),
            (Narrow(), r"Narrow.send\(\) can't take every call: it takes no argument 'to'"),
            (MagicMock(), "it is no SMTP"),
            (3, "it is no SMTP"),
        ],
    )
    def test_one_that_lacks_something_may_not(self, app: Any, name: str, value: object, words: str) -> None:
        with pytest.raises(MisuseError, match=words):
            replace(f"annotated_app.{name}", with_=value)

    def test_what_an_object_has_of_its_own_counts(self, app: Any) -> None:
        fake = Fake()
        fake.__dict__["quit"] = lambda: None
        replace("annotated_app.plain", with_=fake)
        assert app.plain is fake

    def test_a_class_that_promises_nothing_is_kept(self, app: Any) -> None:
        with pytest.raises(MisuseError, match="it is no Empty"):
            replace("annotated_app.empty", with_=Whole())
        replace("annotated_app.empty", with_=app.Empty())

    def test_a_module_is_no_mock(self, app: Any) -> None:
        with pytest.raises(MisuseError, match="there is a module") as caught:
            replace("annotated_app.json", with_=MagicMock())
        assert "replace('annotated_app.json.<name>', with_=...)" in str(caught.value)
        replace("annotated_app.json", with_=types.ModuleType("json"))
