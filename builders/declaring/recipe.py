"""All that a builder was told, as data that never changes; made ready for one choice of traits and overrides."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, cast

from builders.declaring.copying import as_given, copied
from builders.declaring.declaration import Declaration, Place
from builders.declaring.rules import Rules
from builders.errors import BuildError, CannotBuild, UnknownName
from builders.plan.nesting import SEPARATOR, resolved, unknown
from builders.plan.planning import Plan, plan_of
from builders.plan.record import Record
from builders.plan.refusing import completed
from builders.seed.namespaces import HERE
from builders.seed.naming import type_name

Step = Callable[..., object]


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """What a builder declares.

    Attributes:
        target: the type of the objects.
        declared: values and declarations, by field.
        rules: functions of other fields, by field.
        traits: declarations, by trait.
        options: the class of the options, or `None`.
        steps: what is done with each object.
        locale: in whose words drawn values are; `None` leaves it to where the object is built.
    """

    target: object = None
    declared: Mapping[str, object] = field(default_factory=dict[str, object])
    rules: Mapping[str, Callable[..., object]] = field(default_factory=dict[str, Callable[..., object]])
    traits: Mapping[str, Mapping[str, object]] = field(default_factory=dict[str, Mapping[str, object]])
    options: type | None = None
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
        return replace(self, declared=_merged(self.declared, _own(declarations)), rules=rules)

    def deriving(self, rules: Mapping[str, Callable[..., object]]) -> Recipe:
        declared = {
            name: value
            for name, value in self.declared.items()
            if name not in rules and name.partition(SEPARATOR)[0] not in rules
        }
        return replace(self, declared=declared, rules={**self.rules, **rules})

    def trait(self, name: str, declarations: Mapping[str, object]) -> Recipe:
        return replace(self, traits={**self.traits, name: _own(declarations)})

    def transient(self, options: type) -> Recipe:
        if not dataclasses.is_dataclass(options):
            raise TypeError(
                f"transient({options!r}) takes a dataclass whose fields are the options, each with its default"
            )
        for entry in dataclasses.fields(options):
            if entry.init and entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING:
                raise TypeError(
                    f"transient({options.__name__}): the option {entry.name!r} has no default, so no object could be "
                    f"built without it\n  write:  {entry.name}: ... = ..."
                )
        return replace(self, options=options)

    def after(self, step: Step) -> Recipe:
        return replace(self, steps=(*self.steps, step))

    @property
    def address(self) -> str:
        """The type's name and what is declared of it, in words that are the same on every run."""
        said = sorted(f"{name}={_said(value)}" for name, value in self.declared.items())
        return "\x00".join((type_name(self.target), *said))

    def ready(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> Ready:
        """Check all names, and gather what holds for these traits and overrides.

        Raises:
            UnknownName: there is no such trait, field or option.
            CannotBuild: the type has no fields, or can't be planned.
        """
        plan = plan_of(cast("type[object]", self.target), self.locale)
        record = plan.record
        if record is None:
            raise CannotBuild(f"Builder({self.title}): it has no fields to declare.\n  write:  build({self.title})")
        options, given = self._options(overrides, record)
        rules = dict(self.rules)
        declared = self.declared
        for trait in traits:
            if trait not in self.traits:
                raise unknown(f"Builder({self.title})", trait, self.traits, "trait")
            declared = _merged(declared, self.traits[trait])
            rules = _left_open(rules, self.traits[trait], record)
        declared = _merged(declared, given)
        rules = _left_open(rules, given, record)
        for name in rules:
            if name not in record.fields and not record.extra:
                raise unknown(record.title, name, record.fields)
        bound = _bound(record, declared)
        plan.check({**bound, **rules})
        return Ready(plan, record, bound, Rules(record, rules, options), options, self.steps)

    def _options(self, overrides: Mapping[str, object], record: Record) -> tuple[object, dict[str, object]]:
        """The options that were given, made an object, and all other overrides."""
        if self.options is None:
            return None, dict(overrides)
        names = {entry.name for entry in dataclasses.fields(self.options) if entry.init}
        both = sorted(names & record.fields.keys())
        if both:
            raise UnknownName(
                f"{self.options.__name__}.{both[0]} and {record.title}.{both[0]} have the same name, "
                "so an override could mean either.\n"
                "  write:  another name for the option"
            )
        options = self.options(**{name: value for name, value in overrides.items() if name in names})
        return options, {name: value for name, value in overrides.items() if name not in names}


NO_RECIPE: Final = Recipe()


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A recipe for one choice of traits and overrides, all names checked."""

    plan: Plan[object]
    record: Record
    given: Mapping[str, object]
    rules: Rules
    options: object
    steps: tuple[Step, ...]

    @property
    def plan_name(self) -> str:
        return self.plan.name

    def build(self, state: int, index: int) -> object:
        """The object of a state."""
        finish = self.rules.apply if self.rules.functions else None
        try:
            built = self.record.build(state, index, 0, self.given, finish, self.rules.functions)
        except BuildError as error:
            raise completed(error, self.record.title, HERE.namespace, index) from error.__cause__
        for step in self.steps:
            result = step(built) if self.options is None else step(built, self.options)
            if result is not None:
                if not isinstance(result, type(built)):
                    raise CannotBuild(
                        f"A step after {self.record.title} returned {result!r}.\n"
                        f"  promised:  the {type(built).__name__} that takes the object's place, or None"
                    )
                built = result
        return built


def _left_open(
    rules: Mapping[str, Callable[..., object]], given: Mapping[str, object], record: Record
) -> dict[str, Callable[..., object]]:
    """The rules for fields that nothing was given for, neither the whole nor a part."""
    said = {name if name in record.fields else name.partition(SEPARATOR)[0] for name in given}
    return {name: rule for name, rule in rules.items() if name not in said}


def _own(declarations: Mapping[str, object]) -> dict[str, object]:
    """The declarations with collections of their own: what the user does to theirs later changes no builder."""
    return {name: copied(value) for name, value in declarations.items()}


def _merged(declared: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """`more` goes before `declared`: a whole field before its parts too. A dict for a parent gives parts of it."""
    spelled: dict[str, object] = {}
    for name, value in more.items():
        before = declared.get(name)
        if isinstance(before, Declaration) and before.takes_parts and type(value) is dict:
            parts = cast("dict[str, object]", value)
            spelled.update({f"{name}{SEPARATOR}{part}": inner for part, inner in parts.items()})
        else:
            spelled[name] = value
    kept = {name: value for name, value in declared.items() if name.partition(SEPARATOR)[0] not in spelled}
    return {**kept, **spelled}


def _bound(record: Record, declared: Mapping[str, object]) -> dict[str, object]:
    """Each declaration in its place, with what was said of the parts of its object."""
    declarations = {
        name: cast("Declaration[object]", value) for name, value in declared.items() if isinstance(value, Declaration)
    }
    plain: dict[str, object] = {}
    parts: dict[str, dict[str, object]] = {}
    for name, value in declared.items():
        if name in declarations:
            continue
        head, separator, rest = name.partition(SEPARATOR)
        if separator and name not in record.fields and head in declarations:
            parts.setdefault(head, {})[rest] = value
        else:
            plain[name] = value
    bound = {name: as_given(value) for name, value in resolved(record, plain).items()}
    for name, declaration in declarations.items():
        if name not in record.fields:
            raise unknown(record.title, name, record.fields)
        bound[name] = declaration.bound(Place(record, record.fields[name]), parts.get(name, {}))
    return bound


def _said(value: object) -> str:
    """A value in words that are the same on every run; those of others give only their type."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__qualname__}.{value.name}"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    return type(value).__qualname__
