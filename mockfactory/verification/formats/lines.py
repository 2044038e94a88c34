"""The line of a file at which a finding is shown."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

from mockfactory.rules.telling.findings import Finding, Report


def line_for(report: Report, finding: Finding) -> int | None:
    """Where the member begins; where there is none, where the class does; `None` where that is not known.

    The file is read and not run, so the class of a report that another process made is found too.

    Args:
        report: of one pair.
        finding: of that pair.
    """
    if finding.line is not None or not report.file:
        return finding.line
    return _classes_in(report.file).get(report.implementation.partition("[")[0].rpartition(".")[2])


@functools.cache
def _classes_in(file: str) -> dict[str, int]:
    """The lines of the classes in a file, by name; of two of one name, none."""
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    names = [node.name for node in classes]
    return {node.name: node.lineno for node in classes if names.count(node.name) == 1}
