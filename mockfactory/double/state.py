"""What a double knows about itself, kept out of the way of the names that its spec promises."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import TYPE_CHECKING, Final, Protocol, cast

from mockfactory.double.places import Place

if TYPE_CHECKING:
    from mockfactory.double.ledger import Ledger
    from mockfactory.double.method import Method
    from mockfactory.double.plan import Plans
    from mockfactory.spec import Spec


ITSELF: Final = object()
"""Given to `nest` in place of a type: the double that was asked."""


class State:
    """The inside of one double.

    `nest` makes a double for something that this double gives away (what a method returns, an attribute); it belongs to
    the same ledger and bears a name that says where it came from. `real` is what a spy calls through to. `given` holds
    the instances that a class double has given.
    """

    __slots__ = (
        "children", "code", "double", "given", "ledger", "line", "methods", "name", "nest", "plans", "raises", "real",
        "spec", "strict", "values",
    )  # fmt: skip

    def __init__(
        self,
        spec: Spec,
        plans: Plans,
        nest: Callable[[State, object, str], object],
        ledger: Ledger,
        place: tuple[CodeType, int],
    ) -> None:
        self.spec = spec
        self.plans = plans
        self.nest = nest
        self.ledger = ledger
        self.code, self.line = place
        self.name: str | None = None
        self.strict = False
        self.raises: tuple[type[BaseException], ...] = ()
        self.real: object = None
        self.double: object = None
        self.methods: dict[str, Method] = {}
        self.values: dict[str, object] = {}
        self.children: dict[str, object] = {}
        self.given: list[object] = []

    def child(self, annotation: object, label: str) -> object:
        """The nested double that `label` gives: made on first use and the same ever after.

        What gives its own type gives the double itself, so that a chain of such calls is one double.
        """
        if self.double is not None and (annotation is ITSELF or annotation == self.spec.target):
            return self.double
        if label not in self.children:
            self.children.setdefault(label, self.nest(self, annotation, label))
        return self.children[label]

    def fresh(self, annotation: object, label: str) -> object:
        """The same, but a class double gives a new instance for each call until its one instance was asked for."""
        if self.double is None and label == self.spec.name and label not in self.children:
            made = self.nest(self, annotation, label)
            self.given.append(made)
            return made
        return self.child(annotation, label)

    @property
    def place(self) -> Place:
        """The line that made the double."""
        return Place(self.code, self.line)

    @property
    def title(self) -> str:
        """`double(Mailer)`, with the name it was given."""
        kind = "spy" if self.real is not None else "double"
        return f"{kind}({self.spec.name})" + (f" {self.name!r}" if self.name else "")


class _HasState(Protocol):
    __mockfactory__: State


def state_of(double: object) -> State:
    """The inside of something that is known to be an instance double or a class double."""
    return cast("_HasState", double).__mockfactory__
