"""The command line: `mockfactory spec`, `mockfactory seed`, `mockfactory verify`, `mockfactory demo`."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from builders.importable import importable_here

_FAILED: Final = 2
_INTERRUPTED: Final = 130
_SNAPSHOTS: Final = (["spec", "snapshot"], ["spec", "diff"])


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments after the name of the program; those of the process by default.

    Returns:
        0 when all is well; 1 when the demo did not go as it should, or when nobody reads the output any more; 2, with
        one line on stderr, when the command can't be carried out; 130 when it was interrupted.

    Raises:
        SystemExit: by `argparse`, for --help, --version and arguments that are none.

    Example:
        >>> main(["spec", "decimal:Decimal.quantise"])
        2
    """
    _have_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = None if words[:2] in _SNAPSHOTS else _parser().parse_args(words)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        # A default value may hold letters that the terminal does not have.
        reconfigure(errors="backslashreplace")
    try:
        from mockfactory.verification.project import importable_as_by_pytest

        with importable_here(), importable_as_by_pytest():
            if arguments is None:
                from mockfactory.verification.snapshots.arguments import run

                code = run(words[1:])
            elif arguments.command == "spec":
                code = _spec(arguments.target, as_json=arguments.json)
            elif arguments.command == "verify":
                code = _verify(arguments)
            else:
                code = _seed(arguments) if arguments.command == "seed" else _demo()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # `mockfactory spec ... | head`
        _flush_nothing_more()
        return 1
    except OSError as error:
        # A full disk, most likely that of the output.
        _flush_nothing_more()
        place = "" if error.filename is None else f"{error.filename}: "
        return _fail(f"{place}{error.strerror or error}")
    return code


