"""`MockFactory.create`: bound, else real, else a double."""

from __future__ import annotations

import datetime as dt
import enum
import pathlib
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar

import pytest
from pydantic import BaseModel, Field

from builders.domain import (
    AgentDied,
    AgentErrored,
    AgentEvent,
    AgentStarted,
    CustomEvent,
    ProgressUpdated,
    Tenant,
    ToolExecuting,
    User,
    UserExecutionContext,
    tenants,
    users,
)
from mockfactory import CannotCreate, MisuseError, MockFactory, TypeViolation, verify, when
from tests.factory.services import (
    Account,
    AccountId,
    Clock,
    Hooks,
    Mailer,
    Money,
    Pair,
    Plan,
    Repo,
    Row,
    Settings,
    Signup,
    Store,
    Team,
)

B = TypeVar("B", bound=Account)


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


@pytest.mark.parametrize(
    "spec", [Account, Team, Settings, Money, Hooks, dt.datetime, uuid.UUID, pathlib.Path, int, str, bool, ValueError]
)
def test_a_value_is_real(factory: MockFactory, spec: type) -> None:
    made: object = factory.create(spec)
    assert type(made) is spec or isinstance(made, pathlib.Path)
    assert factory.provenance(made).kind == "real"


@pytest.mark.parametrize("spec", [Mailer, Store, Clock, Signup, Repo])
def test_what_does_work_is_a_double(factory: MockFactory, spec: Any) -> None:
    made = factory.create(spec)
    assert factory.provenance(made).kind == "double"


def test_a_real_value_is_valid(factory: MockFactory) -> None:
    for _ in range(20):
        account = factory.create(Account)
        assert Account.model_validate(account.model_dump()) == account


def test_a_double_keeps_its_spec(factory: MockFactory) -> None:
    mailer = factory.create(Mailer)
    when(mailer.send).returns(True)
    assert mailer.send("ada", subject="Hi")
    verify(lambda: mailer.send("ada", subject="Hi")).once()
    with pytest.raises(TypeViolation):
        mailer.send(3)  # type: ignore[arg-type]


def test_each_is_a_new_one(factory: MockFactory) -> None:
    assert factory.create(Mailer) is not factory.create(Mailer)
    assert factory.create(Account) != factory.create(Account)


def test_enums_give_a_member(factory: MockFactory) -> None:
    assert isinstance(factory.create(Plan), enum.Enum)


def test_collections_of_values_are_real(factory: MockFactory) -> None:
    accounts = factory.create(list[Account])
    assert all(type(account) is Account for account in accounts)
    by_name = factory.create(dict[str, Account])
    assert all(type(account) is Account for account in by_name.values())


def test_collections_of_what_does_work_hold_the_shared_double(factory: MockFactory) -> None:
    stores = factory.create(list[Store])
    assert stores == [factory[Store]]
    assert factory.create(tuple[Store, int])[0] is factory[Store]
    assert [*factory.create(Mapping[str, Store]).values()] == [factory[Store]]
    assert factory.create(Sequence[Store])[0] is factory[Store]
    assert factory.provenance(stores).kind == "real"


def test_a_plain_record_of_what_does_work_is_real(factory: MockFactory) -> None:
    row = factory.create(Row)
    assert row["store"] is factory[Store]
    assert type(row["number"]) is int
    pair = factory.create(Pair)
    assert type(pair) is Pair
    assert pair.clock is factory[Clock]


def test_where_none_is_allowed_there_is_something_all_the_same(factory: MockFactory) -> None:
    assert all(type(factory.create(int | None)) is int for _ in range(20))
    assert isinstance(factory.create(Mailer | None), Mailer)


def test_of_a_union_of_values_one_is_drawn(factory: MockFactory) -> None:
    assert {type(factory.create(int | str)) for _ in range(30)} == {int, str}


def test_real_goes_before_double_in_a_union(factory: MockFactory) -> None:
    assert type(factory.create(str | Mailer)) is str


def test_a_union_of_two_that_work_is_an_error(factory: MockFactory) -> None:
    with pytest.raises(CannotCreate, match=r"Mailer \| Clock may be any of Mailer, Clock") as caught:
        factory.create(Mailer | Clock)
    assert "bind(Mailer | Clock, to=...)" in str(caught.value)


def test_a_type_parameter_reaches_the_double(factory: MockFactory) -> None:
    repo = factory.create(Repo[int])
    when(repo.get).returns(3)
    assert repo.get(1) == 3
    with pytest.raises(TypeViolation):
        when(repo.get).returns("three")  # type: ignore[arg-type]


def test_callables_are_doubles(factory: MockFactory) -> None:
    hook = factory.create(Callable[[str], int])
    when(hook).returns(2)
    assert hook("a") == 2


def test_a_class_itself_is_a_class_double_or_the_class(factory: MockFactory) -> None:
    mailers = factory.create(type[Mailer])
    assert isinstance(mailers("localhost"), Mailer)
    assert factory.create(type[Account]) is Account


