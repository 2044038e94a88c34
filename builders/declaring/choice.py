"""A recipe for one choice of traits, to be made ready for any overrides.

A test suite gives the same few names again and again, with other values. What depends on the names alone is worked out
once: what is declared of the other fields, which rules are left, whether what is left can be drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from builders.declaring.binding import bound, given_value, sort
from builders.declaring.declaration import Declaration, Place
from builders.declaring.merging import Rule, left_open, merged, without
from builders.declaring.options import Options
from builders.declaring.ready import Ready
from builders.declaring.rules import Rules
from builders.declaring.steps import Step
from builders.plan.deferred import Deferred
from builders.plan.nesting import SEPARATOR, unknown
from builders.plan.planning import Plan
from builders.plan.record import Record
from builders.plan.said import Make, Said


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """What is the same for all overrides of the same names.

    Attributes:
        given: for the other fields.
        rules: for the other fields.
        parents: the declarations whose objects are given parts, by field, each with the parts that are declared.
    """

    given: Mapping[str, object]
    rules: Mapping[str, Rule]
    parents: Mapping[str, tuple[Declaration[object], Mapping[str, object]]]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What holds for one choice of traits.

    Attributes:
        plan: of the type.
        record: the same, as it has fields.
        declared: values and declarations, by field.
        rules: functions, by field.
        options: the class of the options.
        chosen: values of options.
        steps: what is done with each object.
        said: the fields that traits say something of.
        before: the choice without what they say of some fields.
    """

    plan: Plan[object]
    record: Record
    declared: Mapping[str, object]
    rules: Mapping[str, Rule]
    options: Options
    chosen: Mapping[str, object]
    steps: tuple[Step, ...]
    said: Collection[str]
    before: Callable[[Collection[str]], Choice]
    _frames: dict[frozenset[str], _Frame] = field(default_factory=dict["frozenset[str]", "_Frame"])

    def ready(self, overrides: Mapping[str, object]) -> Ready:
        """All that objects are built from.

        Raises:
            UnknownName: there is no such field or option.
            InvalidOverride: a builder stands where an object is asked for.
            CannotBuild: what nobody gave can't be drawn.
        """
        given = overrides
        chosen = self.chosen
        if self.options.names:
            more, given = self.options.split(overrides)
            chosen = {**chosen, **more}
        if all(map(self._is_simple, given, given.values())):
            return self._quickly(given, chosen, self._said(given, overrides))
        return self._slowly(given, chosen, self._said(given, overrides))

    def _said(self, given: Mapping[str, object], overrides: Mapping[str, object]) -> Said | None:
        if not given and not self.said:
            return None
        return Said({*self.said, *self._heads(given)}, partial(self._without, overrides))

    def _heads(self, names: Collection[str]) -> set[str]:
        """The fields that names lead to, or into."""
        return {name if name in self.record.fields else name.partition(SEPARATOR)[0] for name in names}

    def _without(self, overrides: Mapping[str, object], names: Collection[str]) -> Make:
        """What makes an object as if nothing was said of some fields."""
        choice = self.before(names) if self.said else self
        return choice.ready({name: overrides[name] for name in overrides if self._heads([name]).isdisjoint(names)}).made

    def _is_simple(self, name: str, value: object) -> bool:
        """Whether a name says all: a field, or a part of what a declaration gives, and a value that is one."""
        if type(value) is dict or isinstance(value, Declaration | Deferred):
            return False
        if type(value) in (list, tuple) and any(type(item) is dict for item in cast("Iterable[object]", value)):
            # Items may be given in part.
            return False
        if name in self.record.fields:
            return True
        declaration = self.declared.get(name.partition(SEPARATOR)[0])
        return isinstance(declaration, Declaration) and declaration.takes_parts

    def _quickly(self, given: Mapping[str, object], chosen: Mapping[str, object], said: Said | None) -> Ready:
        names = frozenset(given)
        frame = self._frames.get(names)
        if frame is None:
            frame = self._frames[names] = self._frame(given)
        record = self.record
        values = dict(frame.given)
        parts: dict[str, dict[str, object]] = {}
        for name, value in given.items():
            if name in record.fields:
                values[name] = given_value(record, name, value)
            else:
                head, _, rest = name.partition(SEPARATOR)
                parts.setdefault(head, {})[rest] = value
        for head, (declaration, declared) in frame.parents.items():
            values[head] = declaration.bound(Place(record, record.fields[head]), {**declared, **parts[head]})
        return self._made(values, frame.rules, chosen, said)

    def _frame(self, given: Mapping[str, object]) -> _Frame:
        """Work out what is the same for all overrides that have these names."""
        fields = self.record.fields
        heads = {name.partition(SEPARATOR)[0] for name in given if name not in fields}
        ready = self._slowly(given, self.chosen, None)
        others = {name: value for name, value in ready.given.items() if name not in given and name not in heads}
        left = sort(self.record, without(self.declared, given), ())
        parents = {head: (left.declarations[head], left.parts.get(head, {})) for head in heads}
        return _Frame(others, ready.rules.functions, parents)

    def _slowly(self, given: Mapping[str, object], chosen: Mapping[str, object], said: Said | None) -> Ready:
        record = self.record
        rules = left_open(self.rules, given, record)
        for name in rules:
            if name not in record.fields and not record.extra:
                raise unknown(record.title, name, record.fields)
        values = bound(record, merged(self.declared, given), self.options.names)
        self.plan.check({**values, **rules})
        return self._made(values, rules, chosen, said)

    def _made(
        self, given: Mapping[str, object], rules: Mapping[str, Rule], chosen: Mapping[str, object], said: Said | None
    ) -> Ready:
        options = self.options.made(chosen, self.record.title)
        return Ready(
            self.plan, self.record, given, Rules(self.record, rules, options, given.keys()), options, self.steps, said
        )
