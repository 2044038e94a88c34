"""All that a builder was told, as data that never changes."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, cast

from builders.declaring.arity import check_functions, variable
from builders.declaring.choice import Choice
from builders.declaring.merging import Rule, left_open, merged, own, without
from builders.declaring.options import NO_OPTIONS, Options
from builders.declaring.steps import Step
from builders.errors import CannotBuild
from builders.plan.nesting import SEPARATOR
from builders.plan.planning import plan_of
from builders.seed.locales import refuse_unknown
from builders.seed.naming import type_name


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """What a builder declares.

    Attributes:
        target: the type of the objects.
        declared: values and declarations, by field.
        rules: functions of other fields, by field.
        traits: declarations, by trait.
        options: the class of the options.
        steps: what is done with each object.
        locale: in whose words drawn values are; `None` leaves it to where the object is built.
    """

    target: object = None
    declared: Mapping[str, object] = field(default_factory=dict[str, object])
    rules: Mapping[str, Rule] = field(default_factory=dict[str, Callable[..., object]])
    traits: Mapping[str, Mapping[str, object]] = field(default_factory=dict[str, Mapping[str, object]])
    options: Options = NO_OPTIONS
    steps: tuple[Step, ...] = ()
    locale: str | None = None

    @property
    def title(self) -> str:
        return getattr(self.target, "__qualname__", None) or str(self.target)

    def of(self, type_: object) -> Recipe:
        return replace(self, target=type_)

    def having(self, declarations: Mapping[str, object]) -> Recipe:
        """A declared value goes before a rule that was there for the same field, or for the object that it is in."""
        said = declarations.keys() | {name.partition(SEPARATOR)[0] for name in declarations}
        rules = {name: rule for name, rule in self.rules.items() if name not in said}
        return replace(self, declared=merged(self.declared, own(declarations)), rules=rules)

    def deriving(self, rules: Mapping[str, object]) -> Recipe:
        for name, rule in rules.items():
            if not callable(rule):
                raise TypeError(
                    f"deriving takes a function of the other fields for {name!r}, not {rule!r}\n"
                    f"  write:  .having({name}={rule!r}), or .deriving({name}=lambda {variable(self.title)}: ...)"
                )
        functions = cast("Mapping[str, Rule]", rules)
        return replace(self, declared=without(self.declared, rules), rules={**self.rules, **functions})

    def trait(self, name: object, declarations: Mapping[str, object]) -> Recipe:
        if not isinstance(name, str):
            raise TypeError(f"trait takes a name first, not {name!r}\n  write:  .trait('a_name', ...)")
        if not name:
            raise ValueError("trait takes a name that is not empty\n  write:  .trait('a_name', ...)")
        return replace(self, traits={**self.traits, name: own(declarations)})

    def transient(self, options: object) -> Recipe:
        return replace(self, options=Options.of(options))

    def localized(self, locale: object) -> Recipe:
        if not isinstance(locale, str):
            raise TypeError(f"localized takes a locale as text, 'de_DE', not {locale!r}")
        if not locale:
            raise ValueError("localized takes a locale that is not empty: 'de_DE'")
        refuse_unknown(locale)
        return replace(self, locale=locale)

    def after(self, step: object) -> Recipe:
        if not callable(step):
            raise TypeError(
                f"after takes a function of the object, not {step!r}\n"
                f"  write:  .after(lambda {variable(self.title)}: ...)"
            )
        return replace(self, steps=(*self.steps, step))

    @property
    def address(self) -> str:
        """The type's name and what is declared of it, in words that are the same on every run."""
        said = sorted(f"{name}={_said(value)}" for name, value in self.declared.items())
        return "\x00".join((type_name(self.target), *said))

    def choice(self, traits: tuple[str, ...], leaving: Collection[str] = ()) -> Choice:
        """What holds with traits, which are known to be there.

        Args:
            traits: their names.
            leaving: fields of which nothing is heard that the traits say.

        Raises:
            UnknownName: an option is called like a field.
            CannotBuild: the type has no fields, or can't be planned; a rule or a step takes other arguments.
        """
        plan = plan_of(cast("type[object]", self.target), self.locale)
        record = plan.record
        if record is None:
            raise CannotBuild(f"Builder({self.title}): it has no fields to declare.\n  write:  build({self.title})")
        self.options.check(record)
        chosen, declared = self.options.split(self.declared)
        rules = dict(self.rules)
        heard: dict[str, None] = {}
        for trait in traits:
            more, said = self.options.split(self.traits[trait])
            heads = {name: name if name in record.fields else name.partition(SEPARATOR)[0] for name in said}
            said = {name: value for name, value in said.items() if heads[name] not in leaving}
            heard.update(dict.fromkeys(heads[name] for name in said))
            chosen.update(more)
            declared = merged(declared, said)
            rules = left_open(rules, said, record)
        check_functions(record.title, rules, self.steps, self.options)
        return Choice(
            plan, record, declared, rules, self.options, chosen, self.steps, heard, partial(self.choice, traits)
        )


NO_RECIPE: Final = Recipe()


def _said(value: object) -> str:
    """A value in words that are the same on every run; those of others give only their type."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__qualname__}.{value.name}"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    return type(value).__qualname__
