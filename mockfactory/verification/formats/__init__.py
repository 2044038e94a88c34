"""Reports as text, JSON, SARIF, lines for GitHub, and JUnit's XML."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from mockfactory.rules.telling.findings import Report
from mockfactory.verification.formats.as_github import as_github
from mockfactory.verification.formats.as_json import as_json
from mockfactory.verification.formats.as_junit import as_junit
from mockfactory.verification.formats.as_sarif import as_sarif
from mockfactory.verification.formats.as_text import as_text

FORMATS: Final[Mapping[str, Callable[[Sequence[Report]], str]]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "junit": as_junit,
}
"""How reports are written, by the name that the command line takes."""
