"""What a rule of `deriving` reads of an object that is not made yet: as the object spells it, or an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, TypedDict

import attrs
import pytest
from pydantic import BaseModel, Field, PrivateAttr
from pydantic.dataclasses import dataclass as pydantic_dataclass
from sqlalchemy import literal, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column

from builders import Builder, CannotBuild, UnknownName


@attrs.define
class Account:
    _token: str
    label: str
    tries: int = attrs.field(init=False, default=4)
    tags: list[str] = attrs.field(init=False, factory=list)
    share: Decimal = attrs.field(default="1.5", converter=Decimal)  # type: ignore[assignment]  # converted

    @property
    def short(self) -> str:
        return self._token[:2]


@dataclass(slots=True)
class Slotted:
    label: str
    tries: int = field(init=False, default=3)
    made: int = field(init=False)


@dataclass(slots=True)
class WithDefault:
    label: str
    tries: int = field(init=False, default=3)


@dataclass
class Finished:
    label: str
    tries: int = field(init=False, default=3)

    def __post_init__(self) -> None:
        self.tries = 9


class Kind:
    kind: ClassVar[str] = "kind"

    @classmethod
    def titled(cls) -> str:
        return f"a {cls.kind}"


class User(BaseModel, Kind):
    kind: ClassVar[str] = "user"
    size: int
    label: str
    checked: int = Field(default="7", validate_default=True)
    _hidden: int = PrivateAttr(default=3)

    @cached_property
    def double(self) -> int:
        return 2 * self.size


@pydantic_dataclass
class Priced:
    label: str
    price: int = Field(default=3)


class TestAttrs:
    accounts = Builder(Account, token="abc")

    def test_a_private_attribute_in_the_objects_own_spelling(self) -> None:
        built = self.accounts.deriving(label=lambda account: f"{account._token} {account.short}").build()
        assert built.label == "abc ab"

    def test_the_constructors_spelling_is_no_attribute(self) -> None:
        wrong = self.accounts.deriving(label=lambda account: account.token)  # type: ignore[attr-defined]  # the mistake
        with pytest.raises(UnknownName, match=r"Account has no field 'token'.\n  did you mean:  _token\?"):
            wrong.build()

    def test_a_field_that_the_constructor_does_not_take(self) -> None:
        built = self.accounts.deriving(label=lambda account: f"{account.tries} {account.tags}").build()
        assert built.label == "4 []"

    def test_a_default_is_converted_as_the_object_will_have_it(self) -> None:
        assert self.accounts.deriving(label=lambda account: str(account.share + 1)).build().label == "2.5"


class TestDataclasses:
    def test_a_default_that_the_constructor_does_not_take(self) -> None:
        rows = Builder(WithDefault).deriving(label=lambda each: f"key-{each.tries}")
        assert rows.build().label == "key-3"

    def test_one_without_a_default(self) -> None:
        with pytest.raises(CannotBuild, match=r"Slotted: a rule asks for 'made', which only the object itself has"):
            Builder(Slotted).deriving(label=lambda each: str(each.made)).build()

    def test_one_that_the_constructor_may_set(self) -> None:
        with pytest.raises(CannotBuild, match=r"'tries', which only the object itself has(.|\n)*write:  .after"):
            Builder(Finished).deriving(label=lambda each: str(each.tries)).build()

    def test_a_default_in_the_words_of_pydantic(self) -> None:
        assert Builder(Priced).deriving(label=lambda each: f"{each.price}").build().label == "3"


class TestPydantic:
    def test_what_runs_on_fields(self) -> None:
        built = Builder(User, size=4).deriving(label=lambda user: f"{user.double} {user.titled()}").build()
        assert built.label == "8 a user"

    @pytest.mark.parametrize(
        ("rule", "asked"),
        [
            (lambda user: str(user.model_fields_set), "__pydantic_fields_set__"),
            (lambda user: str(user.model_extra), "__pydantic_extra__"),
            (lambda user: str(user.model_dump()), "__dict__"),
            (lambda user: str(user._hidden), "_hidden"),
        ],
    )
    def test_what_only_the_object_has(self, rule: Callable[[User], str], asked: str) -> None:
        with pytest.raises(CannotBuild, match=rf"User: a rule asks for '{asked}', which only the object itself has"):
            Builder(User).deriving(label=rule).build()

    def test_a_default_that_is_converted_is_not_known(self) -> None:
        with pytest.raises(CannotBuild, match=r"User.checked keeps a default that is not known"):
            Builder(User).deriving(label=lambda user: str(user.checked + 1)).build()


def test_a_typed_dict_by_key() -> None:
    class Row(TypedDict):
        size: int
        label: str

    assert Builder(Row, size=2).deriving(label=lambda row: str(row["size"])).build()["label"] == "2"
    with pytest.raises(CannotBuild, match=r"Row: a rule asks for 'get'"):
        Builder(Row).deriving(label=lambda row: str(row.get("size"))).build()


def test_a_mapped_class() -> None:
    class Base(DeclarativeBase):
        pass

    class Row(Base):
        __tablename__ = "row"
        id: Mapped[int] = mapped_column(primary_key=True)
        label: Mapped[str]
        counted: Mapped[int] = column_property(select(literal(1)).scalar_subquery())

        @hybrid_property
        def next(self) -> int:
            return self.id + 1

    assert Builder(Row, id=1).deriving(label=lambda row: str(row.next)).build().label == "2"
    with pytest.raises(CannotBuild, match=r"Row: a rule asks for 'counted', which only the object itself has"):
        Builder(Row).deriving(label=lambda row: str(row.counted)).build()