def _have_streams() -> None:
    """Where one was closed (`>&-`), let what is written there go nowhere, and no file that is opened take its place."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long as the process


def _flush_nothing_more() -> None:
    """Where nobody takes what is left of the output, Python would flush it once more as it ends, and complain."""
    with contextlib.suppress(OSError, ValueError):
        try:
            sys.stdout.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mockfactory", description="Typed test doubles that cannot drift from what they stand for."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    spec = commands.add_parser(
        "spec",
        help="print what a double of a class checks, and what it cannot",
        description="Print what a double of a class, Protocol, function or module checks, and what it cannot. "
        "The module is imported; the current directory is importable, as with python -m. `mockfactory spec snapshot` "
        "and `mockfactory spec diff` keep what the tests' doubles stand for, and tell what has changed; see there.",
    )
    spec.add_argument("target", metavar="MODULE[:NAME]", help="for instance httpx:AsyncClient, or app.mail:Mailer.send")
    spec.add_argument("--json", action="store_true", help="print JSON")
    _add_seed(
        commands.add_parser(
            "seed",
            help="write files with any number of rows of a type",
            description="Write rows of a type to Parquet, CSV, or the text that PostgreSQL's COPY takes. Row i "
            "holds what object number i holds that `build` builds from the same seed. The module is imported; the "
            "current directory is importable, as with python -m.",
        )
    )
    _add_verify(
        commands.add_parser(
            "verify",
            help="verify that fakes and other implementations can stand for what they imitate",
            description="Verify each class that is marked with @stands_for, or named in [tool.mockfactory] of "
            "pyproject.toml, or derived from a Protocol in the packages that are named there. Exit code 0 when every "
            "one can stand for its interface, 1 when one can't, 2 when something could not be looked at.",
        )
    )
    commands.add_parser(
        "demo",
        help="run an agent over a real WebSocket, and show each kind of misuse being caught",
        description="Run an agent over a real WebSocket, as it should go and failing as planned, run a chat service's "
        "tests over doubles, show each kind of misuse being caught, and what doubles of real third-party classes "
        "check. Exit code 0 only when all went as it should.",
    )
    return parser


def _add_verify(verify: argparse.ArgumentParser) -> None:
    verify.add_argument(
        "--by", metavar="JUDGES", help="rules, mypy, or rules,mypy (default: what pyproject.toml says, or both)"
    )
    verify.add_argument(
        "--format", choices=("text", "json", "sarif", "github", "junit"), default="text", help="(default: text)"
    )


def _verify(arguments: argparse.Namespace) -> int:
    from mockfactory.verification.command import verify_project
    from mockfactory.verification.pairs.configured import JUDGES

    by: list[str] | None = None if arguments.by is None else arguments.by.split(",")
    if by is not None and any(judge not in JUDGES for judge in by):
        print(f"--by is rules, mypy or rules,mypy, not {arguments.by!r}", file=sys.stderr)
        return _FAILED
    return verify_project(by, arguments.format)


def _add_seed(seed: argparse.ArgumentParser) -> None:
    seed.add_argument(
        "target", metavar="MODULE:TYPE", help="a type with fields, or a Builder, for instance app.models:User"
    )
    seed.add_argument("--rows", type=int, required=True, metavar="N", help="how many rows")
    seed.add_argument("--out", required=True, metavar="PATH", help="the file; with shards, each gets its number")
    seed.add_argument("--format", choices=("parquet", "csv", "copy"), help="by default what the suffix of PATH says")
    seed.add_argument("--shards", type=int, metavar="K", help="how many files; by default one for each worker")
    seed.add_argument("--workers", type=int, default=1, metavar="W", help="how many processes (default: 1)")
    seed.add_argument(
        "--seed", type=int, default=0, metavar="S", help="the number that all values come from (default: 0)"
    )
    seed.add_argument("--namespace", default="", metavar="NAME", help="a name that gives other rows for the same seed")
    seed.add_argument(
        "--locale", default="en_US", metavar="LOCALE", help="in whose words names are: de_DE (default: en_US)"
    )
    seed.add_argument(
        "--trait", action="append", default=[], dest="traits", metavar="NAME", help="of the Builder; may be repeated"
    )
    seed.add_argument("--validate", action="store_true", help="let the type make each row: slow, and always right")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("mockfactory")
        except PackageNotFoundError:
            found = "(not installed)"
        print(f"mockfactory {found}")
        parser.exit()


def _spec(target: str, *, as_json: bool) -> int:
    from mockfactory.double.planning.refusals import why_not_doubled
    from mockfactory.lookup import LookupFailed, look_up, one_line
    from mockfactory.spec import SpecError, read_spec
    from mockfactory.spec.description.describe import describe
    from mockfactory.spec.description.plain import to_json

    try:
        found = look_up(target)
        spec = read_spec(found)
        refusal = why_not_doubled(found)
        # Members are read as they are asked for: what can't be read comes up here.
        if as_json:
            import json

            text = json.dumps(
                {**to_json(spec), "double": {"can_be_made": refusal is None, "reason": refusal}}, indent=2
            )
        else:
            verdict = (
                f"a double can be made: double({target.partition(':')[2]})"
                if refusal is None
                else f"no double: {refusal}"
            )
            text = f"{describe(spec)}\n\n{verdict}"
    except LookupFailed as failed:
        return _fail(str(failed))
    except SpecError as error:
        return _fail(f"{target} can't be read: {one_line(error)}")
    except Exception as error:
        return _fail(f"{target} can't be read: {type(error).__name__}: {one_line(error)}")
    print(text)
    return 0


def _demo() -> int:
    from mockfactory.demo.running import has_pytest

    if not has_pytest():
        return _fail("the demo runs tests and needs pytest: pip install pytest")
    from mockfactory.demo.show import run_demo

    return run_demo()


def _seed(arguments: argparse.Namespace) -> int:
    from mockfactory.seeding import Order, SeedingFailed, write_rows

    asked = {name: value for name, value in vars(arguments).items() if name not in ("command", "version")}
    try:
        write_rows(Order(**asked))
    except SeedingFailed as failed:
        return _fail(str(failed))
    return 0


def _fail(text: str) -> int:
    print(f"mockfactory: {text}", file=sys.stderr)
    return _FAILED
