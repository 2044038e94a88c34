"""Options of a builder: what is given like a field, and is none."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from builders.declaring.declaration import Declaration
from builders.errors import InvalidOverride, UnknownName
from builders.plan.reading.checking import wrong
from builders.plan.reading.generics import without_init_var
from builders.plan.reading.hints import hints_of
from builders.plan.record import Record


@dataclass(frozen=True, eq=False)
class Options:
    """The class of a builder's options.

    Attributes:
        type: a dataclass; `None` where there are no options.
        names: of its fields.
    """

    type: type[object] | None = None
    names: frozenset[str] = frozenset()

    @functools.cached_property
    def hints(self) -> Mapping[str, object]:
        """The types of its fields; read when values are given, because names in quotes may not be known before."""
        return {name: without_init_var(hint) for name, hint in hints_of(self.type).items()}

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

    def made(self, given: Mapping[str, object], title: str) -> object:
        """The options as the functions of a builder take them; `None` where there are none.

        Args:
            given: values of options.
            title: of the type that is built.

        Raises:
            InvalidOverride: a value is not of its option's type, or the dataclass refuses it.
        """
        if self.type is None:
            return None
        for name, value in given.items():
            if isinstance(value, Declaration):
                raise InvalidOverride(
                    f"{title}.{name}={value.shown}: options take plain values, and no declarations\n"
                    f"  write:  .trait(..., {name}=...) for other objects, or a rule for what depends on the object"
                )
            reason = wrong(value, self.hints.get(name, object))
            if reason:
                option = f"{self.type.__qualname__}.{name}"
                raise InvalidOverride(f"{title}.{name}={value!r} is refused: {reason}\n  it is:  an option, {option}")
        try:
            return self.type(**given)
        except (TypeError, ValueError) as error:
            said = ", ".join(f"{name}={value!r}" for name, value in given.items())
            raise InvalidOverride(
                f"{title}: the options {self.type.__qualname__} can't be made: {error}\n  given:  {said or 'nothing'}"
            ) from error


NO_OPTIONS: Final = Options()
