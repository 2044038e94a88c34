"""The chapter of the agent's run, and whether it went as it should."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mockfactory.demo.agent_run import AgentRun

INSTALL: Final = "pip install 'mockfactory[realtime]'"
_NEEDED: Final = {"websockets": "websockets", "jwt": "PyJWT"}
_INSTANCE: Final = re.compile(r"bound to [^\n]*?, an instance,")
"""What is bound is shown by its own representation, which may have an address in it."""
_PLAN_WENT: Final = ("degraded", "healthy")


def missing_for_realtime() -> list[str]:
    """The projects that a real WebSocket needs and that are not installed."""
    return [project for module, project in _NEEDED.items() if importlib.util.find_spec(module) is None]


def show_agent_run(write: Callable[[str], None]) -> bool:
    """Run the agent twice, and tell of it.

    Args:
        write: writes one paragraph.

    Returns:
        Whether both runs kept the contract, and the second one failed and recovered as planned.
    """
    from mockfactory.demo.agent_run import run_agent

    first, second = run_agent(), run_agent(failing=True)
    write(
        "An agent (mockfactory/demo/agent.py) answers user_a_admin over a bridge that is a server on 127.0.0.1. "
        "The user's client has a JSON Web Token for that user and tenant. What came through the socket:"
    )
    write(first.events)
    write(str(first.report))
    write(
        "What of it was real? factory.explain(Analyst) says what `create` and `wire` do: created, an agent is a "
        "double; wired, it is real, and gets this:"
    )
    write(_plain(first.explained))
    write("factory.provenance(...) says it of each object: of the agent, its model, and its patience:")
    write(_plain("\n".join(first.provenance)))
    write("The same run, failing as planned:")
    write("\n".join(_planned()))
    write("What fired, in this order:")
    write("\n".join(f"{fault.where}, call {fault.number}: {fault.effect}" for fault in second.injected))
    write(_recovered(second))
    return first.report.holds and second.report.holds and second.health == _PLAN_WENT and len(second.injected) == 4


def _planned() -> Iterator[str]:
    from mockfactory.demo.agent_run import CALLS, WIRE

    yield f"bridge.notify_agent_thinking:  {CALLS!r}"
    yield f"events on their way:           {WIRE!r}"


def _recovered(run: AgentRun) -> str:
    down, up = run.health
    return (
        f"The agent tried again, for {run.seconds / 60:.0f} minutes of virtual time, until the bridge was back. The "
        f"client was cut off with {run.closing}, and the bridge was {down}. The client came back, and got what it had "
        f"missed: the bridge was {up}. {run.report}"
    )


def _plain(text: str) -> str:
    return _INSTANCE.sub("bound to an instance,", text)
