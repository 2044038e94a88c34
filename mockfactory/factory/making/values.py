"""Real objects, from `builders`. Each factory counts for itself."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Final, NoReturn, cast

from builders.seed.namespaces import HERE, Namespace, entered
from mockfactory.double.wording.text import report
from mockfactory.factory.errors import CannotCreate

_one_at_a_time: Final = threading.RLock()
"""Where builders count is known to the whole process: it is another place for as long as a factory builds."""


class Values:
    """Builds values in a namespace of its own: nothing that others build changes them."""

    def __init__(self, seed: int | None) -> None:
        """A namespace of a test, or the same everywhere for a seed that is given."""
        here = HERE.namespace
        # What a failing test tells of its data is read there.
        self._told_in: Final = here if seed is None else None
        name = f"{here.name} MockFactory".strip() if seed is None else "MockFactory"
        self.namespace: Final = Namespace(name, here.seed if seed is None else seed, here.locale)

    def build(self, annotation: object, title: str, given: Mapping[str, object], *, by_keyword: bool = False) -> object:
        """The next object of a type.

        Args:
            annotation: the type.
            title: where it stands, for errors.
            given: values of fields.
            by_keyword: it stands for the arguments of a call, which can be given by keyword instead.

        Raises:
            CannotCreate: it can't be built; the message has the path to the field.
        """
        __tracebackhide__ = True
        from builders.errors import BuildError
        from builders.plan.planning import plan_of

        with _one_at_a_time, entered(self.namespace):
            try:
                plan = plan_of(cast("type[object]", annotation), self.namespace.locale)
                made = plan.build(self.namespace.count_of(plan.name), given)
            except BuildError as error:
                _refuse(title, error, by_keyword)
            self._tell(plan.name)
            return made

    def build_by(self, builder: Any, title: str, given: Mapping[str, object] | None = None) -> object:
        """The next object of a builder.

        Args:
            builder: makes it.
            title: what is made, for errors.
            given: values of fields and options.

        Raises:
            CannotCreate: it can't be built.
        """
        __tracebackhide__ = True
        from builders.errors import BuildError

        with _one_at_a_time, entered(self.namespace):
            try:
                made: object = builder.build(**(given or {}))
            except BuildError as error:
                _refuse(title, error)
            self._tell(title)
            return made

    def _tell(self, name: str) -> None:
        if self._told_in is not None:
            self._told_in.count_of(f"MockFactory.{name}").next_index()


def _refuse(title: str, error: Exception, by_keyword: bool = False) -> NoReturn:
    __tracebackhide__ = True
    if by_keyword:
        head = f"{title} asks for a value, and no real one can be built."
        write = "it by keyword in wire(...) or call(...), or bind(..., to=...) of its type"
    else:
        head = f"{title} is a value, and no real one can be built."
        write = f"bind({title}, to=...), or create({title}, fallback='double') where a double will do"
    raise CannotCreate(report(head, builders=str(error), write=write)) from None
