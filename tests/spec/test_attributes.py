"""Every attribute, wherever it is declared, with its hint and whether it can be set."""

# The classes under test are as loose as real ones.
# mypy: disable-error-code="misc, var-annotated, no-untyped-def"
# pyright: reportGeneralTypeIssues=false, reportIncompatibleVariableOverride=false

from __future__ import annotations

import collections
import enum
import inspect
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import Any, ClassVar, Final, Generic, NamedTuple, NoReturn, Protocol, TypedDict, TypeVar

import attrs
import msgspec
import pydantic
import pytest
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from mockfactory.spec import Kind, Member, read_spec

T = TypeVar("T")


class User: ...


class Base(Generic[T]):
    inherited: T
    overridden: int
    size: int


class Service(Base[User]):
    limit: ClassVar[int] = 3
    constant: Final = "a"
    promised: Final[int]
    named: str
    default: str | None = None
    overridden: bool

    count = 3
    ratio = 0.5
    title = ""
    active = False
    nothing = None
    items = []
    user_class = User

    class Inner: ...


def member(cls: object, name: str) -> Member:
    return read_spec(cls).members[name]


@pytest.mark.parametrize(
    ("name", "kind", "annotation", "settable"),
    [
        ("inherited", Kind.INSTANCE_ATTRIBUTE, User, True),
        ("overridden", Kind.INSTANCE_ATTRIBUTE, bool, True),
        ("size", Kind.INSTANCE_ATTRIBUTE, int, True),
        ("limit", Kind.CLASS_ATTRIBUTE, int, True),
        ("constant", Kind.CLASS_ATTRIBUTE, str, False),
        ("promised", Kind.INSTANCE_ATTRIBUTE, int, False),
        ("named", Kind.INSTANCE_ATTRIBUTE, str, True),
        ("default", Kind.INSTANCE_ATTRIBUTE, str | None, True),
        ("count", Kind.CLASS_ATTRIBUTE, int | float, True),
        ("ratio", Kind.CLASS_ATTRIBUTE, int | float, True),
        ("title", Kind.CLASS_ATTRIBUTE, str, True),
        ("active", Kind.CLASS_ATTRIBUTE, bool, True),
        ("user_class", Kind.CLASS_ATTRIBUTE, type[User], True),
        ("Inner", Kind.NESTED_CLASS, type[Service.Inner], False),
    ],
)
def test_an_attribute_has_its_kind_type_and_settability(
    name: str, kind: Kind, annotation: object, settable: bool
) -> None:
    found = member(Service, name)
    assert (found.kind, found.value.annotation, found.settable) == (kind, annotation, settable)
    assert found.value.unchecked is None


@pytest.mark.parametrize(("name", "why"), [("nothing", "only None seen"), ("items", "no annotation")])
def test_a_default_that_says_nothing_is_unchecked(name: str, why: str) -> None:
    assert member(Service, name).value.unchecked == why


def test_a_name_that_the_class_does_not_have_is_no_member() -> None:
    assert "nmed" not in read_spec(Service).members
    with pytest.raises(KeyError):
        read_spec(Service).members["nmed"]


def test_a_class_value_that_a_method_assigns_is_not_held_to_its_default() -> None:
    class Connection:
        timeout = 30
        retries = 3

        def connect(self, timeout):
            self.timeout = timeout

    assert member(Connection, "timeout").value.unchecked is not None
    assert member(Connection, "retries").value.unchecked is None


def test_a_subclass_value_keeps_the_annotation_of_its_base() -> None:
    class Named:
        name: str | None

    class Fixed(Named):
        name = None

    assert member(Fixed, "name").value.annotation == str | None


@dataclass
class Plain:
    a: int
    b: list[User] = field(default_factory=list)
    c: ClassVar[int] = 1
    d: InitVar[int] = 2
    e: InitVar[int] = field(kw_only=True)
    _: KW_ONLY
    f: str = ""


@dataclass(frozen=True)
class FrozenData:
    a: int


@attrs.define
class Attrs:
    a: int
    held: int = attrs.field(on_setattr=attrs.setters.frozen)


@attrs.frozen
class FrozenAttrs:
    a: int


class Model(pydantic.BaseModel):
    a: int
    held: str = pydantic.Field(default="", frozen=True)
    _private: int = pydantic.PrivateAttr(0)

    @pydantic.computed_field
    def total(self) -> int:
        return 0


class FrozenModel(pydantic.BaseModel, frozen=True):
    a: int


class Box(pydantic.BaseModel, Generic[T]):
    a: T


class Struct(msgspec.Struct):
    a: int


class FrozenStruct(msgspec.Struct, frozen=True):
    a: int


