"""What type checkers must refuse, and what they must accept: the files in `cases`, line by line.

A line that ends in `# BAD` must be refused by `mypy --strict` and by pyright in strict mode; every other line must be
accepted by both. `# BAD mypy` or `# BAD pyright` names the one checker that refuses it: they stand in `limits.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from tests.typing.checkers import CASES, CHECKERS, Finding
from tests.typing.conftest import STUBBED, Checked
from tests.typing.probes import PROBES

_MARK: Final = re.compile(r"\S  # BAD(?: (mypy|pyright))?$")

# Errors that say nothing of a double: a marked line that has no other is a slip of the pen.
_SLIPS: Final = frozenset({
    "import-not-found", "name-defined", "no-redef", "syntax", "unused-coroutine", "unused-ignore",
    "reportMissingImports", "reportRedeclaration", "reportUndefinedVariable", "reportUnusedCoroutine",
    "reportUnusedExpression", "reportUnusedImport", "reportUnusedVariable",
})  # fmt: skip


def refusers(line: str) -> Sequence[str]:
    """The checkers that must refuse a line."""
    mark = _MARK.search(line)
    if mark is None:
        return ()
    return [mark[1]] if mark[1] else CHECKERS


def disagreements(checker: str, files: Mapping[str, str], findings: Iterable[Finding]) -> list[str]:
    """Each line that a checker takes for other than what its mark says, told in full.

    Args:
        files: the text of each file, by its name.
        findings: what the checker said of them.
    """
    complaints: defaultdict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule is not None:
            complaints[finding.file, finding.line].append(finding)
    wrong: list[str] = []
    for name, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            said = complaints.pop((name, number), [])
            told = "".join(f"\n      [{finding.rule}] {finding.text.replace(chr(10), ' | ')}" for finding in said)
            place = f"{name}:{number}: {line.strip()}"
            if checker not in refusers(line):
                wrong += [f"refused wrongly   {place}{told}"] if said else []
            elif not said:
                wrong.append(f"not refused       {place}")
            elif all(finding.rule in _SLIPS for finding in said):
                wrong.append(f"refused by a slip {place}{told}")
    return wrong + [f"of no line: {finding}" for rest in complaints.values() for finding in rest]


@pytest.mark.parametrize("checker", CHECKERS)
def test_marked_lines_are_refused_and_all_others_accepted(checker: str, checked: Checked) -> None:
    """Both directions in one test, so that each checker runs once, however the tests are spread over processes."""
    files = {path.name: path.read_text(encoding="utf-8") for path in CASES}

    wrong = disagreements(checker, files, [finding for finding in checked(checker) if finding.file != PROBES])

    assert not wrong, f"{checker} and the marks differ in {len(wrong)} lines:\n" + "\n".join(wrong)


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_misspelt_override_is_told_by_its_name(checker: str, checked: Checked) -> None:
    """Where pyright has stubs with many overloads, it could say that none of them fits, and no more."""
    (path,) = (path for path in CASES if path.stem == STUBBED)
    misspelt = {
        number: name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for name in re.findall(r"\b(agee|totl)=", line)
    }
    said = [finding for finding in checked(checker) if finding.file == path.name]

    assert len(misspelt) > 3
    for number, name in misspelt.items():
        assert [finding for finding in said if finding.line == number and f'"{name}"' in finding.text], (number, name)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_marks_are_spelt_right(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = [line for line in lines if refusers(line)]
    misspelt = [line for line in lines if "# BAD" in line.upper() and line not in marked]
    partly = [line for line in marked if len(refusers(line)) < len(CHECKERS)]

    assert marked
    assert not misspelt
    assert path.stem == "limits" or not partly


class TestTheComparing:
    """The comparison itself can fail, in each way."""

    text = "good()\nbad()  # BAD\nodd()  # BAD pyright\n"

    def differ(self, checker: str, *findings: Finding) -> list[str]:
        return [line.split("  ")[0].strip() for line in disagreements(checker, {"a.py": self.text}, findings)]

    def test_agreement(self) -> None:
        refused = Finding("a.py", 2, "arg-type", "no")
        assert self.differ("mypy", refused) == []
        assert self.differ("pyright", refused, Finding("a.py", 3, "reportArgumentType", "no")) == []

    def test_a_marked_line_that_passes(self) -> None:
        assert self.differ("mypy") == ["not refused"]
        assert self.differ("pyright") == ["not refused", "not refused"]

    def test_an_unmarked_line_that_is_refused(self) -> None:
        findings = [Finding("a.py", line, "arg-type", "no") for line in (1, 2, 3)]
        assert self.differ("mypy", *findings) == ["refused wrongly", "refused wrongly"]

    def test_a_line_that_is_refused_for_a_slip(self) -> None:
        assert self.differ("mypy", Finding("a.py", 2, "name-defined", "no")) == ["refused by a slip a.py:2: bad()"]

    def test_what_is_revealed_is_no_refusal(self) -> None:
        assert self.differ("mypy", Finding("a.py", 2, None, "Revealed type is int")) == ["not refused"]

    def test_an_error_elsewhere_is_not_lost(self) -> None:
        assert len(self.differ("mypy", Finding("a.py", 2, "arg-type", "no"), Finding("b.py", 1, "misc", "no"))) == 1
