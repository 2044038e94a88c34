"""An interface, as a lock file keeps it."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from mockfactory.rules.comparing.demanded import demanded
from mockfactory.spec import Binding, Kind, Spec
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.verification.snapshots.lock import Entry
from mockfactory.verification.snapshots.written import line_of, lines_of

CALLED: Final = "()"
"""The name under which it is kept how the thing itself is called: the constructor of a class, a function."""


def entry_of(spec: Spec, used: Mapping[str, Iterable[str]]) -> Entry:
    """What an interface promises.

    Args:
        spec: the interface.
        used: the tests that rely on a member, by its name.
    """
    members: dict[str, Sequence[str]] = {name: lines_of(member) for name, member in demanded(spec).items()}
    if spec.call is not None:
        calls = spec.overloads or (spec.call,)
        members[CALLED] = [line_of(Kind.METHOD, Binding.INSTANCE, "call", call) for call in calls]
    module = module_name_of(spec.cls) if spec.cls is not None else str(getattr(spec.target, "__module__", ""))
    return Entry(
        _distribution(module.partition(".")[0]), members, {name: sorted(set(tests)) for name, tests in used.items()}
    )


@cache
def _packages() -> Mapping[str, list[str]]:
    return importlib.metadata.packages_distributions()


def _distribution(package: str) -> str:
    names = _packages().get(package, [])
    return f"{names[0]} {importlib.metadata.version(names[0])}" if names else ""
