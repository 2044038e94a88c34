"""The words behind `mockfactory spec snapshot` and `mockfactory spec diff`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from mockfactory.verification.project import LOCK, project_of
from mockfactory.verification.snapshots.command import diff, snapshot_of, snapshot_of_tests


def run(argv: Sequence[str]) -> int:
    """Run one of the two.

    Args:
        argv: "snapshot" or "diff", and what follows.

    Returns:
        The exit code of the process.
    """
    parser = argparse.ArgumentParser(prog="mockfactory spec")
    commands = parser.add_subparsers(dest="command", required=True)
    snapshot = commands.add_parser(
        "snapshot",
        help="write what the doubles of the tests stand for",
        description="Run the tests, and write what each interface promises that their doubles stand for, and which "
        "test relies on what of it. With names of interfaces, write what these promise, and run nothing.",
    )
    snapshot.add_argument("targets", nargs="*", metavar="MODULE:NAME", help="for instance httpx:AsyncClient")
    snapshot.add_argument("--out", type=Path, metavar="FILE", help=f"(default: {LOCK} of the project)")
    snapshot.add_argument(
        "--pytest-args", default="", metavar="ARGS", help="for pytest, as one text: --pytest-args='-n 4 tests/unit'"
    )
    difference = commands.add_parser(
        "diff",
        help="tell what has changed since a snapshot",
        description="Tell what has changed since a snapshot was taken, how bad it is, and which tests rely on it. Exit "
        "code 0 when nothing breaks, 1 when something does, 2 when the two can't be compared.",
    )
    difference.add_argument("before", nargs="?", type=Path, metavar="OLD", help=f"(default: {LOCK} of the project)")
    difference.add_argument(
        "after", nargs="?", type=Path, metavar="NEW", help="another snapshot; by default what is installed now"
    )
    arguments = parser.parse_args(argv)
    project = project_of(Path.cwd())
    if arguments.command == "diff":
        return diff(arguments.before or project / LOCK, arguments.after)
    own = Path(LOCK) if project == Path.cwd() else project / LOCK
    if arguments.targets:
        return snapshot_of(arguments.targets, arguments.out or own)
    import shlex

    try:
        words = shlex.split(arguments.pytest_args)
    except ValueError as error:
        parser.error(f"argument --pytest-args: {error}")
    # pytest takes the name of a file to be one of its own folder.
    out = own if arguments.out is None else arguments.out.absolute()
    return snapshot_of_tests(out, words)
