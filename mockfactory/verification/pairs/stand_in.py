"""Something that is said to stand for something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandIn:
    """One pair that is to be verified.

    Attributes:
        implementation: a class, or the words "module:name" of one.
        interface: what it stands for: a class, ABC or Protocol, one with type arguments, or the words of one.
        source: where that is said: "@stands_for in tests/fakes.py:12", "pyproject.toml".
        folders: of the project, from which modules are imported beside those that are found anyway: "tests", where
            pytest puts a folder of tests without an `__init__.py` on the path.
        raises: the errors that the interface may raise; empty where it declares none.
        is_called: whether the class itself is used where the other one was, so that callers make objects of it: its
            constructor has to take the same calls.
    """

    implementation: object
    interface: object
    source: str = ""
    folders: Sequence[str] = ()
    raises: tuple[type[BaseException], ...] = ()
    is_called: bool = False
