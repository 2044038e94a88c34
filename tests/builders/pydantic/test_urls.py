"""Addresses whose length is limited around them, as `Field(max_length=30)` does."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import (
    AfterValidator,
    AnyUrl,
    BaseModel,
    Field,
    FileUrl,
    HttpUrl,
    PostgresDsn,
    RedisDsn,
    UrlConstraints,
    create_model,
)

from builders import CannotBuild, build_many


@pytest.mark.parametrize("most", [10, 14, 16, 22, 26, 30, 40, 80])
def test_an_address_of_the_web_is_as_short_as_asked(most: int) -> None:
    class Page(BaseModel):
        url: Annotated[HttpUrl, Field(max_length=most)]

    urls = {str(page.url) for page in build_many(Page, 20)}
    assert max(map(len, urls)) <= most
    assert len(urls) > 5


@pytest.mark.parametrize(
    "type_",
    [
        Annotated[AnyUrl, Field(max_length=20)],
        Annotated[PostgresDsn, Field(max_length=30)],
        Annotated[RedisDsn, Field(max_length=20)],
        Annotated[FileUrl, Field(max_length=12)],
        Annotated[HttpUrl, UrlConstraints(max_length=20)],
        Annotated[HttpUrl, Field(min_length=60)],
        Annotated[HttpUrl, Field(min_length=30, max_length=32)],
        Annotated[HttpUrl | None, Field(max_length=24)],
    ],
)
def test_other_addresses_and_lengths(type_: Any) -> None:
    assert build_many(create_model("Page", url=(type_, ...)), 5)


def test_an_address_that_can_not_be_so_short_is_refused_before_anything_is_drawn() -> None:
    class Page(BaseModel):
        url: Annotated[HttpUrl, Field(max_length=5)]

    with pytest.raises(CannotBuild, match="Page.url: no address is drawn that is at most 5 long"):
        build_many(Page, 1)


def test_what_was_asked_around_a_type_is_told() -> None:
    def never(url: HttpUrl) -> HttpUrl:
        raise ValueError("never")

    class Page(BaseModel):
        url: Annotated[HttpUrl, Field(max_length=40), AfterValidator(never)]

    with pytest.raises(CannotBuild, match="asked for:  at most 40 long"):
        build_many(Page, 1)


@pytest.mark.parametrize(("name", "most"), [("url", 15), ("website", 14), ("domain", 8), ("url", 6), ("user_agent", 5)])
def test_texts_are_not_cut_to_the_same_beginning(name: str, most: int) -> None:
    fields: dict[str, Any] = {name: (Annotated[str, Field(max_length=most)], ...)}
    model = create_model("Page", **fields)
    texts = {getattr(page, name) for page in build_many(model, 20)}
    assert max(map(len, texts)) <= most
    assert len(texts) > 5
    if most > 13:
        assert all("://" in text and text.endswith(".test") for text in texts)
