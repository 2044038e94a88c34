"""What `[tool.mockfactory]` of a project's `pyproject.toml` says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from mockfactory.verification.pairs.stand_in import StandIn

JUDGES: Final = ("rules", "mypy")
"""Who can judge pairs."""
_KNOWN: Final = ("stands-for", "packages", "judges")
_FORM: Final = """write:
    [tool.mockfactory]
    packages = ["app", "tests.fakes"]
    [tool.mockfactory.stands-for]
    "tests.fakes:FakeMailer" = "app.mail:Mailer\""""


class WrongSettings(Exception):
    """`pyproject.toml` can't be read, or says what nobody understands."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says of its stand-ins.

    Attributes:
        pairs: the implementations that are named, each with its interface.
        packages: whose modules are imported to find what is marked there, and classes that derive from Protocols.
        judges: who judges the pairs.
    """

    pairs: Sequence[StandIn] = ()
    packages: Sequence[str] = ()
    judges: Sequence[str] = JUDGES


def settings_of(project: Path) -> Settings:
    """Read the settings of a project; there need be none.

    Args:
        project: the folder of `pyproject.toml`.

    Raises:
        WrongSettings: the file is no TOML, or a setting has the wrong form.
    """
    file = project / "pyproject.toml"
    if not file.is_file():
        return Settings()
    try:
        with file.open("rb") as opened:
            tools: object = tomllib.load(opened).get("tool", {})
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise WrongSettings(f"{file}: {error}") from None
    told = cast("Mapping[str, object]", tools).get("mockfactory", {})
    if not isinstance(told, dict):
        raise WrongSettings(f"{file}: tool.mockfactory is no table\n  {_FORM}")
    found = cast("Mapping[str, object]", told)
    pairs, packages = found.get("stands-for", {}), found.get("packages", [])
    unknown = sorted(found.keys() - set(_KNOWN))
    if unknown:
        raise WrongSettings(
            f"{file}: tool.mockfactory has no setting {unknown[0]!r}, only {', '.join(_KNOWN)}\n  {_FORM}"
        )
    if not _is_table_of_text(pairs):
        raise WrongSettings(f"{file}: tool.mockfactory.stands-for is no table of names\n  {_FORM}")
    if not all(name.strip() for pair in cast("Mapping[str, str]", pairs).items() for name in pair):
        raise WrongSettings(f"{file}: tool.mockfactory.stands-for has an empty name\n  {_FORM}")
    if not isinstance(packages, list) or not all(isinstance(one, str) for one in cast("list[object]", packages)):
        raise WrongSettings(f"{file}: tool.mockfactory.packages is no list of names\n  {_FORM}")
    judges = found.get("judges", list(JUDGES))
    if not isinstance(judges, list) or not judges or any(one not in JUDGES for one in cast("list[object]", judges)):
        raise WrongSettings(
            f"{file}: tool.mockfactory.judges is {judges!r}, not some of {', '.join(JUDGES)}\n  {_FORM}"
        )
    named = cast("Mapping[str, str]", pairs)
    return Settings(
        [StandIn(implementation, interface, "pyproject.toml") for implementation, interface in named.items()],
        cast("list[str]", packages),
        cast("list[str]", judges),
    )


def _is_table_of_text(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(one, str) for one in cast("Mapping[object, object]", value).values()
    )
