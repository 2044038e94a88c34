"""All that is bound in one factory."""

from __future__ import annotations

from mockfactory.factory.binding.binding import Binding
from mockfactory.factory.binding.keys import Key, key_of
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.judgement import Part
from mockfactory.factory.deciding.models import keeps_default, kind_of, parts_of
from mockfactory.spec.looking.identity import is_one_of


class Bindings:
    """Bindings by type, and by name where a type has several."""

    def __init__(self) -> None:
        self._items: dict[Key, Binding] = {}

    def add(self, binding: Binding) -> None:
        """Take a binding in, in the place of an earlier one."""
        self._items[key_of(binding.annotation, binding.name)] = binding

    def of(self, annotation: object, name: str | None) -> Binding | None:
        """What a type is bound to; for a name, what was bound for that name, or else for all of the type."""
        found = self._items.get(key_of(annotation, name))
        if found is None and name is not None:
            found = self._items.get(key_of(annotation, None))
        return found

    def parts(self, annotation: object, around: tuple[type, ...] = ()) -> list[Part]:
        """The fields of a model that are bound, or hold what is bound. Those are created; builders draw the others."""
        cls = class_in(annotation)
        if not self._items or cls is None or kind_of(cls) is None or is_one_of(cls, around):
            return []
        return [
            part
            for part in parts_of(annotation)
            if self.of(part.annotation, None) is not None
            or (not keeps_default(cls, part.label) and self.parts(part.annotation, (*around, cls)))
        ]
