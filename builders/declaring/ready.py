"""A recipe for one choice of traits and overrides, all names checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builders.declaring.copying import as_written
from builders.declaring.rules import Rules
from builders.declaring.running import RUNNING, check_depth
from builders.declaring.steps import Step, finished
from builders.declaring.unique import UniqueAt
from builders.errors import BuildError, InvalidOverride
from builders.plan.planning import Plan
from builders.plan.record import Record
from builders.plan.refusing import completed
from builders.plan.said import Said
from builders.plan.several import explain_whole
from builders.seed.namespaces import HERE


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """What objects are built from.

    Attributes:
        plan: of their type.
        record: the same, as it has fields.
        given: a value for each field that something is said of, or what stands for one.
        rules: the functions of fields.
        options: what rules and steps take besides; `None` for nothing.
        steps: what is done with each object.
        said: what overrides and traits say of fields; `None` for nothing.
    """

    plan: Plan[object]
    record: Record
    given: Mapping[str, object]
    rules: Rules
    options: object
    steps: tuple[Step, ...]
    said: Said | None = None

    @property
    def plan_name(self) -> str:
        return self.plan.name

    def build(self, state: int, index: int) -> object:
        """The object of a state."""
        finish = self.rules.apply if self.rules.functions else None
        running = RUNNING.titles
        check_depth(running)
        running.append(self.record.title)
        try:
            built = self.record.build(state, index, 0, self.given, finish, self.rules.functions, self.said)
            if self.steps:
                built = finished(built, self.steps, self.options, self.record.title, index)
        except BuildError as error:
            explain_whole(error, self.record, {name: as_written(value) for name, value in self.given.items()})
            self._explain(error)
            raise completed(error, self.record.title, HERE.namespace, index) from error.__cause__
        finally:
            running.pop()
        return built

    def made(self, state: int, index: int) -> object:
        """The object of a state before any step, whatever was said of it."""
        finish = self.rules.apply if self.rules.functions else None
        return self.record.build(state, index, 0, self.given, finish, self.rules.functions)

    def _explain(self, error: BuildError) -> None:
        """Say of a value that was refused why no other was drawn, where `unique()` gave it."""
        if not isinstance(error, InvalidOverride) or error.complete:
            return
        for name, value in self.given.items():
            if (
                isinstance(value, UniqueAt)
                and value.is_settled()
                and str(error).startswith(f"{self.record.title}.{name}=")
            ):
                error.args = (
                    f"{error}\n"
                    "  so:     it is unique(): this value is the object's own, and any other that of another object\n"
                    f"  write:  {name}=sequence(lambda number: ...), or say in the type what is refused",
                )
