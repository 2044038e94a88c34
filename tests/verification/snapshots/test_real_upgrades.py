"""Snapshots of real libraries in two versions each: what their change logs call breaking is told.

The files in `recorded` hold a few members of each, as `mockfactory spec snapshot` wrote them with that version
installed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mockfactory.cli import main

RECORDED = Path(__file__).parent / "recorded"


def told(library: str, capsys: pytest.CaptureFixture[str], old: str = "old") -> tuple[int, list[str]]:
    code = main(["spec", "diff", str(RECORDED / f"{library}-{old}.lock"), str(RECORDED / f"{library}-new.lock")])
    return code, [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]


@pytest.mark.parametrize(
    ("library", "change"),
    [
        # 0.28.0: "The deprecated `proxies` argument has now been removed."
        ("httpx", "httpx:Client.(): it takes no argument 'proxies'"),
        ("httpx", "httpx:get.(): it takes no argument 'proxies'"),
        # 0.28.0: "The deprecated `app` argument has now been removed."
        ("httpx", "httpx:Client.(): it takes no argument 'app'"),
        # The graph module and triggers and functions were taken out after 5.x.
        ("redis", "redis:Redis.graph: it is gone"),
        ("redis", "redis:Redis.tfunction_list: it is gone"),
        # Set commands give sets.
        ("redis", "redis:Redis.sdiff: it gives set[bytes | str], and was Awaitable[list] | list"),
        # Vector stores have left beta.
        ("openai", "openai.resources.beta:AsyncBeta.vector_stores: it is gone"),
        # 2.0: "Engine.execute() ... removed", "autocommit mode removed", "the subtransactions flag ... removed".
        ("sqlalchemy", "sqlalchemy.engine:Engine.execute: it is gone"),
        ("sqlalchemy", "sqlalchemy.engine:Engine.table_names: it is gone"),
        ("sqlalchemy", "sqlalchemy.orm:Session.autocommit: it is gone"),
        ("sqlalchemy", "sqlalchemy.orm:Session.begin: its parameter 1 is named 'nested', not 'subtransactions'"),
        # The migration guide to 2.0: `__get_validators__` is replaced, `Config` is `model_config`.
        ("pydantic", "pydantic:BaseModel.__get_validators__: it is gone"),
        ("pydantic", "pydantic:BaseModel.dict: it takes no argument 'skip_defaults'"),
    ],
)
def test_a_breaking_change_is_told(library: str, change: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(library, capsys)

    assert code == 1
    member, _, reason = change.partition(": ")
    [line] = [line for line in lines if line.startswith(f"breaking: {member}: ")]
    assert reason in line.removeprefix(f"breaking: {member}: ").partition("  (")[0].split("; ")


@pytest.mark.parametrize(
    ("library", "member"),
    [
        ("httpx", "httpx:Client.get"),
        ("redis", "redis:Redis.get"),
        ("sqlalchemy", "sqlalchemy.orm:Session.flush"),
        ("pydantic", "pydantic:BaseModel.model_dump"),
    ],
)
def test_what_stays_right_is_not(library: str, member: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = told(library, capsys)

    assert not [line for line in lines if f"{member}:" in line and not line.startswith("compatible")]
    assert any(line.startswith(f"compatible: {member}:") for line in lines)


def test_a_class_of_another_library_with_the_same_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """openai has gone over from `httpx.URL` to `httpx2.URL`; its classes that moved within it are the same."""
    _, lines = told("openai", capsys)

    words = "it takes str | httpx2.URL | None | openai.NotGiven, and took str | httpx.URL | None"
    client = "it takes httpx2.AsyncClient | None, and took httpx.AsyncClient | None"
    assert [line.partition("  (")[0] for line in lines if line.startswith("unverified")] == [
        f"unverified: openai:AsyncOpenAI.(): {words}; {client}",
        f"unverified: openai:AsyncOpenAI.with_options: {words}; {client}",
    ]


def test_what_was_recorded_in_the_older_format_stays_readable(capsys: pytest.CaptureFixture[str]) -> None:
    assert told("httpx", capsys, "old-format-1") == told("httpx", capsys)
