"""Whether a function reaches outside of the program: files, sockets, processes, threads, the clock's waiting.

Read from its bytecode: which globals it uses and what they are, which modules it imports. Nothing of it runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Final, NamedTuple

from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import is_class, module_dict

_OUTSIDE: Final = frozenset({
    "aiofiles", "aiohttp", "aiokafka", "anthropic", "anyio", "asyncio", "asyncpg", "boto3", "botocore", "concurrent",
    "dbm", "ftplib", "glob", "google.api_core", "google.cloud", "grpc", "http.client", "http.server", "httpcore",
    "httpx", "imaplib", "kafka", "mmap", "motor", "multiprocessing", "mysql", "nntplib", "nt", "openai", "paramiko",
    "pika", "poplib", "posix", "psycopg", "psycopg2", "pymongo", "pymysql", "redis", "requests", "sched", "select",
    "selectors", "shelve", "shutil", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "telnetlib",
    "tempfile", "threading", "trio", "urllib.request", "urllib3", "webbrowser", "websocket", "websockets", "xmlrpc",
    "zmq", "_socket", "_thread",
})  # fmt: skip
"""Modules and packages. `logging` and `io` are not among them: a value may log, and write texts in memory."""
_OUTSIDE_BUILTINS: Final = frozenset({"open", "input", "breakpoint"})
_LOOKING: Final = frozenset({"PathLike", "environ", "fspath", "getenv", "linesep", "path", "sep"})
"""What of `os` only looks."""


_MOST: Final = 20
"""How many functions one look goes through."""


def why_outside(function: FunctionType) -> str | None:
    """What of the outside a function uses, in words ("it uses httpx"); None where nothing is seen.

    Example:
        >>> import socket
        >>> def connect(host: str) -> None:
        ...     socket.create_connection((host, 80))
        >>> why_outside(connect)
        'it uses socket'
    """
    return _Look(function.__module__).why(function)


class _Look:
    """One look at a function, and at those of the same package that it calls.

    What a package uses of itself is no sign: the answer types of a client's package are values.
    """

    def __init__(self, module: object) -> None:
        self._root = str(module).partition(".")[0]
        self._seen: list[FunctionType] = []

    def why(self, function: FunctionType) -> str | None:
        """What of the outside the function uses."""
        if len(self._seen) >= _MOST or any(function is one for one in self._seen):
            return None
        self._seen.append(function)
        names = function.__globals__
        for use in (use for code in codes_in(function.__code__) for use in _uses(code)):
            reason = self._why_use(use, names)
            if reason is not None:
                return reason
        return None

    def _why_use(self, use: _Use, names: Mapping[str, object]) -> str | None:
        if use.imported:
            return f"it imports {use.name}" if self._is_outside(use.name) else None
        if use.name not in names:
            return f"it calls {use.name}()" if use.name in _OUTSIDE_BUILTINS else None
        value = names[use.name]
        if type(value) is FunctionType and str(value.__module__).partition(".")[0] == self._root:
            return self.why(value)
        return self._why_value(value, use)

    def _why_value(self, value: object, use: _Use) -> str | None:
        if isinstance(value, ModuleType):
            module = str(module_dict(value).get("__name__"))
            if self._is_outside(module):
                return f"it uses {module}"
            if module == "os" and use.attribute not in _LOOKING:
                return f"it uses os.{use.attribute}"
            return "it waits: time.sleep" if (module, use.attribute) == ("time", "sleep") else None
        if is_class(value):
            module = module_name_of(value)
            outside = self._is_outside(module) and not issubclass(value, BaseException)
            return f"it uses {use.name} of {module}" if outside else None
        if isinstance(value, (FunctionType, BuiltinFunctionType, MethodType)):
            module = str(getattr(value, "__module__", None))
            waits = (module, value.__name__) == ("time", "sleep")
            return f"it calls {use.name} of {module}" if waits or self._is_outside(module) else None
        kind = type(value)
        return f"it uses {use.name}, a {kind.__name__}" if self._is_outside(module_name_of(kind)) else None

    def _is_outside(self, module: str) -> bool:
        parts = module.split(".")
        if parts[0] == self._root:
            return False
        return any(".".join(parts[:count]) in _OUTSIDE for count in range(1, len(parts) + 1))


class _Use(NamedTuple):
    """A global name or a module that code uses, and the attribute of it that is read."""

    name: str
    attribute: str = ""
    imported: bool = False


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """The code of a function, and of all that is written inside of it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes_in(constant)


def _uses(code: CodeType) -> Iterator[_Use]:
    import dis

    name = ""
    for step in dis.get_instructions(code):
        if step.opname in ("CACHE", "NOP", "PUSH_NULL"):
            continue
        if name:
            yield _Use(name, str(step.argval) if step.opname in ("LOAD_ATTR", "LOAD_METHOD") else "")
            name = ""
        if step.opname == "IMPORT_NAME":
            yield _Use(str(step.argval), imported=True)
        elif step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            name = str(step.argval)