def test_names_for_types(factory: MockFactory) -> None:
    assert type(factory.create(AccountId)) is int
    assert all(1 <= factory.create(Annotated[int, Field(ge=1, le=3)]) <= 3 for _ in range(20))
    assert factory.create(Literal["a"]) == "a"
    assert type(factory.create(B)) is Account  # type: ignore[arg-type]


def test_streams_of_values_are_real(factory: MockFactory) -> None:
    assert all(type(one) is int for one in factory.create(Iterator[int]))


@pytest.mark.asyncio
async def test_asynchronous_streams_of_values_are_real(factory: MockFactory) -> None:
    async for one in factory.create(AsyncIterator[int]):
        assert type(one) is int


def test_functions_are_doubled(factory: MockFactory) -> None:
    def charge(amount: int) -> bool:
        raise RuntimeError("not in a test")

    assert factory.create(charge)(3) is False  # type: ignore[arg-type, operator]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (Any, "Any promises nothing"),
        (object, "object promises nothing"),
        ("Mailer", "is a name that is not defined here"),
        (TypeVar("Free"), "type variable Free"),
        (3, "is no type that has values"),
        (type, "which class is meant"),
    ],
)
def test_what_means_nothing_is_an_error(factory: MockFactory, spec: Any, words: str) -> None:
    with pytest.raises(CannotCreate, match=words):
        factory.create(spec)


class Inner(BaseModel):
    number: int = Field(gt=3, lt=3)


class Narrow(BaseModel):
    inner: Inner
    name: str = Field(min_length=3, max_length=2)


def test_a_value_that_cannot_be_built_is_an_error_with_its_path(factory: MockFactory) -> None:
    with pytest.raises(CannotCreate, match="Narrow is a value, and no real one can be built") as caught:
        factory.create(Narrow)
    text = str(caught.value)
    assert "Narrow.name" in text or "Narrow.inner" in text
    assert "fallback='double'" in text


def test_a_fallback_is_asked_for_and_written_down(factory: MockFactory) -> None:
    made = factory.create(Narrow, fallback="double")
    assert isinstance(made, Narrow)
    origin = factory.provenance(made)
    assert origin.kind == "double"
    assert "asked for as a fallback at tests/factory/test_create.py" in origin.reason
    with pytest.raises(AttributeError):
        made.nmae  # type: ignore[attr-defined]


def test_a_fallback_that_is_not_needed_changes_nothing(factory: MockFactory) -> None:
    assert type(factory.create(Account, fallback="double")) is Account


def test_no_double_stands_in_for_plain_values(factory: MockFactory) -> None:
    with pytest.raises(CannotCreate, match="no double can stand in"):
        factory.create(Annotated[int, Field(gt=3, lt=3)], fallback="double")


def test_there_is_one_fallback(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="There is no fallback 'mock'"):
        factory.create(Account, fallback="mock")  # type: ignore[arg-type]


def test_the_domain_is_built_by_its_own_builders(factory: MockFactory) -> None:
    context = factory.create(UserExecutionContext)
    assert type(context) is UserExecutionContext
    assert context.user_id == "user_a_admin"
    assert context.tenant.id == "tenant_a"
    assert factory.create(User).email.endswith(".example")
    assert factory.create(Tenant) != factory.create(Tenant)


def test_what_the_domain_shares_fits_together(factory: MockFactory) -> None:
    context = factory[UserExecutionContext]
    assert context.user_id == factory[User].id
    assert context.tenant == factory[Tenant]
    assert factory.provenance(factory[User]).kind == "real"


def test_the_domain_is_built_for_whom_is_bound(factory: MockFactory) -> None:
    tenant = tenants.build(name="Acme")
    user = users.build(tenant=tenant)
    factory.bind(Tenant, to=tenant)
    assert factory.create(User).tenant_id == tenant.id
    factory.bind(User, to=user)
    context = factory.create(UserExecutionContext)
    assert (context.user_id, context.tenant) == (user.id, tenant)
    assert "for the user and the tenant that was bound" in factory.explain(UserExecutionContext).reason


@pytest.mark.parametrize("spec", [AgentStarted, ToolExecuting, AgentErrored, AgentDied, CustomEvent, ProgressUpdated])
def test_events_belong_to_the_run_of_the_factory(factory: MockFactory, spec: type[AgentStarted]) -> None:
    event = factory.create(spec)
    context = factory[UserExecutionContext]
    assert type(event) is spec
    assert (event.run_id, event.thread_id, event.user_id) == (context.run_id, context.thread_id, context.user_id)


def test_any_event_will_do_where_any_is_asked_for(factory: MockFactory) -> None:
    assert factory.create(AgentEvent).run_id == factory[UserExecutionContext].run_id


def test_a_warm_double_is_made_at_the_line_that_asks(factory: MockFactory) -> None:
    factory.create(Mailer)
    assert "test_create.py" in repr(factory.create(Mailer))
