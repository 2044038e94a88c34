"""Agents, tools, models, configurations and sessions of a suite."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pytest
from pydantic import JsonValue
from sqlalchemy import Row as SqlRow
from sqlalchemy import insert, select, text
from sqlalchemy.exc import MultipleResultsFound, NoResultFound, ResourceClosedError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from builders.domain import UserExecutionContext
from mockfactory import MisuseError, MockFactory, SpecViolation, verify, when
from mockfactory.faults import hangs, raises
from mockfactory.interfaces import Agent, Completion, Configuration, DatabaseSession, Tool, WebSocket
from mockfactory.suite.own_classes import check_own


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Echo:
    name = "echo"

    def __init__(self, tool: Tool, prefix: str) -> None:
        self.tool = tool
        self.prefix = prefix

    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        return self.prefix + task


class Blocking:
    name = "blocking"

    def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        return task


class Strict(Configuration):
    limit: int = 3


@pytest.mark.asyncio
async def test_an_agent_and_a_tool_are_doubles_with_names(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context()
    agent, tool = mock_factory.create_mock_agent("triage", result="data"), mock_factory.create_mock_tool(name="search")

    assert (agent.name, await agent.run("How many?", context)) == ("triage", "data")
    assert (tool.name, await tool.execute({"q": "tea"}, context)) == ("search", None)
    verify(lambda: tool.execute({"q": "tea"}, context)).once()
    when(tool.execute).returns([1])
    assert await tool.execute({}, context) == [1]
    assert mock_factory.provenance(agent).kind == mock_factory.provenance(tool).kind == "double"
    with pytest.raises(SpecViolation):
        await agent.run("How many?")  # type: ignore[call-arg]


@pytest.mark.asyncio
async def test_a_class_of_my_own_is_wired_with_what_the_factory_makes(mock_factory: MockFactory) -> None:
    agent = mock_factory.create_mock_agent(
        cls=Echo,
        prefix="> ",
    )

    assert await agent.run("hello", mock_factory.create_mock_user_context()) == "> hello"
    assert agent.tool is mock_factory[Tool]
    assert mock_factory.provenance(agent).kind == "fake"
    assert "Echo was given at" in mock_factory.provenance(agent).reason
    with pytest.raises(MisuseError, match=r"can't stand for Agent: Blocking.run\(\) is not async"):
        mock_factory.create_mock_agent(cls=Blocking)  # type: ignore[type-var]


def test_what_nobody_knows_is_refused(mock_factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match=r"create_mock_agent\(\) does not know 'reslt'\. Did you mean 'result'"):
        mock_factory.create_mock_agent(reslt=3)  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match="'name' is the one argument"):
        mock_factory.create_mock_agent("a", name="b")  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match=r"create_mock_agent\(name=...\) is int .3., not str"):
        mock_factory.create_mock_agent(3)  # type: ignore[call-overload]
    with pytest.raises(MisuseError, match="takes texts, one at least"):
        mock_factory.create_mock_llm_client(answers=[])
    for one in (
        lambda: mock_factory.create_mock_llm_client(answers="yes"),
        lambda: mock_factory.create_mock_llm_manager("large"),
        lambda: mock_factory.create_mock_database_session(rows="row"),
        lambda: mock_factory.create_mock_websocket(messages="hello"),
    ):
        with pytest.raises(MisuseError, match=r"takes several, and is given one: [^\0]*write: +\w+=\['\w+'\]"):
            one()
    with pytest.raises(MisuseError, match="takes names of models, one at least"):
        mock_factory.create_mock_llm_manager([])


@pytest.mark.asyncio
async def test_a_model_says_what_it_was_given(mock_factory: MockFactory) -> None:
    client = mock_factory.create_mock_llm_client("large", answers=["First of all.", "Then."])

    assert await client.complete("Go on", system="Be short.") == Completion("First of all.", "large", 4, 3)
    assert [piece async for piece in client.stream("Go on")] == ["Then."]
    assert (await client.complete("Go on")).text == "Then."
    assert client.model == "large"
    again = mock_factory.create_mock_llm_client(answers=[" two  words "])
    assert "".join([piece async for piece in again.stream("?")]) == " two  words "
    when(client.complete).fails(raises(TimeoutError("slow")))
    with pytest.raises(TimeoutError, match="slow"):
        await client.complete("Go on")


def test_a_manager_has_one_client_for_each_model(mock_factory: MockFactory) -> None:
    manager = mock_factory.create_mock_llm_manager(["large", "small"], answers=["Yes."])

    assert manager.models == ("large", "small")
    assert manager.client() is manager.client("large")
    assert manager.client("small").model == "small"
    with pytest.raises(LookupError, match="there is no model 'huge': there is large, small"):
        manager.client("huge")


def test_a_configuration_is_real(mock_factory: MockFactory) -> None:
    configuration = mock_factory.create_mock_configuration(llm_timeout=5, secret_key="k" * 32)

    assert type(configuration) is Configuration
    assert configuration.llm_timeout == 5.0
    assert "kkk" not in repr(configuration)
    assert mock_factory.create_mock_configuration(cls=Strict, limit=4).limit == 4
    assert mock_factory.provenance(configuration).kind == "real"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("llm_timeout", 0),
        ("llm_timeout", float("inf")),
        ("max_retries", -1),
        ("environment", "prod"),
        ("database_url", "nowhere"),
        ("secret_key", "short"),
        ("service_name", " "),
    ],
)
def test_a_wrong_configuration_is_refused(mock_factory: MockFactory, field: str, wrong: object) -> None:
    with pytest.raises(MisuseError, match=rf"because: +{field}: ") as raised:
        mock_factory.create_mock_configuration(cls=Configuration, **{field: wrong})
    assert "short" not in str(raised.value)


def test_debug_in_production_is_refused(mock_factory: MockFactory) -> None:
    assert mock_factory.create_mock_configuration(debug=True).debug
    with pytest.raises(MisuseError, match="debug is for tests"):
        mock_factory.create_mock_configuration(debug=True, environment="production")


async def read(session: DatabaseSession) -> list[object]:
    """As a service does it: the rows of two columns in each of the ways."""
    ask = select(Row.id, Row.name).where(Row.id > text(":least"))
    told: list[object] = []
    async with session, session.begin():
        session.add_all([])
        await session.flush()
        rows = await session.execute(ask, {"least": 0})
        told += [rows.fetchone(), rows.all(), rows.all(), [*rows]]
        told += [(await session.execute(ask, {"least": 0})).scalars().all()]
        told += [await session.scalar(ask, {"least": 0}), (await session.execute(ask, {"least": 0})).scalar()]
        told += [(await session.scalars(ask, {"least": 0})).unique().all()]
        told += [dict(cast("Any", one)) for one in (await session.execute(ask, {"least": 0})).unique().mappings()]
        told += [cast("Any", (await session.execute(ask, {"least": 0})).first()).name]
        for method in ("one", "one_or_none", "scalar_one", "scalar_one_or_none"):
            try:
                getattr(await session.execute(ask, {"least": 0}), method)()
            except MultipleResultsFound as error:
                told.append(type(error).__name__)
        closed = await session.scalars(ask, {"least": 0})
        closed.first()
        try:
            closed.all()
        except ResourceClosedError as error:
            told.append(str(error))
    return [
        [tuple(cast("Any", row)) if isinstance(row, (tuple, SqlRow)) else row for row in one]
        if isinstance(one, list)
        else one
        for one in told
    ]


@pytest.mark.asyncio
async def test_a_double_of_a_session_gives_rows_as_sqlalchemy_does(mock_factory: MockFactory) -> None:
    engine = create_async_engine("sqlite+aiosqlite:///:memory:")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        await connection.execute(insert(Row), [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Bob"}])
    try:
        real = await read(AsyncSession(engine))
    finally:
        await engine.dispose()

    rows = [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Bob"}]
    assert await read(mock_factory.create_mock_database_session(rows=rows)) == real
    assert real[0] == (1, "Ada")


@pytest.mark.asyncio
async def test_rows_of_objects_tuples_and_named_tuples(mock_factory: MockFactory) -> None:
    ada = Row(id=1, name="Ada")
    session = mock_factory.create_mock_database_session(rows=[ada])
    assert (await session.execute(select(Row))).scalars().all() == [ada]
    assert (await session.execute(select(Row))).one() == (ada,)
    assert (await session.execute(select(Row))).scalar_one() is await session.scalar(select(Row)) is ada

    session = mock_factory.create_mock_database_session(rows=[(1, "Ada"), (1, "Ada")])
    assert (await session.execute(select(Row))).all() == [(1, "Ada"), (1, "Ada")]
    assert (await session.execute(select(Row))).unique().scalar_one() == 1

    none = mock_factory.create_mock_database_session()
    rows = await none.execute(select(Row))
    assert (rows.fetchone(), await none.scalar(select(Row)), rows.scalar_one_or_none()) == (None, None, None)
    with pytest.raises(NoResultFound):
        (await none.scalars(select(Row))).one()


@pytest.mark.asyncio
async def test_what_no_row_has_is_a_violation_and_a_wrong_row_is_told(mock_factory: MockFactory) -> None:
    session = mock_factory.create_mock_database_session(rows=["Ada"])
    rows = await session.execute(text("select 1"))
    with pytest.raises(SpecViolation, match="Rows has no attribute 'scalers'. Did you mean 'scalars'"):
        rows.scalers()  # type: ignore[attr-defined]
    with pytest.raises(SpecViolation, match="RowValues has no attribute 'scalar_one'"):
        rows.scalars().scalar_one()  # type: ignore[attr-defined]
    with pytest.raises(AssertionError, match="needs the names of the columns"):
        rows.mappings().all()
    with pytest.raises(MisuseError, match="a row has one column at least"):
        mock_factory.create_mock_database_session(rows=[()])


@pytest.mark.asyncio
async def test_a_session_is_a_double_of_what_services_use(mock_factory: MockFactory) -> None:
    session = mock_factory.create_mock_database_session(rows=[1, 2])
    ada = Row(id=1, name="Ada")

    assert await session.get(Row, 7, options=[], with_for_update=True) is None
    assert await session.merge(ada) is ada
    await session.refresh(ada, ["name"])
    await session.flush()
    verify(session.flush).once()
    when(session.commit).fails(raises(ConnectionError("gone")))
    with pytest.raises(ConnectionError):
        await session.commit()
    with pytest.raises(SpecViolation):
        await session.execute("select 1")  # type: ignore[arg-type]


def test_a_session_of_sqlalchemy_fits(mock_factory: MockFactory) -> None:
    check_own(AsyncSession, DatabaseSession, "test")
    session = AsyncSession()
    mock_factory.bind(DatabaseSession, to=session)
    assert mock_factory.create(DatabaseSession) is session


@pytest.mark.parametrize("cls", [ClientConnection, ServerConnection])
def test_connections_of_websockets_fit(cls: type[object]) -> None:
    check_own(cls, WebSocket, "test")


def test_the_interfaces_can_be_doubled_by_hand(mock_factory: MockFactory) -> None:
    class Index:
        def __init__(self, tool: Tool, agent: Agent, settings: Configuration, words: Mapping[str, int]) -> None:
            self.tool, self.agent, self.settings, self.words = tool, agent, settings, words

    index = mock_factory.wire(Index)
    assert mock_factory.provenance(index.tool).kind == "double"
    assert mock_factory.provenance(index.settings).kind == "real"
    assert "Tool: double, because a Protocol" in str(mock_factory.explain(Tool))


@pytest.mark.asyncio
async def test_a_model_may_hang_and_is_given_up(mock_factory: MockFactory) -> None:
    client = mock_factory.create_mock_llm_client()
    when(client.complete).fails(hangs())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.complete("?"), 3600)


class NamedInInit:
    def __init__(self, name: str) -> None:
        self.name = name

    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        return self.name


@dataclass
class OfFields:
    name: str = "fields"

    async def run(self, task: str, context: UserExecutionContext) -> str:
        return task


class WithProperty:
    @property
    def name(self) -> str:
        return "property"

    async def run(self, task: str, context: UserExecutionContext) -> str:
        return task


class Wide:
    name = "wide"

    async def run(self, task: object, context: object, *more: object, **named: object) -> None: ...


class Later:
    name = "later"

    def run(self, task: str, context: UserExecutionContext) -> Awaitable[JsonValue]:
        raise NotImplementedError


@pytest.mark.parametrize("cls", [NamedInInit, OfFields, WithProperty, Wide, Later])
def test_each_way_to_be_an_agent_is_accepted(mock_factory: MockFactory, cls: type[Agent]) -> None:
    assert type(mock_factory.create_mock_agent(cls=cls)) is cls


class Nameless:
    async def run(self, task: str, context: UserExecutionContext) -> JsonValue:
        return None


class Greedy:
    name = "greedy"

    async def run(self, task: str, context: UserExecutionContext, limit: int) -> JsonValue:
        return None


@pytest.mark.parametrize(
    ("cls", "why"),
    [
        (Nameless, "it has no attribute 'name'"),
        (Greedy, "it requires 'limit', which no call gives"),
        (Blocking, "run() is not async"),
        (int, "missing:  name, run"),
    ],
)
def test_each_way_to_be_none_is_refused(mock_factory: MockFactory, cls: type[Agent], why: str) -> None:
    with pytest.raises(MisuseError) as raised:
        mock_factory.create_mock_agent(cls=cls)
    assert why in str(raised.value)


def test_a_completion_counts_no_less_than_nothing() -> None:
    assert Completion("Yes.", "large").input_tokens == 0
    with pytest.raises(ValueError, match="output_tokens is a count"):
        Completion("Yes.", "large", output_tokens=-1)


@pytest.mark.asyncio
async def test_each_run_has_a_result_of_its_own(mock_factory: MockFactory) -> None:
    context = mock_factory.create_mock_user_context()
    agent = mock_factory.create_mock_agent(result={"a": [1]})
    tool = mock_factory.create_mock_tool(result=[{"a": 1}])
    first = cast("dict[str, list[int]]", await agent.run("", context))
    first["a"].append(2)
    assert await agent.run("", context) == {"a": [1]}
    cast("list[object]", await tool.execute({}, context)).clear()
    assert await tool.execute({}, context) == [{"a": 1}]


@pytest.mark.asyncio
async def test_each_statement_reads_its_json_anew(mock_factory: MockFactory) -> None:
    row = Row(id=1, name="Ada")
    session = mock_factory.create_mock_database_session(rows=[{"id": 1, "settings": {"a": 1}, "row": row}])
    found = cast("Mapping[str, Any]", (await session.execute(text(""))).mappings().one())
    found["settings"]["a"] = 2
    again = cast("Mapping[str, Any]", (await session.execute(text(""))).mappings().one())
    assert again["settings"] == {"a": 1}
    assert again["row"] is row
