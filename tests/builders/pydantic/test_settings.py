"""Settings of pydantic-settings: the environment and its files are never read, so data is the same on every machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import AliasChoices, BaseModel, Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from builders import Builder, InvalidOverride, build, coverage, drawn, seeded


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", env_file=".env", extra="forbid")

    debug: bool = False
    url: str
    workers: int = Field(4, ge=1, le=9)
    token: str = Field("none", validation_alias=AliasChoices("APP_TOKEN", "token"))


class Service(BaseModel):
    name: str
    settings: Settings


@pytest.fixture
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with an environment and a file of its own."""
    (tmp_path / ".env").write_text("APP_WORKERS=8\nAPP_COLOUR=red\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("APP_URL", "https://from-the-environment.example")
    monkeypatch.setenv("APP_DEBUG", "abc")
    monkeypatch.setenv("APP_TOKEN", "secret")


@pytest.mark.usefixtures("_machine")
def test_the_environment_and_its_files_are_not_read() -> None:
    settings = build(Settings)
    assert (settings.debug, settings.workers, settings.token) == (False, 4, "none")
    assert "environment" not in settings.url


@pytest.mark.usefixtures("_machine")
def test_the_same_with_and_without_an_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with seeded(1):
        there = build(Service), coverage(Settings)
    monkeypatch.undo()
    with seeded(1):
        assert (build(Service), coverage(Settings)) == there


def test_overrides_and_declarations_are_taken_and_checked() -> None:
    assert build(Settings, url="https://a.example", workers=2, token="t").workers == 2
    assert build(Service, settings__token="mine").settings.token == "mine"
    assert 1 <= Builder(Settings, workers=drawn()).build().workers <= 9
    with pytest.raises(InvalidOverride, match="workers=10"):
        build(Settings, workers=10)


def test_validators_of_settings_are_asked() -> None:
    class Checked(BaseSettings):
        low: int = Field(ge=0, le=9)
        high: int = Field(ge=0, le=9)

        @model_validator(mode="after")
        def ordered(self) -> Checked:
            if self.low > self.high:
                raise ValueError("low is above high")
            return self

    assert all(checked.low <= checked.high for checked in Builder(Checked).build_many(20))
    assert build(Checked).model_fields_set == {"low", "high"}
