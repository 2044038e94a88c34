"""Real objects, from `builders`. Each factory counts for itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from builders.seed.namespaces import HERE, Namespace, entered, left
from mockfactory.factory.binding.keys import Key, key_of
from mockfactory.factory.errors import CannotCreate
from mockfactory.wording.places import Place, caller
from mockfactory.wording.text import report

if TYPE_CHECKING:
    from builders.plan.planning import Plan
    from builders.plan.reading.reader import Supply

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
        self._building: Final = _Building()
        self._supplied: Final[dict[Key, Plan[object]]] = {}

    def build(
        self,
        annotation: object,
        title: str,
        given: Mapping[str, object],
        place: Place,
        supply: Supply | None = None,
        *,
        by_keyword: bool = False,
    ) -> object:
        """The next object of a type.

        Args:
            annotation: the type.
            title: where it stands, for errors.
            given: values of fields.
            place: the line that asks.
            supply: gives what stands for some types in it; None where nothing does.
            by_keyword: it stands for the arguments of a call, which can be given by keyword instead.

        Raises:
            CannotCreate: it can't be built; the message has the path to the field.
        """
        __tracebackhide__ = True
        from builders.errors import BuildError

        with _one_at_a_time, entered(self.namespace), self._building.asked_at(place):
            try:
                plan = self._plan(annotation, supply)
                made = plan.build(self.namespace.count_of(plan.name), given)
            except BuildError as error:
                _refuse(title, error, by_keyword)
            self._tell(plan.name)
            return made

    def problem(self, annotation: object, given: Mapping[str, object], supply: Supply | None) -> str:
        """Why a type can't be built, as far as that shows without drawing; "" where nothing shows."""
        from builders.errors import BuildError

        try:
            self._plan(annotation, supply).check(given)
        except BuildError as error:
            return str(error)
        return ""

    def forget(self) -> None:
        """Read anew what is supplied: something else was bound."""
        self._supplied.clear()

    def aside(self, make: Callable[[Place], object]) -> Callable[[], object]:
        """What makes a part of a value that is being built, outside of it: as if it had been made before."""

        def made() -> object:
            __tracebackhide__ = True
            place = self._building.place
            if place is None:  # a function that was built, and is called later
                return make(caller())
            with self._building.nothing():
                _one_at_a_time.release()
                try:
                    with left(self.namespace):
                        return make(place)
                finally:
                    _one_at_a_time.acquire()

        return made

    def _plan(self, annotation: object, supply: Supply | None) -> Plan[object]:
        from builders.plan.planning import plan_of, supplied_plan

        locale = self.namespace.locale
        if supply is None:
            return plan_of(cast("type[object]", annotation), locale)
        key = key_of(annotation)
        plan = self._supplied.get(key)
        if plan is None:
            plan = self._supplied[key] = supplied_plan(annotation, locale, supply)
        return plan

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


class _Building(threading.local):
    """What a thread is building in one factory.

    Attributes:
        place: the line that asked for it; None while nothing is built, or something is made beside it.
    """

    place: Place | None = None

    @contextmanager
    def asked_at(self, place: Place) -> Generator[None]:
        """While the block runs, something is built for a line."""
        before, self.place = self.place, place
        try:
            yield
        finally:
            self.place = before

    @contextmanager
    def nothing(self) -> Generator[None]:
        """While the block runs, nothing is built."""
        before, self.place = self.place, None
        try:
            yield
        finally:
            self.place = before


def _refuse(title: str, error: Exception, by_keyword: bool = False) -> NoReturn:
    __tracebackhide__ = True
    if by_keyword:
        head = f"{title} asks for a value, and no real one can be built."
        write = "it by keyword in wire(...) or call(...), or bind(..., to=...) of its type"
    else:
        head = f"{title} is a value, and no real one can be built."
        write = f"bind({title}, to=...), or create({title}, fallback='double') where a double will do"
    raise CannotCreate(report(head, builders=str(error), write=write)) from None
