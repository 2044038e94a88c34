"""Fields computed from others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from builders.declaring.attributes import attribute_of, is_attribute
from builders.declaring.converting import Refused, converted
from builders.declaring.defaults import MISSING, default_of, default_of_attribute
from builders.declaring.seen import Seen
from builders.errors import BuildError, CannotBuild
from builders.plan.nesting import unknown
from builders.plan.record import Record
from builders.plan.refusing import refused_override

Rule = Callable[..., object]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The functions of fields, for objects with certain options.

    Attributes:
        record: the type of the objects.
        functions: by field.
        options: their second argument, unless it is `None`.
        given: the fields whose values were given or declared, and not drawn: a constructor may convert them.
    """

    record: Record
    functions: Mapping[str, Rule]
    options: object
    given: Collection[str] = ()

    def apply(self, values: dict[str, object]) -> None:
        """Compute the fields that have a function, in the order in which they need each other."""
        computing = _Computing(self, values)
        values.update({name: computing.value_of(name) for name in self.functions})


class _Computing:
    """One object's fields, while functions ask for them."""

    def __init__(self, rules: Rules, values: Mapping[str, object]) -> None:
        self._record: Final = rules.record
        self._rules: Final = rules
        self._values: Final = values
        self._computed: Final[dict[str, object]] = {}
        self._running: Final[list[str]] = []
        self._seen: Final[dict[str, object]] = {}
        self._refused: Final[dict[str, str]] = {}
        self._seen_object: Final = Seen(rules.record, self.value_of, self.attribute)

    def value_of(self, name: str) -> object:
        """A field's value: computed, given or drawn, or its default."""
        rule = self._rules.functions.get(name)
        if rule is None:
            return self._given(name)
        if name not in self._computed:
            self._computed[name] = self._by_rule(name, rule)
        return self._computed[name]

    def attribute(self, name: str) -> object:
        """The value of an attribute that the constructor does not take."""
        record = self._record
        if record.extra and name in self._values:
            return self._values[name]
        value = default_of_attribute(record.type, name)
        if value is not MISSING:
            return value
        if is_attribute(record.type, name):
            raise CannotBuild(
                f"{record.title}: a rule asks for {name!r}, which only the object itself has, "
                "and it is not made yet.\n"
                f"  known:  {', '.join(attribute_of(record.type, field) for field in record.fields)}\n"
                "  write:  .after(...) for what needs the whole object"
            )
        attributes = {field: attribute_of(record.type, field) for field in record.fields}
        raise unknown(record.title, name, attributes.values(), meant=attributes.get(name, ""))

    def _given(self, name: str) -> object:
        record = self._record
        value = self._values.get(name, MISSING)
        if value is not MISSING and name in self._rules.given:
            return self._converted(name, value)
        if value is MISSING and name in record.fields:
            value = default_of(record.type, name)
        if value is not MISSING:
            return value
        if name not in record.fields:
            raise unknown(record.title, name, record.fields)
        raise CannotBuild(
            f"{record.title}.{name} keeps a default that is not known before the object is made.\n"
            f"  write:  Builder({record.title}, {name}=drawn()), or give it a value"
        )

    def _converted(self, name: str, value: object) -> object:
        """A value that was given, as the object will have it."""
        if name not in self._seen:
            try:
                self._seen[name] = converted(self._record.type, name, value)
            except Refused as error:
                # The type says so itself when it gets it, unless a rule breaks over it before.
                self._seen[name], self._refused[name] = value, str(error)
        return self._seen[name]

    def _by_rule(self, name: str, rule: Rule) -> object:
        title, running, options = self._record.title, self._running, self._rules.options
        if name in running:
            circle = " -> ".join((*running[running.index(name) :], name))
            raise CannotBuild(f"{title}: fields are computed from each other in a circle: {circle}")
        running.append(name)
        try:
            return rule(self._seen_object) if options is None else rule(self._seen_object, options)
        except BuildError:
            raise
        except Exception as error:
            if self._refused:
                raise refused_override(title, self._refused, self._values) from None
            raise CannotBuild(f"The rule for {title}.{name} raised {type(error).__name__}: {error}") from error
        finally:
            running.pop()
