"""What is bound stands everywhere in what is built: in the items of collections, in models within models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from builders.draws.supplied import Supplied
from mockfactory.factory.binding.binding import Means
from mockfactory.factory.binding.domain import domain_of
from mockfactory.factory.binding.keys import Key, key_of, name_in, without_name
from mockfactory.factory.making.decision import Decision
from mockfactory.factory.making.reaching import reached
from mockfactory.factory.making.tools import Tools
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.looking.static import is_class

Decide = Callable[[object, str | None], Decision]
"""Says what is done for a type, and a name."""


class Supplies:
    """What a factory gives to builders, for the types that are bound in it."""

    def __init__(self, tools: Tools, decide: Decide) -> None:
        self._tools = tools
        self._decide = decide
        self._known: dict[Key, bool] = {}

    def __call__(self, annotation: object) -> Supplied | None:
        """What stands for a type in all that is built; None where builders make it."""
        if not self.goes_before(annotation):
            return None
        name, plain = name_in(annotation), without_name(annotation)
        bound = [self._tools.bindings.find(one, name) for one in _arms(plain)]
        same = any(one is not None and one.means is Means.INSTANCE for one in bound)
        return Supplied(self._tools.values.aside(self._decide(plain, name).make), same)

    def goes_before(self, annotation: object) -> bool:
        """Whether what is made for a type, or one of a union, is what a test has bound, or is made for that."""
        name, plain = name_in(annotation), without_name(annotation)
        bindings = self._tools.bindings
        if any(bindings.find(one, name) is not None for one in _arms(plain)):
            return True
        domain = domain_of(plain) if is_class(plain) and not bindings.is_empty else None
        return domain is not None and any(bindings.find(cls, None) is not None for cls in domain.options.values())

    def stand_in(self, annotation: object) -> bool:
        """Whether one of them stands in a type, at any depth."""
        bindings = self._tools.bindings
        if bindings.is_empty:
            return False
        key = key_of(annotation)
        if key not in self._known:
            # Builders read what `Annotated` says in a field; here fields have their plain types.
            self._known[key] = bindings.has_annotated or any(map(self.goes_before, reached(annotation)))
        return self._known[key]

    def forget(self) -> None:
        """Look anew: something else was bound."""
        self._known.clear()
        self._tools.values.forget()


def _arms(annotation: object) -> Iterator[object]:
    """A type; of a union, the types in it too."""
    yield annotation
    if is_union(annotation):
        yield from get_args(annotation)