class Point(NamedTuple):
    a: int


class Row(TypedDict):
    a: int


@pytest.mark.parametrize(
    ("cls", "found", "settable"),
    [
        (Plain, "dataclass field", True),
        (FrozenData, "dataclass field", False),
        (Attrs, "attrs field", True),
        (FrozenAttrs, "attrs field", False),
        (Model, "pydantic field", True),
        (FrozenModel, "pydantic field", False),
        (Box[int], "pydantic field", True),
        (Struct, "msgspec field", True),
        (FrozenStruct, "msgspec field", False),
        (Point, "NamedTuple field", False),
        (Row, "TypedDict key", True),
    ],
)
def test_fields_of_libraries(cls: type, found: str, settable: bool) -> None:
    a = member(cls, "a")
    assert (a.kind, a.value.annotation, a.found, a.settable) == (Kind.INSTANCE_ATTRIBUTE, int, found, settable)


def test_what_is_only_passed_to_a_constructor_is_no_attribute() -> None:
    members = read_spec(Plain).members
    assert "e" not in members
    assert "_" not in members
    assert members["f"].value.annotation is str
    assert members["c"].kind is Kind.CLASS_ATTRIBUTE


def test_single_fields_may_be_frozen() -> None:
    assert not member(Attrs, "held").settable
    assert not member(Model, "held").settable
    assert member(Model, "_private").settable


def test_a_computed_field_is_a_property() -> None:
    total = member(Model, "total")
    assert (total.kind, total.value.annotation, total.settable) == (Kind.PROPERTY, int, False)


def test_a_named_tuple_of_the_old_kind_has_names_without_types() -> None:
    Old = collections.namedtuple("Old", "a b")
    assert member(Old, "a").found == "NamedTuple field"
    assert member(Old, "a").value.unchecked == "no annotation"
    assert not member(Old, "a").settable


class Entity(DeclarativeBase):
    pass


class Author(Entity):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    books: Mapped[list[Book]] = relationship()


class Book(Entity):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))


def test_mapped_columns_have_the_type_that_is_mapped() -> None:
    members = read_spec(Author).members
    assert members["id"].value.annotation is int
    assert members["name"].value.annotation == str | None
    assert members["books"].value.annotation == list[Book]
    assert members["id"].settable
    assert read_spec(Author).dynamic is None


class Dynamic:
    def __getattr__(self, name: str) -> int:
        raise AssertionError("asked")


class Untyped:
    def __getattr__(self, name):
        raise AssertionError("asked")


class Refusing:
    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(name)


class Namespace:
    def __init__(self, **names: object) -> None:
        for name, value in names.items():
            setattr(self, name, value)


class Listed:
    def __init__(self) -> None:
        for name in ("host", "port"):
            setattr(self, name, None)


def test_dynamic_names() -> None:
    typed, untyped = read_spec(Dynamic).dynamic, read_spec(Untyped).dynamic
    assert typed is not None
    assert typed.annotation is int
    assert untyped is not None
    assert untyped.unchecked == "no annotation"
    named = read_spec(Namespace).dynamic
    assert named is not None
    assert named.unchecked == "Namespace.__init__ sets attributes by computed names"


def test_names_that_can_be_listed_are_not_dynamic() -> None:
    assert read_spec(Service).dynamic is None
    assert read_spec(Refusing).dynamic is None
    assert read_spec(Model).dynamic is None
    assert read_spec(Listed).dynamic is None
    assert {"host", "port"} <= set(read_spec(Listed).members)


def test_a_pydantic_model_that_allows_extra_fields_is_dynamic() -> None:
    class Open(pydantic.BaseModel, extra="allow"):
        a: int

    assert read_spec(Open).dynamic is not None


class HasName(Protocol):
    name: str

    @property
    def size(self) -> int: ...


def test_protocol_members() -> None:
    members = read_spec(HasName).members
    assert list(members) == ["size", "name"]
    assert (members["name"].settable, members["size"].settable) == (True, False)


def test_members_are_read_only_and_keep_their_values() -> None:
    members = read_spec(Service).members
    assert members["named"] is members["named"]
    assert not hasattr(members, "__setitem__")
    assert len(members) == len(list(members))


def test_enum_class_values() -> None:
    class Level(enum.IntEnum):
        LOW = 1

    assert member(Level, "LOW").value.annotation is Level
    assert member(Level, "bit_length").owner is int
    assert inspect.Parameter.empty is member(Level, "value").value.annotation


def test_any_is_unchecked() -> None:
    class Loose:
        value: Any

    assert member(Loose, "value").value.unchecked == "Any"
