"""What services for language models depend on, as Protocols: no implementation is imported here.

    from mockfactory.interfaces import Agent, LLMClient, Tool

Those of sending events stand in `mockfactory.realtime`.
"""

from mockfactory.interfaces.agent import Agent
from mockfactory.interfaces.configuration import Configuration, Environment
from mockfactory.interfaces.database_session import DatabaseSession, Rows, RowValues
from mockfactory.interfaces.llm_client import Completion, LLMClient
from mockfactory.interfaces.llm_manager import LLMManager
from mockfactory.interfaces.server_websocket import ServerWebSocket
from mockfactory.interfaces.tool import Tool
from mockfactory.interfaces.websocket import WebSocket
from mockfactory.interfaces.websocket_manager import WebSocketManager

__all__ = [
    "Agent",
    "Completion",
    "Configuration",
    "DatabaseSession",
    "Environment",
    "LLMClient",
    "LLMManager",
    "RowValues",
    "Rows",
    "ServerWebSocket",
    "Tool",
    "WebSocket",
    "WebSocketManager",
]
