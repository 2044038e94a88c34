"""What is bound is used at every depth: in the items of collections, in models within models."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, NamedTuple, NewType, NotRequired, Protocol, TypedDict, TypeVar

import attrs
import msgspec
import pytest
import sqlalchemy as sa
from annotated_types import Ge, Len
from pydantic import BaseModel, Field, RootModel
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from builders import Builder
from builders.domain import Tenant, UserExecutionContext, seed_tenants
from mockfactory import CannotCreate, MisuseError, MockFactory

T = TypeVar("T")
UserId = NewType("UserId", int)
Port = Annotated[int, Ge(1)]


class Person(BaseModel):
    id: int
    name: str
    age: int = Field(ge=0, le=120)


ADA = Person(id=1, name="Ada", age=36)


@dataclass(frozen=True)
class Point:
    x: int


class Sender(Protocol):
    def send(self, to: str) -> bool: ...


class Outbox:
    def send(self, to: str) -> bool:
        return True


class Crew(BaseModel):
    lead: Person
    members: list[Person]
    by_name: dict[str, Person]
    others: tuple[Person, ...]
    pair: tuple[int, Person]
    deputy: Person | None
    many: list[Person] = Field(min_length=3)
    nested: list[dict[str, list[Person]]]
    spare: Person | None = None
    kept: list[Person] = Field(default_factory=list)


@dataclass
class Pair:
    two: tuple[Person, Person]
    points: set[Point]
    at: dict[Point, Person]
    crews: list[Crew]
    ask: Callable[[], Person]
    sequence: Sequence[Person]
    empty: list[Person] = field(default_factory=list)


@attrs.define
class Attrs:
    people: list[Person]
    one: Person | None = None


class Struct(msgspec.Struct):
    people: list[Person]
    one: Person | None = None


class Row(TypedDict):
    people: list[Person]
    one: NotRequired[Person]


class Named(NamedTuple):
    people: list[Person]
    sender: Sender


class Root(RootModel[list[Person]]):
    pass


class Page(BaseModel, Generic[T]):
    items: list[T]


class Box:
    """A plain class that only keeps values."""

    def __init__(self, one: Person, people: list[Person]) -> None:
        self.one, self.people = one, people


class Office:
    def __init__(self, people: list[Person], crew: Crew, by: Mapping[str, list[Person]], sender: Sender) -> None:
        self.people, self.crew, self.by, self.sender = people, crew, by, sender


def people_in(thing: Any) -> Iterator[Person]:
    """All of them, at any depth."""
    if isinstance(thing, Person):
        yield thing
    elif isinstance(thing, Mapping):
        for part in (*thing.keys(), *thing.values()):
            yield from people_in(part)
    elif isinstance(thing, (list, tuple, set, deque)):
        for part in thing:
            yield from people_in(part)
    elif not isinstance(thing, (str, int, Point, type(None))) and not callable(thing):
        for name in getattr(thing, "__dict__", None) or getattr(
            type(thing), "__struct_fields__", type(thing).__slots__
        ):
            yield from people_in(getattr(thing, name, None))


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


HOLDING = [
    Crew, Pair, Attrs, Struct, Row, Named, Root, Page[Person], Box, list[Person], list[Person | None], list[Crew],
    dict[str, list[Person]], tuple[Person, int], tuple[Person, ...], deque[Person], list[Box],
    Annotated[list[Person], Len(2, 2)], list[Person] | dict[str, Person],
]  # fmt: skip


@pytest.mark.parametrize("spec", HOLDING)
@pytest.mark.parametrize("seed", range(3))
def test_a_bound_instance_is_each_item(spec: Any, seed: int) -> None:
    factory = MockFactory(seed=seed)
    factory.bind(Person, to=ADA)
    assert all(one is ADA for one in people_in(factory.create(spec)))


@pytest.mark.parametrize("spec", HOLDING)
def test_a_bound_builder_makes_each_item(factory: MockFactory, spec: Any) -> None:
    factory.bind(Person, to=Builder(Person, age=20))
    assert {one.age for one in people_in(factory.create(spec))} <= {20}
    assert {one.age for one in people_in(factory.create(Annotated[list[Person], Len(3)]))} == {20}


def test_a_bound_function_makes_each_item_a_new_one(factory: MockFactory) -> None:
    def grown_up(id: int) -> Person:
        return Person(id=id, name="x", age=18)

    factory.bind(Person, to=grown_up)
    crew = factory.create(Crew)
    assert {one.age for one in people_in(crew)} == {18}
    assert len({one.id for one in crew.many}) == len(crew.many) >= 3


def test_a_bound_class_makes_each_item(factory: MockFactory) -> None:
    class Chief(Person):
        pass

    factory.bind(Person, to=Chief)
    assert all(type(one) is Chief for one in factory.create(Annotated[list[Person], Len(2)]))


def test_of_one_and_the_same_there_is_one(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    factory.bind(Point, to=Point(3))
    crew, pair = factory.create(Crew), factory.create(Pair)
    assert crew.members == [ADA]
    assert list(crew.by_name.values()) == [ADA]
    assert crew.others == (ADA,)
    assert crew.many == [ADA, ADA, ADA]
    assert pair.points == {Point(3)}
    assert pair.at == {Point(3): ADA}
    assert pair.ask() is ADA
    assert factory.create(Annotated[list[Person], Len(0, 0)]) == []
    assert list(factory.create(Iterator[Person])) == [ADA]


def test_where_none_is_allowed_there_is_what_was_bound(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    crew = factory.create(Crew)
    assert crew.deputy is crew.spare is ADA
    assert factory.create(Attrs).one is factory.create(Struct).one is ADA
    assert factory.create(list[Person | None]) == [ADA]


def test_a_collection_keeps_its_own_default(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    assert factory.create(Crew).kept == factory.create(Pair).empty == []


def test_what_a_service_is_wired_with(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    office = factory.wire(Office)
    assert office.people == [ADA]
    assert office.crew.members == [ADA]
    assert all(people == [ADA] for people in office.by.values())
    assert office.crew is factory[Crew]
    assert office.sender is factory[Sender]


def test_what_a_function_is_called_with(factory: MockFactory) -> None:
    def handle(people: list[Person], one: Person, crew: Crew) -> tuple[list[Person], Person, Person]:
        return people, one, crew.members[0]

    factory.bind(Person, to=ADA)
    assert factory.call(handle) == ([ADA], ADA, ADA)


def test_what_is_not_bound_stays_as_it_was() -> None:
    bound, plain = MockFactory(seed=4), MockFactory(seed=4)
    bound.bind(Point, to=Point(3))
    one, other = bound.create(Pair), plain.create(Pair)
    assert one.two == other.two
    assert list(one.at.values())[:1] == list(other.at.values())[:1]


def test_a_later_bind_is_used(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    assert factory.create(list[Person]) == [ADA]
    other = Person(id=2, name="Bob", age=3)
    factory.bind(Person, to=other)
    assert factory.create(list[Person]) == factory.create(Crew).members == [other]


def test_two_factories_share_nothing_of_it() -> None:
    first, second = MockFactory(), MockFactory()
    first.bind(Person, to=ADA)
    assert first.create(Crew).members == [ADA]
    assert ADA not in list(people_in(second.create(Crew)))


def test_a_bound_name_in_a_collection(factory: MockFactory) -> None:
    spare, outbox = Person(id=2, name="Spare", age=3), Outbox()
    factory.bind(Person, to=ADA)
    factory.bind(Person, to=spare, name="spare")
    factory.bind(Sender, to=outbox, name="spare")
    assert factory.create(list[Annotated[Person, "spare"]]) == [spare]
    assert factory.create(list[Person]) == [ADA]
    assert factory.create(list[Annotated[Sender, "spare"]]) == [outbox]
    assert factory.create(list[Sender]) == [factory[Sender]] != [outbox]


def test_a_bound_name_in_the_items_of_a_parameter(factory: MockFactory) -> None:
    class Service:
        def __init__(
            self,
            people: list[Annotated[Person, "spare"]],
            senders: tuple[Annotated[Sender, "spare"], Sender],
            by_name: dict[str, Annotated[Person, "spare"]] | None,
            others: list[Person],
        ) -> None:
            self.people, self.senders, self.by_name, self.others = people, senders, by_name, others

    factory.bind(Person, to=ADA, name="spare")
    service = factory.wire(Service)
    assert service.people == [ADA]
    assert list((service.by_name or {}).values()) == [ADA]
    assert service.senders == (factory.shared(Sender, name="spare"), factory[Sender])
    assert service.senders[0] is not service.senders[1]
    assert ADA not in service.others
    assert "bound to Person" in str(factory.explain(Service))


class Numbers(BaseModel):
    port: Port
    ports: list[Port]
    user: UserId
    users: dict[str, UserId]
    other: int


@dataclass
class PlainNumbers:
    port: Port
    ports: list[Port]
    user: UserId
    users: dict[str, UserId]
    other: int


@pytest.mark.parametrize("spec", [Numbers, PlainNumbers])
def test_new_names_and_annotated_types(factory: MockFactory, spec: type[Numbers | PlainNumbers]) -> None:
    factory.bind(Port, to=8080)
    factory.bind(UserId, to=UserId(7))
    made = factory.create(spec)
    assert (made.port, made.ports, made.user, [*made.users.values()]) == (8080, [8080], 7, [7])
    assert made.other not in (7, 8080)


def test_a_union_of_which_two_are_bound_is_an_error_there_too(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    factory.bind(Point, to=Point(1))
    with pytest.raises(CannotCreate, match=r"Person and Point are bound"):
        factory.create(list[Person | Point])


def test_what_was_bound_and_is_refused_by_the_model(factory: MockFactory) -> None:
    factory.bind(int, to=150)
    with pytest.raises(CannotCreate, match="less than or equal to 120"):
        factory.create(Person)
    with pytest.raises(CannotCreate, match="less than or equal to 120"):
        factory.create(Annotated[list[Person], Len(1)])


def test_what_was_bound_and_is_out_of_bounds(factory: MockFactory) -> None:
    def listen(ports: Annotated[list[Annotated[int, Ge(1)]], Len(1)]) -> list[int]:
        return ports

    factory.bind(int, to=0)
    with pytest.raises(CannotCreate, match="can't hold what was bound: item 0 is 0, which is not at least 1"):
        factory.create(Annotated[list[Annotated[int, Ge(1)]], Len(1)])
    with pytest.raises(MisuseError, match="item 0 is 0, which is not at least 1"):
        factory.call(listen)
    factory.bind(int, to=1)
    assert factory.call(listen) == [1]


def test_what_needs_itself_is_told(factory: MockFactory) -> None:
    def recruit(crew: Crew) -> Person:
        return crew.lead

    factory.bind(Person, to=recruit)
    with pytest.raises(CannotCreate, match="recruit -> Person"):
        factory.create(Crew)


def test_a_function_that_gives_something_else(factory: MockFactory) -> None:
    factory.bind(Person, to=lambda: 3)  # type: ignore[arg-type, return-value]
    with pytest.raises(MisuseError, match="gave something else"):
        factory.create(Annotated[list[Person], Len(1)])


def test_threads_do_not_wait_for_one_another(factory: MockFactory) -> None:
    met = threading.Barrier(2)

    def meet(sender: Sender) -> Person:
        met.wait(10)
        return ADA

    factory.bind(Person, to=meet)

    def make() -> None:
        made.append(factory.create(Annotated[list[Person], Len(3, 3)]))

    made: list[list[Person]] = []
    threads = [threading.Thread(target=make) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert made == [[ADA] * 3] * 2


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list[Book]] = relationship(back_populates="author")


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("authors.id"))
    author: Mapped[Author] = relationship(back_populates="books")


def test_what_a_row_refers_to(factory: MockFactory) -> None:
    author = Author(id=3)
    factory.bind(Author, to=author)
    assert factory.create(Book).author is author
    assert all(book.author is author for book in factory.create(Annotated[list[Book], Len(2)]))
    assert [part.decided for part in factory.explain(Book).parts] == ["bound"]


def test_nobody_takes_a_bound_row_away(factory: MockFactory) -> None:
    book = Book(id=3)
    factory.bind(Book, to=book)
    assert factory.create(Author).books == []
    assert factory.create(Book) is book


def test_contexts_in_a_collection_are_for_the_bound_tenant(factory: MockFactory) -> None:
    tenant = seed_tenants().tenant("b")
    factory.bind(Tenant, to=tenant)
    contexts = factory.create(Annotated[list[UserExecutionContext], Len(2, 2)])
    assert [context.tenant for context in contexts] == [tenant, tenant]


def test_explain_and_provenance_agree(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    parts = {part.label: part for part in factory.explain(Crew).parts}
    for label in ("lead", "deputy", "spare"):
        assert parts[label].decided == "bound"
    for label in ("members", "by_name", "others", "pair", "many"):
        assert parts[label].decided == "real"
        assert [part.decided for part in parts[label].parts] == ["bound"]
    assert parts["kept"].decided == "default"
    assert "bound to Person(id=1" in str(parts["nested"])
    assert factory.provenance(factory.create(Crew).members[0]).kind == "bound"
    assert [part.decided for part in factory.explain(Box).parts] == ["bound", "real"]


def test_explain_of_what_holds_nothing_bound_shows_no_items(factory: MockFactory) -> None:
    factory.bind(Person, to=ADA)
    assert [part.decided for part in factory.explain(Pair).parts[0].parts] == ["bound", "bound"]
    assert all(part.parts == () for part in factory.explain(Page[int]).parts)


def test_items_are_not_what_is_shared(factory: MockFactory) -> None:
    factory.bind(Person, to=Builder(Person, age=20))
    shared = factory[Person]
    (item,) = factory.explain(list[Person]).parts
    assert "shared" not in item.reason
    assert all(one is not shared for one in people_in(factory.create(Annotated[list[Person], Len(2)])))
