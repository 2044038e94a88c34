"""factory_boy's factories: declarations, traits, sub-factories and post-generation are its own work."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Iterator, Mapping
from typing import Any, Final, cast

import factory.base
import factory.declarations
import factory.enums
import factory.faker
import factory.fuzzy
import factory.random
import faker.generator

from builders.errors import CannotBuild, UnknownName
from builders.factories.chance import Chance
from builders.factories.foreign import ForeignFactory
from builders.plan.nesting import SEPARATOR, unknown

# Sequences of one factory that are asked for within one object lie so far apart: object 7 has 7, 1000007, 2000007.
_APART: Final = 1_000_000


class BoyFactory(ForeignFactory):
    """A factory class of factory_boy."""

    __slots__ = ()

    def __init__(self, class_: Any) -> None:
        if class_._meta.abstract:
            raise CannotBuild(
                f"{class_.__qualname__} is an abstract factory: its Meta has no model.\n  write:  model = ..."
            )
        super().__init__(class_, class_._meta.get_model_class())

    @property
    def _meta(self) -> Any:
        return cast("Any", self.factory)._meta

    @property
    def traits(self) -> tuple[str, ...]:
        parameters: Mapping[str, object] = self._meta.parameters
        return tuple(name for name, value in parameters.items() if isinstance(value, factory.declarations.Trait))

    def checked(self, traits: tuple[str, ...], overrides: Mapping[str, object]) -> dict[str, object]:
        for trait in traits:
            if trait not in self.traits:
                raise unknown(self.name, trait, self.traits, "trait")
        return {**dict.fromkeys(traits, True), **self._named(overrides, self.name)}

    def chances(self) -> Iterator[Chance]:
        # What Faker draws from where nobody seeded an instance, and `factory.fuzzy`.
        yield faker.generator.random
        yield factory.random.randgen
        registry: Mapping[str, Any] = cast("Any", factory.faker.Faker)._FAKER_REGISTRY
        for proxy in registry.values():
            yield from (generator.random for generator in proxy.factories)

    def built(self, index: int, arguments: dict[str, object]) -> object:
        with _numbered(index):
            made: object = cast("Any", self.factory).build(**arguments)
        return made

    def _named(self, overrides: Mapping[str, object], path: str) -> dict[str, object]:
        """Check names, and spell a dict for a sub-factory's object as factory_boy does."""
        found: dict[str, object] = {}
        declared: Mapping[str, object] = self._meta.declarations
        for name, value in overrides.items():
            head, separator, rest = name.partition(SEPARATOR)
            if separator and rest and head in declared and name not in declared:
                found.update(self._parts(head, {rest: value}, path))
            elif type(value) is dict and _sub_factory(declared.get(name)) is not None:
                found.update(self._parts(name, cast("dict[str, object]", value), path))
            elif name in declared or name in self._meta.parameters:
                found[name] = value
            else:
                self._check_field(name, path)
                found[name] = value
        return found

    def _parts(self, head: str, parts: Mapping[str, object], path: str) -> dict[str, object]:
        sub = _sub_factory(self._meta.declarations[head])
        if sub is None and _takes_no_parts(self._meta.declarations[head]):
            raise self._no_sub_factory(head, f"{head}{SEPARATOR}{next(iter(parts))}", path)
        inner = sub._named(parts, f"{path}.{head}") if sub is not None else dict(parts)
        return {f"{head}{SEPARATOR}{name}": value for name, value in inner.items()}

    def _check_field(self, name: str, path: str) -> None:
        record = self.record()
        if record is None or record.extra or name in record.fields:
            return
        head = name.partition(SEPARATOR)[0]
        if head in record.fields:
            raise self._no_sub_factory(head, name, path)
        raise unknown(path, name, dict.fromkeys((*self._meta.declarations, *self.traits, *record.fields)))

    def _no_sub_factory(self, head: str, name: str, path: str) -> UnknownName:
        return UnknownName(
            f"{path} declares no sub-factory for {head}, so {name} leads nowhere.\n"
            f"  write:  {head}=..., or {head} = SubFactory(...) in {self.name}"
        )


def _sub_factory(declaration: object) -> BoyFactory | None:
    """The factory of a field's object, if the field has one."""
    if isinstance(declaration, factory.declarations.Maybe):
        # A trait gives the field another value: without the trait, it is this.
        return _sub_factory(declaration.no)
    plain = isinstance(declaration, factory.declarations.Dict | factory.declarations.List)
    if not isinstance(declaration, factory.declarations.SubFactory) or plain:
        return None
    return BoyFactory(cast("Any", declaration).get_factory())


def _takes_no_parts(declaration: object) -> bool:
    """Whether factory_boy would drop parts in silence. Other declarations use them: `Faker`, for instance."""
    if isinstance(declaration, factory.declarations.Maybe):
        return _takes_no_parts(declaration.yes) and _takes_no_parts(declaration.no)
    simple = (
        factory.declarations.LazyFunction,
        factory.declarations.LazyAttribute,
        factory.declarations.SelfAttribute,
        factory.declarations.Iterator,
        factory.declarations.Sequence,
        factory.fuzzy.BaseFuzzyAttribute,
    )
    return isinstance(declaration, simple) or cast("Any", factory.enums).get_builder_phase(declaration) is None


class _Numbers:
    """Where the sequences and iterators of all factories stand while one object is built."""

    def __init__(self, index: int) -> None:
        self._index = index
        self._asked: dict[int, int] = {}

    def of_sequence(self, meta: Any) -> int:
        counted = meta.counter_reference
        start: int = counted.factory._setup_next_sequence()
        return start + self._index + self._times(counted) * _APART

    def of_iterator(self, declaration: object) -> int:
        return self._index + self._times(declaration)

    def _times(self, counted: object) -> int:
        """How often it was asked for before, within the object."""
        before = self._asked.get(id(counted), 0)
        self._asked[id(counted)] = before + 1
        return before


@contextlib.contextmanager
def _numbered(index: int) -> Generator[None]:
    """Let sequences and iterators give what is for object `index`, to this thread; others count on as they do."""
    numbers, thread = _Numbers(index), threading.get_ident()
    options: Any = factory.base.FactoryOptions
    iterators: Any = factory.declarations.Iterator
    next_sequence, evaluate = options.next_sequence, iterators.evaluate

    def next_sequence_here(self: Any) -> Any:
        return numbers.of_sequence(self) if threading.get_ident() == thread else next_sequence(self)

    def evaluate_here(self: Any, instance: Any, step: Any, extra: Any) -> Any:
        if threading.get_ident() != thread:
            return evaluate(self, instance, step, extra)
        value = _item(self, numbers.of_iterator(self))
        return value if self.getter is None else self.getter(value)

    options.next_sequence, iterators.evaluate = next_sequence_here, evaluate_here
    try:
        yield
    finally:
        options.next_sequence, iterators.evaluate = next_sequence, evaluate


_SEEN: Final = "_builders_seen"


def _item(declaration: Any, position: int) -> object:
    """The item at a position of an iterator, which can only be read on: what was read is kept."""
    seen: tuple[Iterator[object], list[object]] | None = getattr(declaration, _SEEN, None)
    if seen is None:
        seen = iter(declaration.iterator_builder()), []
        setattr(declaration, _SEEN, seen)
    source, items = seen
    while len(items) <= position:
        try:
            items.append(next(source))
        except StopIteration:
            raise CannotBuild(
                f"factory.Iterator(..., cycle=False) has {len(items)} value{'s' * (len(items) != 1)}, "
                f"and object {position + 1} wants one more"
            ) from None
    return items[position]
