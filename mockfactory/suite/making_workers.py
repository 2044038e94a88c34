"""How agents, tools, models, configurations and sessions are made."""

from __future__ import annotations

import copy
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, TypeVar, cast

from pydantic import JsonValue

from mockfactory.double.building.allocation import compiled, make
from mockfactory.double.building.nesting import nest
from mockfactory.double.recording.current import current
from mockfactory.double.stubbing.when import when
from mockfactory.factory.making.decision import Made
from mockfactory.factory.making.origins import Origin
from mockfactory.factory.making.workshop import Workshop
from mockfactory.interfaces.agent import Agent
from mockfactory.interfaces.configuration import Configuration
from mockfactory.interfaces.database_session import DatabaseSession, Rows, RowValues
from mockfactory.interfaces.llm_client import LLMClient
from mockfactory.interfaces.llm_manager import LLMManager
from mockfactory.interfaces.tool import Tool
from mockfactory.realtime.doubles.answering import answering_like
from mockfactory.suite.answering.models import ScriptedLLMClient, ScriptedLLMManager
from mockfactory.suite.answering.rows import KnownRows
from mockfactory.suite.answering.statements import rows_of, values_of
from mockfactory.suite.own_classes import Settable, check_own, own, settled
from mockfactory.suite.real_objects import known_as_real, validated
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place
from mockfactory.wording.text import report

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")
_CLIENT: Final = "create_mock_llm_client"
_CONFIGURATION: Final = "create_mock_configuration"
_SESSION: Final = "create_mock_database_session"
_MODEL: Final = "model-of-a-test"
_ANSWERS: Final = Settable(("",), Sequence[str])


def made_agent(workshop: Workshop, cls: type[Agent] | None, given: Mapping[str, object], place: Place) -> Agent:
    """An agent."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, Agent, "create_mock_agent")
        return own(workshop, cls, Agent, given, place)
    said = settled("create_mock_agent", given, name=Settable("agent", str), result=Settable(None, JsonValue))
    name, result = cast("str", said["name"]), cast("JsonValue", said["result"])
    agent = _double(workshop, Agent, place, name)
    when(lambda: agent.name).returns(name).lenient()
    when(agent.run).calls(lambda task, context: copy.deepcopy(result)).lenient()  # what one run got is its own
    return agent


def made_tool(workshop: Workshop, cls: type[Tool] | None, given: Mapping[str, object], place: Place) -> Tool:
    """A tool."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, Tool, "create_mock_tool")
        return own(workshop, cls, Tool, given, place)
    said = settled("create_mock_tool", given, name=Settable("tool", str), result=Settable(None, JsonValue))
    name, result = cast("str", said["name"]), cast("JsonValue", said["result"])
    tool = _double(workshop, Tool, place, name)
    when(lambda: tool.name).returns(name).lenient()
    when(tool.execute).calls(lambda parameters, context: copy.deepcopy(result)).lenient()
    return tool


def made_llm_client(
    workshop: Workshop, cls: type[LLMClient] | None, given: Mapping[str, object], place: Place
) -> LLMClient:
    """A client of a model."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, LLMClient, _CLIENT)
        return own(workshop, cls, LLMClient, given, place)
    said = settled(_CLIENT, given, model=Settable(_MODEL, str), answers=_ANSWERS)
    answers = cast("Sequence[str]", said["answers"])
    if not answers:
        raise MisuseError(
            report(
                f"{_CLIENT}(answers=...) takes texts, one at least, not {answers!r}.", write='answers=["Forty-two."]'
            )
        )
    client = answering_like(cast("LLMClient", ScriptedLLMClient(cast("str", said["model"]), answers)), LLMClient)
    return _known(workshop, client, LLMClient, "it is a strict double; the model says what it was given")


def made_llm_manager(
    workshop: Workshop, cls: type[LLMManager] | None, given: Mapping[str, object], place: Place
) -> LLMManager:
    """A manager of models."""
    __tracebackhide__ = True
    asked = "create_mock_llm_manager"
    if cls is not None:
        check_own(cls, LLMManager, asked)
        return own(workshop, cls, LLMManager, given, place)
    said = settled(asked, given, models=Settable((_MODEL,), Sequence[str]), answers=_ANSWERS)
    models = cast("Sequence[str]", said["models"])
    if not models:
        raise MisuseError(report(f"{asked}() takes names of models, one at least, not {models!r}.", write='["large"]'))
    clients = {
        model: made_llm_client(workshop, None, {"model": model, "answers": said["answers"]}, place) for model in models
    }
    manager = answering_like(cast("LLMManager", ScriptedLLMManager(clients)), LLMManager)
    return _known(workshop, manager, LLMManager, "it is a strict double that has a double for each model")


def made_configuration(
    workshop: Workshop, cls: type[Configuration] | None, fields: Mapping[str, object]
) -> Configuration:
    """A configuration."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, Configuration, _CONFIGURATION)
    made = validated(Configuration if cls is None else cls, fields, _CONFIGURATION)
    return known_as_real(workshop, made, Configuration, "it is a pydantic model of values, made for tests")


def made_database_session(
    workshop: Workshop, cls: type[DatabaseSession] | None, given: Mapping[str, object], place: Place
) -> DatabaseSession:
    """A session of a database."""
    __tracebackhide__ = True
    if cls is not None:
        check_own(cls, DatabaseSession, _SESSION)
        return own(workshop, cls, DatabaseSession, given, place)
    said = settled(_SESSION, given, rows=Settable((), Sequence[object]))
    session = _double(workshop, DatabaseSession, place)
    rows = cast("Sequence[object]", said["rows"])
    KnownRows(rows)  # what is wrong with them is said here, and not in the code under test

    @asynccontextmanager
    async def begin() -> AsyncGenerator[object]:
        yield session

    def execute(statement: object, params: object = None) -> Rows:
        return rows_of(rows)

    def scalars(statement: object, params: object = None) -> RowValues:
        return values_of(KnownRows(rows).scalars())

    def scalar(statement: object, params: object = None) -> object:
        return KnownRows(rows).scalars().first()

    def merge(instance: T, *, load: bool = True) -> T:
        return instance

    when(session.execute).calls(execute).lenient()
    when(session.scalars).calls(scalars).lenient()
    when(session.scalar).calls(scalar).lenient()
    when(session.merge).calls(merge).lenient()
    when(session.begin).calls(begin).lenient()
    when(session.__aenter__).returns(session).lenient()
    return session


def _double(workshop: Workshop, interface: TypeForm[T], place: Place, name: str | None = None) -> T:
    __tracebackhide__ = True
    double = cast("T", make(compiled(interface), current(), place, nest, name=name))
    return _known(workshop, double, interface, "it is a strict double of what the library publishes")


def _known(workshop: Workshop, double: T, interface: object, reason: str) -> T:
    workshop.tools.origins.mark(double, Origin(Made.DOUBLE, interface, reason))
    return double
