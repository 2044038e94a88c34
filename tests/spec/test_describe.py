"""The text and the JSON of a spec."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="empty-body, var-annotated, no-untyped-def"
# pyright: reportArgumentType=false

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

import pytest

from mockfactory.spec import read_spec
from mockfactory.spec.description.describe import describe, summary
from mockfactory.spec.description.plain import to_json


class Receipt: ...


class Mailer:
    default: str = ""

    def __init__(self, host: str) -> None:
        self.host = host
        self.cache = {}

    async def send(self, to: str, *, urgent: bool = False, extra: Any = None) -> Receipt: ...

    def ask(self, question):
        return question

    def close(self):
        self.cache.clear()

    @property
    def is_open(self) -> bool: ...

    @classmethod
    def make(cls) -> Mailer: ...

    def __len__(self) -> int: ...


def test_the_text_lists_members_and_what_is_unchecked() -> None:
    text = describe(read_spec(Mailer))
    assert text.startswith("Mailer (class)\n  called as Mailer(host: str)\n")
    assert "  async method          async send(to: str, *, urgent: bool = False, extra: Any = None) -> Receipt" in text
    assert "Coroutine" not in text
    assert "  property              is_open: bool  (read-only)" in text
    assert "  method                make() -> Mailer  (class method)" in text
    assert "  instance attribute    host: str  (assignment in __init__)" in text
    assert "  method                close() -> None" in text
    assert "  method                __len__() -> int" in text
    assert "__init__(" not in text
    gaps = text.partition("not checked:")[2]
    assert "parameter extra of send" in gaps.partition("no annotation")[0]
    assert "return of ask" in gaps
    assert "return of close" not in gaps
    assert "attribute cache" in gaps


def test_an_async_function_is_shown_with_what_it_gives_when_awaited() -> None:
    async def fetch(url: str) -> bytes: ...

    def start(url: str) -> Coroutine[Any, Any, bytes]: ...

    assert "called as async fetch(url: str) -> bytes\n" in describe(read_spec(fetch))
    assert "called as start(url: str) -> Coroutine[Any, Any, bytes]\n" in describe(read_spec(start))


def test_the_sums() -> None:
    text = "9 members, 2 unchecked parameters, 1 unchecked return, 1 unchecked attribute"
    assert summary(read_spec(Mailer)) == text
    assert describe(read_spec(Mailer)).endswith(text)
    assert summary(read_spec(Mailer), dunders=True).startswith("10 members")
    assert summary(read_spec(Receipt)) == "0 members, all checked"


def test_defaults_are_shown_without_asking_them() -> None:
    class Loud:
        def __repr__(self) -> str:
            raise AssertionError("asked")

    class Uses:
        def f(self, a: Loud = Loud(), b: int = 3) -> None: ...  # noqa: B008

    assert "f(a: Loud = ..., b: int = 3) -> None" in describe(read_spec(Uses))


def test_dynamic_names_are_told() -> None:
    class Dynamic:
        def __getattr__(self, name: str) -> int: ...

    assert "has names that cannot be listed: each gives int" in describe(read_spec(Dynamic))


@pytest.mark.parametrize("target", [Mailer, len, Callable[[int], str], json, Protocol])
def test_json_is_plain_data(target: object) -> None:
    if target is Protocol:
        target = type("P", (Protocol,), {})
    spec = read_spec(target)
    data = json.loads(json.dumps(to_json(spec)))
    assert data["name"] == spec.name
    assert set(data["members"]) == set(spec.members)
    assert describe(spec)


def test_json_says_what_is_unchecked_and_why() -> None:
    data: Any = to_json(read_spec(Mailer))
    assert {"what": "parameter extra of send", "why": "Any"} in data["unchecked"]
    send = data["members"]["send"]
    assert send["kind"] == "async method"
    assert send["call"]["returns"]["awaits"] == {"type": "Receipt", "unchecked": None}
    assert data["members"]["host"]["value"] == {"type": "str", "unchecked": None}
