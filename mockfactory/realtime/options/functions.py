"""Functions."""

from __future__ import annotations

import inspect
from functools import partial
from types import CodeType, FunctionType, MethodType


def gives_nothing(function: object) -> bool:
    """Whether a function is known to give nothing that could be awaited: it is not async, and returns constants alone.

    What else it gives may be a coroutine; of what is no function of Python's, nobody knows.

    Example:
        >>> def plain(listener, message): print(message)
        >>> async def right(listener, message): print(message)
        >>> gives_nothing(plain), gives_nothing(right), gives_nothing(lambda *told: right(*told))
        (True, False, False)
    """
    while isinstance(function, partial | MethodType):
        function = function.func if isinstance(function, partial) else function.__func__
    if not isinstance(function, FunctionType) or inspect.iscoroutinefunction(function):
        return False
    if function.__code__.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR):
        return not function.__code__.co_flags & inspect.CO_ITERABLE_COROUTINE  # which `types.coroutine` makes
    return _returns_constants(function.__code__)


def _returns_constants(code: CodeType) -> bool:
    import dis

    before = ""
    for step in dis.get_instructions(code):
        is_constant = before in ("LOAD_CONST", "LOAD_SMALL_INT") and not step.is_jump_target
        if step.opname == "RETURN_VALUE" and not is_constant:
            return False
        before = step.opname
    return True
