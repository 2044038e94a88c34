"""All that is bound in one factory."""

from __future__ import annotations

from types import CodeType
from typing import Annotated, get_args, get_origin

from mockfactory.factory.binding.binding import Binding
from mockfactory.factory.binding.keys import Key, key_of
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.judgement import Part
from mockfactory.factory.deciding.models import keeps_default, kind_of, parts_of
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.wording.strictness import way_out
from mockfactory.wording.text import closest, nearest, report


class Bindings:
    """Bindings by type, and by name where a type has several."""

    def __init__(self) -> None:
        self._items: dict[Key, Binding] = {}
        self._used: set[Binding] = set()
        self._asked: dict[Key, set[str | None]] = {}
        self._since: dict[Binding, int] = {}
        self._questions = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is bound."""
        return not self._items

    @property
    def has_annotated(self) -> bool:
        """Whether one is bound by what `Annotated` says of it."""
        return any(get_origin(binding.annotation) is Annotated for binding in self._items.values())

    def add(self, binding: Binding) -> None:
        """Take a binding in, in the place of an earlier one."""
        self._items[key_of(binding.annotation, binding.name)] = binding
        self._since[binding] = self._questions

    def of(self, annotation: object, name: str | None) -> Binding | None:
        """What a type is bound to; for a name, what was bound for that name, or else for all of the type."""
        if not self._items:
            return None
        self._questions += 1
        self._asked.setdefault(key_of(annotation), set()).add(name)
        found = self.find(annotation, name)
        if found is not None:
            self._used.add(found)
        return found

    def find(self, annotation: object, name: str | None) -> Binding | None:
        """The same, and it does not count as use."""
        found = self._items.get(key_of(annotation, name))
        if found is None and name is not None:
            found = self._items.get(key_of(annotation, None))
        return found

    def tell_unused(self, binding: Binding, test: CodeType | None) -> str | None:
        """What is wrong with a binding that nobody asked for; None where nothing is.

        One that the test itself has written is of no use where the factory made other things. One of a fixture need not
        be used by every test: that it is of no use is only certain where its name is one that nobody has, because the
        type was asked for by names of which none is bound, or by one that is almost the same.

        Args:
            binding: which.
            test: the code of the test.
        """
        if binding in self._used or self._items.get(key_of(binding.annotation, binding.name)) is not binding:
            return None
        asked = self._asked.get(key_of(binding.annotation), set())
        names = [name for name in asked if name is not None]
        open_names = [name for name in names if key_of(binding.annotation, name) not in self._items]
        written = binding.place.code
        if test is not None and (written.co_filename, written.co_qualname) == (test.co_filename, test.co_qualname):
            is_wrong = self._questions > self._since[binding]
        elif binding.name is None:
            is_wrong = False
        else:
            is_wrong = bool(names) and (open_names == names or closest(binding.name, open_names) is not None)
        if not is_wrong:
            return None
        title = describe_type(binding.annotation)
        said = f", name={binding.name!r}" if binding.name is not None else ""
        meant = nearest(binding.name, open_names) if binding.name is not None else ""
        return report(
            f"Unused bind: bind({title}, to=...{said}) at {binding.place} was never asked for.{meant}",
            asked="\n".join(sorted(title if name is None else f"{title}, name={name!r}" for name in asked))
            or f"nobody asked for {title}",
            write="take it out, or the type and the name that a parameter asks for: explain(...) shows them",
            or_allow=way_out("unused-stubs"),
        )

    def arms(self, annotation: object, name: str | None) -> list[tuple[object, Binding]]:
        """The types of a union that are bound, and to what; none for what is no union."""
        if not self._items or not is_union(annotation):
            return []
        found = [(arm, self.of(arm, name)) for arm in get_args(annotation)]
        return [(arm, binding) for arm, binding in found if binding is not None]

    def parts(self, annotation: object, around: tuple[type, ...] = ()) -> list[Part]:
        """The fields of a model that are bound, or hold what is bound. Those are created; builders draw the others."""
        cls = class_in(annotation)
        if not self._items or cls is None or kind_of(cls) is None or is_one_of(cls, around):
            return []
        return [
            part
            for part in parts_of(annotation)
            if self.of(part.annotation, None) is not None
            or self.arms(part.annotation, None)
            or (not keeps_default(cls, part.label) and self.parts(part.annotation, (*around, cls)))
        ]
