"""Classes with a typed constructor, judged by what they were called with."""

import abc
import enum
import functools
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, Generic, Protocol, Self, TypeVar, overload
from unittest.mock import Mock

import pytest
import typeguard
from polyfactory.factories.base import BaseFactory

from builders import CannotBuild, InvalidOverride, build, build_many, seeded

T = TypeVar("T")


class Plain:
    def __init__(self, name: str, size: int, ratio: float = 0.5) -> None:
        self.name = name
        self.size = size
        self.ratio = ratio


class Composed:
    def __init__(self, inner: Plain, more: list[Plain]) -> None:
        self.inner = inner
        self.more = more


class Variadic:
    def __init__(self, name: str, *args: int, flag: bool, **kwargs: object) -> None:
        self.name, self.args, self.flag, self.kwargs = name, args, flag, kwargs


class Positional:
    def __init__(self, one: int, two: str, /, three: bool) -> None:
        self.one, self.two, self.three = one, two, three


class NewOnly:
    value: int

    def __new__(cls, value: int) -> Self:
        self = super().__new__(cls)
        self.value = value
        return self


class Empty:
    pass


class Inherited(Plain):
    pass


class Quoted:
    def __init__(self, other: "Later") -> None:
        self.other = other


class Later:
    def __init__(self, number: "int") -> None:
        self.number = number


class Overloaded:
    @overload
    def __init__(self, text: str) -> None: ...
    @overload
    def __init__(self, text: int, base: int) -> None: ...
    def __init__(self, text, base=None):  # type: ignore[no-untyped-def]
        self.text, self.base = text, base


class Repository(Generic[T]):
    def __init__(self, item: T, others: list[T]) -> None:
        self.item = item
        self.others = others


class PlainRepository(Repository[Plain]):
    pass


class Sized:
    def __init__(self, low: int, high: int) -> None:
        if low > high:
            raise ValueError("low must not be above high")
        self.low, self.high = low, high


class Checked:
    def __init__(self, count: int) -> None:
        assert count % 2 == 0, "count has to be even"
        self.count = count


class Slotted:
    __slots__ = ("_x",)

    def __init__(self, x: int) -> None:
        self._x = x


class Friends:
    def __init__(self, name: str, friends: list["Friends"], best: "Self | None") -> None:
        self.name, self.friends, self.best = name, friends, best


class Handler:
    def __init__(self, handle: Callable[[str], int]) -> None:
        self.handle = handle


class Forwarding(Plain):
    def __init__(self, extra: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra = extra


class Mixin:
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)


class Mixed(Mixin, Repository[int]):
    pass


class Wrapped:
    @functools.wraps(Plain.__init__)  # type: ignore[misc]  # as decorators leave it
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.plain = Plain(*args, **kwargs)


class Registered(type):
    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return super().__call__(*args, **kwargs)


class WithMetaclass(metaclass=Registered):
    def __init__(self, size: int) -> None:
        self.size = size


DEFINITIONS = [
    Forwarding,
    Mixed,
    Wrapped,
    WithMetaclass,
    Plain,
    Composed,
    Variadic,
    Positional,
    NewOnly,
    Empty,
    Inherited,
    Quoted,
    Overloaded,
    Repository,
    Repository[int],
    Repository[Plain],
    PlainRepository,
    Sized,
    Checked,
    Slotted,
    Friends,
    Handler,
]


@pytest.mark.parametrize("definition", DEFINITIONS, ids=str)
def test_each_object_is_one_of_the_class(definition: Any, fifty: Callable[[Any], list[Any]]) -> None:
    for value in fifty(definition):
        typeguard.check_type(value, definition)


def test_constructors_get_what_they_ask_for() -> None:
    built = build(Composed)
    assert isinstance(built.inner.name, str)
    assert isinstance(built.inner.size, int)
    assert built.inner.ratio == 0.5
    variadic = build(Variadic)
    assert (variadic.args, variadic.kwargs, type(variadic.flag)) == ((), {}, bool)
    assert build(Variadic, colour="red").kwargs == {"colour": "red"}
    positional = build(Positional, two="x")
    assert (type(positional.one), positional.two, type(positional.three)) == (int, "x", bool)
    assert isinstance(build(NewOnly).value, int)
    assert isinstance(build(Quoted).other.number, int)
    assert isinstance(build(Overloaded).text, str)
    assert isinstance(build(Forwarding).name, str)
    assert isinstance(build(Mixed).item, int)


def test_variables_of_a_generic_class_are_bound() -> None:
    assert isinstance(build(Repository[int]).item, int)
    assert all(isinstance(one.item, Plain) for one in build_many(PlainRepository, 5))


def test_a_constructor_that_refuses_is_given_other_values() -> None:
    assert all(built.low <= built.high for built in build_many(Sized, 50))
    assert all(built.count % 2 == 0 for built in build_many(Checked, 50))


