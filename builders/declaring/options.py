"""Options of a builder: what is given like a field, and is none."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from builders.errors import UnknownName
from builders.plan.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """The class of a builder's options.

    Attributes:
        type: a dataclass; `None` where there are no options.
        names: of its fields.
    """

    type: type[object] | None = None
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, options: object) -> Options:
        """The options that a user declared.

        Raises:
            TypeError: it is no dataclass, or a field of it has no default.
        """
        if not isinstance(options, type):
            hint = f"\n  write:  transient({type(options).__name__})" if dataclasses.is_dataclass(options) else ""
            raise TypeError(f"transient takes a dataclass, the class itself, and not {options!r}{hint}")
        named = cast("type[object]", options).__name__
        if not dataclasses.is_dataclass(options):
            raise TypeError(f"transient({named}) takes a dataclass whose fields are the options, each with its default")
        for entry in dataclasses.fields(options):
            if entry.init and entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING:
                raise TypeError(
                    f"transient({named}): the option {entry.name!r} has no default, so no object could be "
                    f"built without it\n  write:  {entry.name}: ... = ..."
                )
        return cls(options, frozenset(entry.name for entry in dataclasses.fields(options) if entry.init))

    def check(self, record: Record) -> None:
        """See that no option is called like a field.

        Raises:
            UnknownName: one is.
        """
        both = sorted(self.names & record.fields.keys())
        if both and self.type is not None:
            raise UnknownName(
                f"{self.type.__name__}.{both[0]} and {record.title}.{both[0]} have the same name, "
                "so an override could mean either.\n"
                "  write:  another name for the option"
            )

    def split(self, said: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
        """What is said of the options, and what is said of fields."""
        if not self.names:
            return {}, dict(said)
        return (
            {name: value for name, value in said.items() if name in self.names},
            {name: value for name, value in said.items() if name not in self.names},
        )

    def made(self, given: Mapping[str, object]) -> object:
        """The options as the functions of a builder take them; `None` where there are none."""
        return None if self.type is None else self.type(**given)


NO_OPTIONS: Final = Options()
