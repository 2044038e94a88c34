"""`builders typings`: write stubs, or say which are stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from builders.importable import importable_here

_FAILED: Final = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments after the name of the program; those of the process by default.

    Returns:
        0 when the stubs were written, or none is stale; 1 when some are stale; 2, with one line on stderr, when the
        command can't be carried out.

    Raises:
        SystemExit: by `argparse`, for --help and for arguments that are none.

    Example:
        >>> main(["typings", "no_such_package"])
        2
    """
    arguments = _parser().parse_args(argv)
    with importable_here():
        return _typings(arguments.packages, arguments.out, check=arguments.check)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="builders", description="Typed, seeded, compiled test data.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    typings = commands.add_parser(
        "typings",
        help="write stubs by which pyright and editors check overrides",
        description="Write stubs by which pyright and editors check the overrides of the types that packages define: "
        "names, types, nested names. The packages are imported; the current directory is importable, as with "
        "python -m. Types that are in none of them are then built without overrides.",
    )
    typings.add_argument("packages", nargs="+", metavar="PACKAGE", help="a package or module with types: app.models")
    typings.add_argument("--out", type=Path, default=Path("typings"), help="pyright's stubPath (default: typings)")
    typings.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a stub is stale")
    return parser


def _typings(packages: Sequence[str], out: Path, *, check: bool) -> int:
    from builders.typings.listing import NotImported
    from builders.typings.writing import stale, stubs_for, write

    try:
        stubs = stubs_for(packages)
        differences = stale(stubs, out)
        if not check:
            write(stubs, out)
    except NotImported as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"can't write the stubs: {error}")
    except Exception as error:
        # A class of the user's that breaks when it is looked at.
        return _fail(f"can't read {' '.join(packages)}: {type(error).__name__}: {error}")
    if not check:
        print(f"{len(stubs)} stubs in {out}, {len(differences)} of them changed")
        return 0
    for difference in differences:
        print(difference)
    if differences:
        print(f"write them again:  builders typings {' '.join(packages)}")
    return 1 if differences else 0


def _fail(text: str) -> int:
    print(f"builders: {' '.join(text.split())}", file=sys.stderr)
    return _FAILED
