"""`@stands_for` without an interface marks nothing: it is refused where it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

import pytest

from mockfactory import MisuseError, verification
from mockfactory.verification import stands_for
from mockfactory.verification.pairs.marked import marked

loosely = cast("Callable[..., Any]", stands_for)
WRITE = r"\n  write:  @stands_for\(Interface\)"


class Mailer(Protocol):
    def send(self, to: str) -> bool: ...


def test_without_parentheses() -> None:
    with pytest.raises(MisuseError, match=f"@stands_for above FakeMailer does not say what for.{WRITE}"):

        @loosely
        class FakeMailer: ...

    with pytest.raises(MisuseError, match="@stands_for above Inner"):

        class Outer:
            @verification.stands_for
            class Inner: ...


def test_at_the_top_of_a_module() -> None:
    source = "from mockfactory.verification import stands_for\n@stands_for\nclass FakeMailer: ...\n"
    with pytest.raises(MisuseError, match="@stands_for above FakeMailer"):
        exec(source, {"__name__": "fakes"})


def test_below_another_decorator_and_the_second_time() -> None:
    for _ in range(2):
        with pytest.raises(MisuseError, match="@stands_for above FakeMailer"):

            @stands_for(Mailer)
            @loosely
            class FakeMailer: ...


def test_without_an_interface() -> None:
    with pytest.raises(MisuseError, match=rf"@stands_for\(\) does not say what for.{WRITE}"):

        @loosely()  # type: ignore[untyped-decorator, unused-ignore]
        class FakeMailer: ...


def test_with_one_it_marks_the_class() -> None:
    class Local:
        def send(self, to: str) -> bool:
            return True

    def made() -> type:
        class Made:
            def send(self, to: str) -> bool:
                return True

        return Made

    before = len(marked())
    for interface in (Mailer, Local, made(), type("Unnamed", (), {"send": Local.send})):

        @stands_for(interface)
        class FakeMailer:
            def send(self, to: str) -> bool:
                return True

        @loosely(made(), raises=(KeyError,))
        class Another:
            def send(self, to: str) -> bool:
                return True

    assert len(marked()) == before + 8
    assert stands_for.__name__ == "stands_for"
