"""Agents, tools, models, configurations and sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, Unpack, overload

from mockfactory.suite.rooted import Rooted, placed
from mockfactory.wording.places import caller

if TYPE_CHECKING:
    from pydantic import JsonValue

    from mockfactory.interfaces.agent import Agent
    from mockfactory.interfaces.configuration import Configuration
    from mockfactory.interfaces.database_session import DatabaseSession
    from mockfactory.interfaces.llm_client import LLMClient
    from mockfactory.interfaces.llm_manager import LLMManager
    from mockfactory.interfaces.tool import Tool
    from mockfactory.suite.fields import ConfigurationFields

AnyAgent = TypeVar("AnyAgent", bound="Agent")
AnyTool = TypeVar("AnyTool", bound="Tool")
AnyClient = TypeVar("AnyClient", bound="LLMClient")
AnyLLMs = TypeVar("AnyLLMs", bound="LLMManager")
AnySession = TypeVar("AnySession", bound="DatabaseSession")
AnyConfiguration = TypeVar("AnyConfiguration", bound="Configuration")


class Workers(Rooted):
    """What of a suite does the work."""

    @overload
    def create_mock_agent(self, name: str = "agent", *, result: JsonValue = None) -> Agent: ...

    @overload
    def create_mock_agent(self, *, cls: type[AnyAgent], **arguments: object) -> AnyAgent: ...

    def create_mock_agent(self, *name: str, cls: type[Agent] | None = None, **arguments: object) -> Agent:
        """Make a double of an agent.

        Args:
            name: of the agent.
            result: what its `run` answers, until the test says otherwise.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `Agent`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit.

        Example:
            >>> import asyncio
            >>> from mockfactory import MockFactory
            >>> factory = MockFactory()
            >>> agent = factory.create_mock_agent("triage", result={"route": "data"})
            >>> agent.name, asyncio.run(agent.run("How many?", factory.create_mock_user_context()))
            ('triage', {'route': 'data'})
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_workers import made_agent

        return made_agent(self._workshop, cls, placed(name, arguments, "name"), caller())

    @overload
    def create_mock_tool(self, name: str = "tool", *, result: JsonValue = None) -> Tool: ...

    @overload
    def create_mock_tool(self, *, cls: type[AnyTool], **arguments: object) -> AnyTool: ...

    def create_mock_tool(self, *name: str, cls: type[Tool] | None = None, **arguments: object) -> Tool:
        """Make a double of a tool.

        Args:
            name: of the tool.
            result: what its `execute` answers, until the test says otherwise.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `Tool`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit.

        Example:
            >>> from mockfactory import MisuseError, MockFactory
            >>> class Search:
            ...     name = "search"
            ...     def execute(self, parameters: dict[str, object]) -> list[str]: ...
            >>> try:
            ...     MockFactory().create_mock_tool(cls=Search)
            ... except MisuseError as error:
            ...     print(str(error).splitlines()[0])
            create_mock_tool(cls=Search) is given what can't stand for Tool: Search.execute() can't take every call: ...
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_workers import made_tool

        return made_tool(self._workshop, cls, placed(name, arguments, "name"), caller())

    @overload
    def create_mock_llm_client(
        self, model: str = "model-of-a-test", *, answers: Sequence[str] = ("",)
    ) -> LLMClient: ...

    @overload
    def create_mock_llm_client(self, *, cls: type[AnyClient], **arguments: object) -> AnyClient: ...

    def create_mock_llm_client(self, *model: str, cls: type[LLMClient] | None = None, **arguments: object) -> LLMClient:
        """Make a double of a client of a language model.

        Args:
            model: its name.
            answers: what the model says, one text a question, the last one ever after; `stream` gives it word by word.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `LLMClient`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit, or there is no answer at all.

        Example:
            >>> import asyncio
            >>> from mockfactory import MockFactory
            >>> client = MockFactory().create_mock_llm_client(answers=["Forty-two."])
            >>> asyncio.run(client.complete("How many?")).text
            'Forty-two.'
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_workers import made_llm_client

        return made_llm_client(self._workshop, cls, placed(model, arguments, "model"), caller())

    @overload
    def create_mock_llm_manager(
        self, models: Sequence[str] = ("model-of-a-test",), *, answers: Sequence[str] = ("",)
    ) -> LLMManager: ...

    @overload
    def create_mock_llm_manager(self, *, cls: type[AnyLLMs], **arguments: object) -> AnyLLMs: ...

    def create_mock_llm_manager(
        self, *models: Sequence[str], cls: type[LLMManager] | None = None, **arguments: object
    ) -> LLMManager:
        """Make a double of a manager of language models. It gives one client for each model, always the same.

        Args:
            models: their names, the preferred one first; for others it raises `LookupError`.
            answers: what each model says; see `create_mock_llm_client`.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `LLMManager`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit, or there is no model or no answer at all.

        Example:
            >>> from mockfactory import MockFactory
            >>> manager = MockFactory().create_mock_llm_manager(["large", "small"])
            >>> manager.client().model, manager.client("small") is manager.client("small")
            ('large', True)
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_workers import made_llm_manager

        return made_llm_manager(self._workshop, cls, placed(models, arguments, "models"), caller())

    @overload
    def create_mock_configuration(self, **fields: Unpack[ConfigurationFields]) -> Configuration: ...

    @overload
    def create_mock_configuration(self, *, cls: type[AnyConfiguration], **fields: object) -> AnyConfiguration: ...

    def create_mock_configuration(self, *, cls: type[Configuration] | None = None, **fields: object) -> Configuration:
        """Make a real configuration. What is not said leads nowhere out of the test.

        Args:
            cls: a subclass of `Configuration`, in its place.
            fields: of a `Configuration`, by name.

        Raises:
            MisuseError: a field is unknown or refused; the message names it.

        Example:
            >>> from mockfactory import MisuseError, MockFactory
            >>> MockFactory().create_mock_configuration(max_retries=1).max_retries
            1
            >>> try:
            ...     MockFactory().create_mock_configuration(max_retries=-1)
            ... except MisuseError as error:
            ...     print(error)
            create_mock_configuration() can't make a real Configuration of what was given.
              because:  max_retries: Input should be greater than or equal to 0
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_workers import made_configuration

        return made_configuration(self._workshop, cls, fields)

    @overload
    def create_mock_database_session(self, *, rows: Sequence[object] = ()) -> DatabaseSession: ...

    @overload
    def create_mock_database_session(self, *, cls: type[AnySession], **arguments: object) -> AnySession: ...

    def create_mock_database_session(
        self, *, cls: type[DatabaseSession] | None = None, **arguments: object
    ) -> DatabaseSession:
        """Make a double of a database session: the part of SQLAlchemy's `AsyncSession` that services use.

        Args:
            rows: what each statement gives, until the test says otherwise. A tuple is a row of its items, a mapping one
                of columns with names, and anything else the only column of its row.
            cls: a class of your own in its place, wired with `arguments`; it has to fit `DatabaseSession`.
            arguments: for `cls`.

        Raises:
            MisuseError: the class does not fit, or a row has no column.

        Example:
            >>> import asyncio
            >>> from sqlalchemy import column, select
            >>> from mockfactory import MockFactory, verify
            >>> session = MockFactory().create_mock_database_session(rows=["Ada", "Bob"])
            >>> async def main() -> None:
            ...     async with session, session.begin():
            ...         session.add({"name": "Ada"})
            ...         print((await session.execute(select(column("name")))).scalars().all())
            >>> asyncio.run(main())
            ['Ada', 'Bob']
            >>> verify(lambda: session.add({"name": "Ada"})).once()
        """
        __tracebackhide__ = True
        from mockfactory.suite.making_workers import made_database_session

        return made_database_session(self._workshop, cls, arguments, caller())
