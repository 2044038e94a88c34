"""`bind` compares types: what a method takes and gives, what an attribute is, what `Annotated` says."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Generic, Protocol, Self, TypeVar, overload

import msgspec
import pytest
from annotated_types import Ge, Interval, Len, MultipleOf, Predicate
from pydantic import Field, PositiveInt, StringConstraints

from mockfactory import MisuseError, MockFactory, any_
from mockfactory.verification import Severity, check_substitutable

T = TypeVar("T")


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


class Mailer(Protocol):
    sender: str

    @property
    def size(self) -> int: ...
    def send(self, to: str, *, copies: Sequence[str] = ()) -> bool: ...
    def find(self, number: int | None = None) -> str | None: ...
    async def load(self, key: str) -> list[str]: ...
    def stream(self) -> AsyncIterator[bytes]: ...
    @contextmanager
    def batch(self) -> Iterator[int]: ...
    def merge(self, other: Self, others: list[Self]) -> Self: ...
    @overload
    def get(self, key: int) -> int: ...
    @overload
    def get(self, key: str) -> str: ...


class Fits:
    sender: str = ""
    size = 3

    def send(self, to: str, *, copies: Sequence[str] = ()) -> bool:
        return True

    def find(self, number: int | None = None) -> str | None: ...

    async def load(self, key: str) -> list[str]:
        return [key]

    async def stream(self) -> AsyncIterator[bytes]:
        yield b""

    @contextmanager
    def batch(self) -> Iterator[int]:
        yield 1

    def merge(self, other: Self, others: list[Self]) -> Self:
        return self

    def get(self, key: int | str) -> int | str:
        return key


class Wider(Fits):
    def send(self, to: object, *, copies: object = (), **more: int) -> bool:
        return True

    def find(self, number: Any = None) -> str:
        return ""

    def merge(self, other: Wider, others: list[Wider]) -> Wider:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self


class Overloaded(Fits):
    @overload
    def send(self, to: str, *, copies: Sequence[str] = ()) -> bool: ...
    @overload
    def send(self, to: int, *, copies: Sequence[str] = ()) -> bool: ...
    def send(self, to: str | int, *, copies: Sequence[str] = [""]) -> bool:  # a default without a hash
        return True


class Untyped(Fits):
    def send(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        return True

    async def load(self, key):  # type: ignore[no-untyped-def]
        return []


class TakesInt(Fits):
    def send(self, to: int, *, copies: Sequence[str] = ()) -> bool:  # type: ignore[override]
        return True


class TakesNoCopies(Fits):
    def send(self, to: str, *, copies: Sequence[int] = ()) -> bool:  # type: ignore[override]
        return True


class TakesNoNone(Fits):
    def find(self, number: int = 3) -> str | None: ...  # type: ignore[override]


class TakesInts(Fits):
    def send(self, *args: int, **kwargs: Sequence[str]) -> bool:  # type: ignore[override]
        return True


class GivesText(Fits):
    def send(self, to: str, *, copies: Sequence[str] = ()) -> str:  # type: ignore[override]
        return ""


class GivesNumbers(Fits):
    async def load(self, key: str) -> list[int]:  # type: ignore[override]
        return []


class StreamsText(Fits):
    async def stream(self) -> AsyncIterator[str]:  # type: ignore[override]
        yield ""


class EntersText(Fits):
    @contextmanager
    def batch(self) -> Iterator[str]:  # type: ignore[override]
        yield ""


class NumberedSender(Fits):
    sender: int = 3  # type: ignore[assignment]


class TextSize(Fits):
    @property
    def size(self) -> str:  # type: ignore[override]
        return ""


class GetsText(Fits):
    def get(self, key: str) -> str:  # type: ignore[override]
        return key


@pytest.mark.parametrize("right", [Fits, Wider, Overloaded, Untyped])
def test_what_takes_more_and_gives_less_fits(factory: MockFactory, right: type[Fits]) -> None:
    factory.bind(Mailer, to=right)  # type: ignore[arg-type]
    assert isinstance(factory.create(Mailer), right)
    factory.bind(Mailer, to=right())  # type: ignore[arg-type]
    assert isinstance(factory.create(Mailer), right)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (TakesInt, r"send\(\) takes 'to' as int, and is given str"),
        (TakesNoCopies, r"send\(\) takes 'copies' as Sequence\[int\], and is given Sequence\[str\]"),
        (TakesNoNone, r"find\(\) takes 'number' as int, and is given int \| None"),
        (TakesInts, r"send\(\) takes 'to' as int"),
        (GivesText, r"send\(\) gives str, not bool"),
        (GivesNumbers, r"load\(\) gives list\[int\], not list\[str\]"),
        (StreamsText, r"stream\(\) yields str, not bytes"),
        (EntersText, r"batch\(\) enters str, not int"),
        (NumberedSender, "'sender' is int, not str"),
        (TextSize, "'size' is str, not int"),
        (GetsText, r"get\(\) takes 'key' as str, and is given int"),
    ],
)
def test_types_that_differ_are_refused(factory: MockFactory, wrong: Any, words: str) -> None:
    for to in (wrong, wrong()):
        with pytest.raises(MisuseError, match=words):
            factory.bind(Mailer, to=to)


def test_it_is_told_as_a_verification_tells_it(factory: MockFactory) -> None:
    class Fewer(Fits):
        def send(self, to: str) -> bool:  # type: ignore[override]
            return True

    (finding,) = check_substitutable(Fewer, Fits).of(Severity.INCOMPATIBLE)
    with pytest.raises(MisuseError) as caught:
        factory.bind(Fits, to=Fewer)
    assert str(caught.value).splitlines()[:4] == [
        f"bind(Fits, to=...) is given what can't stand for Fits: {finding.problem}.",
        f"  promised:  {finding.promised}",
        f"  came:      {finding.came}",
        f"  mend:      {finding.mend}",
    ]


class Store:
    def load(self) -> Iterable[str]:
        return self._rows(3)

    def _rows(self, most: int) -> Iterable[str]:
        return map(str, range(most))

    def pair(self, key: str, value: str) -> None: ...


class ListStore(Store):
    def load(self) -> list[str]:
        return []

    def _rows(self, most: int, least: int = 0) -> list[str]:
        return []


class Rowless(Store):
    def _rows(self) -> Iterable[str]:  # type: ignore[override]
        return []


def test_what_can_be_iterated_need_not_be_an_iterator(factory: MockFactory) -> None:
    factory.bind(Store, to=ListStore)
    assert factory.create(Store).load() == []


def test_private_methods_count_for_the_class_that_calls_them(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match=r"Rowless._rows\(\) can't take every call: it takes no argument 'most'"):
        factory.bind(Store, to=Rowless)


class ReadOnly(Fits):
    @property
    def sender(self) -> str:  # type: ignore[override]
        return ""


def test_what_breaks_only_where_it_is_set_is_left_to_the_end_of_the_run(factory: MockFactory) -> None:
    factory.bind(Mailer, to=ReadOnly())  # type: ignore[arg-type]
    assert factory.create(Mailer).sender == ""
    assert 22 in [finding.rule for finding in check_substitutable(ReadOnly, Mailer).of(Severity.INCOMPATIBLE)]


class Named(Protocol):
    name: str

    @property
    def size(self) -> int: ...


class Instance:
    size = 3

    def __init__(self, name: Any = "a") -> None:
        self.name = name


class Sized(Instance):
    size: Any = 3


def test_values_of_attributes_are_looked_at(factory: MockFactory) -> None:
    class TextSize(Instance):
        size = "3"  # type: ignore[assignment]

    factory.bind(Named, to=Instance())
    factory.bind(Named, to=Instance)
    factory.bind(Named, to=Sized(any_(str)))
    factory.bind(Named, to=Instance(None))  # which may be set later
    with pytest.raises(MisuseError, match="'name' is int .3., not str"):
        factory.bind(Named, to=Instance(3))
    wrong: tuple[Any, ...] = (TextSize, TextSize())
    for to in wrong:
        with pytest.raises(MisuseError, match="'size' is str .'3'., not int"):
            factory.bind(Named, to=to)


class Repo(Generic[T]):
    def get(self, number: int) -> T:
        raise NotImplementedError


class Texts(Repo[str]):
    def get(self, number: int) -> str:
        return ""


class AnyRepo(Repo[T]):
    def get(self, number: int) -> T:
        raise NotImplementedError


def test_type_arguments_are_put_in(factory: MockFactory) -> None:
    factory.bind(Repo[str], to=Texts)
    factory.bind(Repo[int], to=AnyRepo)
    with pytest.raises(MisuseError, match=r"get\(\) gives str, not int"):
        factory.bind(Repo[int], to=Texts)  # type: ignore[arg-type]


class Hook(Protocol):
    def __call__(self, text: str) -> int: ...


def test_functions_are_compared_where_a_function_is_asked_for(factory: MockFactory) -> None:
    def takes_text(text: str, again: bool = False) -> bool:
        return again

    def takes_number(text: int) -> int:
        return text

    def takes_two(number: int, text: str) -> int:
        return number

    specs: tuple[Any, ...] = (Callable[[str], int], Hook)
    for spec in specs:
        factory.bind(spec, to=takes_text)
        factory.bind(spec, to=functools.partial(takes_two, 3))
        factory.bind(spec, to=lambda text: 3)
        with pytest.raises(MisuseError, match="as int, and is given str"):
            factory.bind(spec, to=takes_number)


# What `Annotated` says

Port = Annotated[int, Ge(1)]


class Server:
    def __init__(
        self,
        port: Port = 1,
        retries: Annotated[int, Field(gt=0, lt=9)] = 1,
        hosts: list[Annotated[str, Len(1, 3)]] | None = None,
        path: Annotated[str, StringConstraints(pattern="^/")] = "/",
        workers: PositiveInt = 1,
        size: Annotated[int, msgspec.Meta(ge=3)] = 3,
        share: Annotated[float, MultipleOf(0.1)] = 0.3,
        name: Annotated[str, Predicate(str.islower)] = "a",
        limit: Annotated[int, Interval(ge=1, lt=3)] | None = None,
        weights: dict[str, Annotated[int, Ge(1)]] | None = None,
        title: Annotated[str, "a name, and no bound"] = "",
    ) -> None:
        self.port = port


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"port": 0}, "wrong 'port': 0, which is not at least 1"),
        ({"retries": 9}, "9, which is not less than 9"),
        ({"hosts": ["a", ""]}, "item 1 is '', which is shorter than 1"),
        ({"hosts": ["abcd"]}, "longer than 3"),
        ({"path": "a"}, "does not match"),
        ({"workers": 0}, "not greater than 0"),
        ({"size": 2}, "not at least 3"),
        ({"share": 0.25}, "no multiple of 0.1"),
        ({"name": "A"}, "does not hold for islower"),
        ({"limit": 3}, "not less than 3"),
        ({"weights": {"a": 0}}, r"\['a'\] is 0, which is not at least 1"),
    ],
)
def test_arguments_out_of_bounds_are_refused(factory: MockFactory, given: dict[str, Any], words: str) -> None:
    def serve(port: Port) -> int:
        return port

    with pytest.raises(MisuseError, match=words):
        factory.wire(Server, **given)
    with pytest.raises(MisuseError, match="serve is given a wrong 'port'"):
        factory.call(serve, port=0)


def test_arguments_within_bounds_are_taken(factory: MockFactory) -> None:
    server = factory.wire(
        Server, port=1, retries=8, hosts=["a", "abc"], path="/a", workers=1, size=3, share=0.3, name="a", limit=2,
        weights={"a": 1}, title="",
    )  # fmt: skip
    assert server.port == 1
    factory.wire(Server, hosts=[], limit=None, port=any_(int), weights=None)


def test_a_bind_out_of_bounds_is_refused(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="it is 0, which is not at least 1"):
        factory.bind(Port, to=0)
    factory.bind(int, to=0)
    with pytest.raises(MisuseError, match="Server is given a wrong 'port': 0"):
        factory.wire(Server, retries=1, workers=1, size=3, limit=1)

    other = MockFactory()
    other.bind(Port, to=8080)
    assert other.wire(Server).port == 8080


def test_what_stands_inside_is_drawn_within_its_bounds(factory: MockFactory) -> None:
    def weigh(weights: list[Annotated[int, Ge(5000)]], most: Annotated[int, Ge(5000)] | None) -> bool:
        return most is not None and all(weight >= 5000 for weight in [*weights, most])

    assert all(factory.call(weigh) for _ in range(5))