def test_a_constructor_that_breaks_is_not_called_again() -> None:
    calls: list[int] = []

    class Broken:
        def __init__(self, size: int) -> None:
            calls.append(size)
            raise ZeroDivisionError("there is a bug")

    with pytest.raises(CannotBuild, match="ZeroDivisionError: there is a bug"):
        build(Broken)
    assert len(calls) == 1


def test_a_parameter_without_type_and_default_has_to_be_given() -> None:
    class Untyped:
        def __init__(self, thing, other=3) -> None:  # type: ignore[no-untyped-def]
            self.thing, self.other = thing, other

    with pytest.raises(CannotBuild, match=r"Untyped\.thing: it has no type and no default"):
        build(Untyped)
    assert build(Untyped, thing="x").thing == "x"


def test_what_is_given_has_to_be_of_the_type() -> None:
    with pytest.raises(InvalidOverride, match=r"Plain\.size='big' is refused"):
        build(Plain, size="big")
    assert build(Plain, size=3).size == 3


class Storage(abc.ABC):
    @abc.abstractmethod
    def save(self) -> None: ...


class DiskStorage(Storage):
    def __init__(self, path: str) -> None:
        self.path = path

    def save(self) -> None: ...


class Mailer(Protocol):
    def send(self, to: str) -> None: ...


class Service:
    def __init__(self, storage: Storage, name: str) -> None:
        self.storage = storage
        self.name = name


class Notifier:
    def __init__(self, mailer: Mailer) -> None:
        self.mailer = mailer


def test_which_subclass_of_an_abstract_class_is_meant_is_not_guessed() -> None:
    with pytest.raises(CannotBuild) as failure:
        build(Service)
    assert str(failure.value) == (
        "Service.storage: Storage is abstract, so it has no objects of its own\n"
        "  open:      save\n"
        "  concrete:  DiskStorage\n"
        "  give it:   build(Service, storage=build(DiskStorage))"
    )
    assert isinstance(build(Service, storage=build(DiskStorage)).storage, DiskStorage)


def test_a_protocol_has_no_objects() -> None:
    with pytest.raises(CannotBuild, match=r"Notifier\.mailer: Mailer is a protocol"):
        build(Notifier)
    with pytest.raises(CannotBuild, match="Mailer is a protocol"):
        build(Mailer)


def test_a_class_in_c_says_nothing() -> None:
    class Holder:
        def __init__(self, module: zip) -> None:  # type: ignore[type-arg]
            self.module = module

    with pytest.raises(CannotBuild, match=r"Holder\.module: no way is known to build zip"):
        build(Holder)


def test_an_enum_without_members_has_no_objects() -> None:
    class Nothing(enum.Enum):
        pass

    with pytest.raises(CannotBuild, match="the enum .*Nothing has no members"):
        build(Nothing)


class Legacy:
    def __init__(self, number):  # type: ignore[no-untyped-def]
        self.number = number


class Modern:
    def __init__(self, legacy: Legacy) -> None:
        self.legacy = legacy


@pytest.fixture
def provided() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Tells polyfactory how to make a Legacy, until the test ends."""
    yield lambda provider: BaseFactory.add_provider(Legacy, provider)
    BaseFactory._extra_providers = {}


def test_what_only_polyfactory_knows_is_made_by_it(
    provided: Callable[[Callable[[], object]], None],
) -> None:
    with pytest.raises(CannotBuild, match=r"Modern\.legacy\.number: it has no type and no default"):
        build(Modern)
    provided(lambda: Legacy(BaseFactory.__random__.random()))  # type: ignore[no-untyped-call]
    with seeded(6):
        first = [one.legacy.number for one in build_many(Modern, 5)]
    with seeded(6):
        assert [one.legacy.number for one in build_many(Modern, 5)] == first
    assert len(set(first)) == 5


@pytest.mark.parametrize("made", [None, Mock(), Mock(spec=Legacy), "a text"], ids=["None", "mock", "spec", "text"])
def test_what_polyfactory_makes_has_to_be_of_the_type(
    provided: Callable[[Callable[[], object]], None], made: object
) -> None:
    class Newer:
        def __init__(self, legacy: Legacy) -> None:
            self.legacy = legacy

    provided(lambda: made)
    with pytest.raises(CannotBuild, match=r"Newer\.legacy: polyfactory made .* for Legacy, which is none"):
        build(Newer)


def test_polyfactory_is_not_imported_for_what_is_known() -> None:
    code = (
        "import sys, builders, dataclasses\n"
        "@dataclasses.dataclass\n"
        "class User:\n"
        "    name: str\n"
        "    size: int\n"
        "builders.build(User)\n"
        "print(sorted({'polyfactory', 'attr', 'msgspec', 'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
