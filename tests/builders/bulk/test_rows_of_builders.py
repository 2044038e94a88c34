"""Rows of a builder: what its objects hold, whatever is declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import factory.base
import pytest
from pydantic import BaseModel, Field

from builders import (
    Builder,
    CannotBuild,
    InvalidOverride,
    UnknownName,
    drawn,
    fresh,
    fresh_many,
    from_factory,
    seeded,
    sequence,
    shared,
    unique,
)
from builders.bulk import columns, slow_columns, write
from builders.bulk.plain import plain
from tests.builders.bulk.models import Small


class Plan(Enum):
    FREE = "free"
    PRO = "pro"


class Tenant(BaseModel):
    id: UUID
    name: str
    plan: Plan


class User(BaseModel):
    id: UUID
    tenant: Tenant
    email: str
    login: str
    code: str = Field(pattern=r"^[A-Z]{2}-\d{4}$")
    number: int
    age: int = Field(ge=18, le=99)
    price: Decimal = Field(ge=0, le=999, decimal_places=2)
    role: Literal["admin", "viewer"]
    active: bool = True
    tags: list[str]


@dataclass
class Options:
    loud: bool = False


def louder(user: User, options: Options) -> str:
    return user.role.upper() if options.loud else user.role


def renamed(user: User) -> None:
    user.login = f"{user.login}!"


USERS = Builder(User)
BUILDERS: dict[str, tuple[Builder[Any, Any], int]] = {
    "nothing declared": (USERS, 0),
    "plain values": (Builder(User, role="admin", tags=["a", "b"], tenant__plan=Plan.PRO), 0),
    "unique text": (Builder(User, email=unique(), login=unique(), code=unique()), 0),
    "unique numbers": (Builder(User, id=unique(), number=unique(), price=unique()), 0),
    "drawn": (Builder(User, active=drawn()), 0),
    "a text that counts": (Builder(User, login=sequence("user-{}"), email=sequence("{}@example.org")), 0),
    "a function that counts": (Builder(User, number=sequence(lambda n: n * n)), 1),
    "a trait": (Builder(User, role="viewer").trait("admin", role="admin", number=1), 0),
    "a shared parent": (Builder(User, tenant=shared(Builder(Tenant, name="one"))), 0),
    "a parent of its own": (Builder(User, tenant=fresh(Builder(Tenant, plan=Plan.PRO))), 0),
    "a parent with a rule": (
        Builder(User, tenant=fresh(Builder(Tenant).deriving(name=lambda tenant: tenant.plan.value))),
        1,
    ),
    "a parent's trait": (Builder(User, tenant=fresh(Builder(Tenant).trait("pro", plan=Plan.PRO), "pro")), 0),
    "a part of a parent": (Builder(User, tenant=fresh(Builder(Tenant)), tenant__name="one"), 0),
    "a rule": (Builder(User).deriving(email=lambda user: f"{user.login}@example.org"), 1),
    "a step": (Builder(User).after(renamed), 1),
    "options": (Builder(User).transient(Options).deriving(login=louder), 1),
    "another place": (Builder(User).localized("de_DE"), 0),
}


def rows_of(objects: list[Any]) -> list[dict[str, Any]]:
    return [{name: plain(getattr(one, name)) for name in type(one).model_fields} for one in objects]


@pytest.mark.parametrize(("builder", "slow"), BUILDERS.values(), ids=BUILDERS)
def test_each_row_is_what_the_object_of_its_number_holds(builder: Builder[Any, Any], slow: int) -> None:
    with seeded(3, "shop"):
        objects = builder.build_many(60)
    assert columns(builder, 60, seed=3, namespace="shop").to_pylist() == rows_of(objects)
    assert columns(builder, 9, seed=3, namespace="shop", start=51).to_pylist() == rows_of(objects)[51:]
    assert len(slow_columns(builder)) == slow


def test_traits_and_options_are_asked_for_as_of_the_builder() -> None:
    builder = BUILDERS["a trait"][0]
    with seeded(0):
        assert columns(builder, 20, traits=["admin"]).to_pylist() == rows_of(builder.build_many(20, "admin"))
    assert set(columns(builder, 20)["role"].to_pylist()) == {"viewer"}
    loud = columns(BUILDERS["options"][0], 5, having={"loud": True})["login"].to_pylist()
    assert loud == [text.upper() for text in loud]


def test_what_was_declared_is_overridden_by_what_is_given() -> None:
    table = columns(Builder(User, role="viewer", login=sequence("u{}")), 3, having={"login": "ada"})
    assert table["login"].to_pylist() == ["ada"] * 3


def test_types_of_columns_are_those_of_the_type() -> None:
    plainly = columns(User, 3).schema
    for name in ("plain values", "unique numbers", "drawn", "a trait", "a shared parent", "a rule", "a step"):
        assert columns(BUILDERS[name][0], 3).schema == plainly, name


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda: columns(USERS, 1, traits=["admn"]), UnknownName, "has no trait 'admn'"),
        (lambda: columns(USERS, 1, having={"agee": 1}), UnknownName, "did you mean:  age"),
        (lambda: columns(Builder(User, agee=1), 1), UnknownName, "did you mean:  age"),
        (lambda: columns(Builder(User, age=7), 1), InvalidOverride, "age"),
        (lambda: columns(Builder(User, role=unique()), 3), CannotBuild, "User.role has 2 values, and none is left"),
    ],
)
def test_what_a_builder_refuses(call: Callable[[], object], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told.replace("?", r"\?")):
        call()


def test_unique_values_that_are_used_up_are_told_of_at_any_row() -> None:
    builder = Builder(User, age=unique())
    assert len(set(columns(builder, 82)["age"].to_pylist())) == 82
    with pytest.raises(CannotBuild, match=r"User.age has 82 values, and none is left for object number 8\d"):
        columns(builder, 83)


@pytest.mark.integration
def test_a_builder_is_told_to_other_processes(tmp_path: Path) -> None:
    builder = Builder(Small, name=sequence("user-{}"), id=unique()).trait("old", age=77)
    [alone] = write(builder, tmp_path / "alone.csv", 20, traits=["old"])
    [other] = write(builder, tmp_path / "other.csv", 20, traits=["old"], workers=2, shards=1)
    assert other.read_text("utf-8") == alone.read_text("utf-8")


def test_a_builder_with_a_function_needs_one_process(tmp_path: Path) -> None:
    builder = Builder(User, number=sequence(lambda n: n))
    with pytest.raises(ValueError, match="say workers=1"):
        write(builder, tmp_path / "users.csv", 4, workers=2)
    assert write(builder, tmp_path / "users.csv", 4)


@dataclass
class Cart:
    lines: list[str] = field(default_factory=list)
    owner: str | None = None


@dataclass
class Shop:
    cart: Cart


@dataclass
class Street:
    shops: list[Shop]
    number: int


def test_several_objects_of_another_builder_are_asked_for_in_their_column_alone() -> None:
    streets = Builder(Street, shops=fresh_many(Builder(Shop, cart__owner="ada"), range(1, 4)))
    assert columns(streets, 50).to_pylist() == [plain(street) for street in streets.build_many(50)]
    assert [slow.path for slow in slow_columns(streets)] == ["Street.shops"]


class Carts(factory.base.Factory[Cart]):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]  # so factory_boy has it
        model = Cart

    owner = "ada"


def test_what_keeps_a_default_is_given_by_a_rule_too() -> None:
    builder = Builder(Cart, owner="ada").deriving(lines=lambda cart: [f"for {cart.owner}"])
    assert columns(builder, 2).to_pylist() == [{"lines": ["for ada"], "owner": "ada"}] * 2


def test_rows_of_another_librarys_factory_are_those_of_a_builder_that_asks_it() -> None:
    with pytest.raises(CannotBuild, match="makes no table: only a type and a Builder say which fields there are"):
        columns(from_factory(Carts), 1)

    assert columns(Builder(Shop, cart=fresh(Carts)), 1).to_pylist() == [{"cart": {"lines": [], "owner": "ada"}}]
