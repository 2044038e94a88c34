"""What the body of a function can give back, read from its bytecode."""

from __future__ import annotations

import inspect
from types import CodeType, FunctionType


def returns_no_value(function: FunctionType) -> bool:
    """Whether the body can only end without a value.

    False where nothing can be said: one that only raises, a generator.

    Example:
        >>> def close(connection):
        ...     connection.open = False
        >>> returns_no_value(close)
        True
    """
    code = function.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE):
        return False
    return _only_returns_none(code)


def _only_returns_none(code: CodeType) -> bool:
    import dis

    returned = False
    previous: dis.Instruction | None = None
    for step in dis.get_instructions(code):
        if step.opname == "RETURN_CONST":
            if step.argval is not None:
                return False
            returned = True
        elif step.opname == "RETURN_VALUE":
            plain = previous is not None and previous.opname == "LOAD_CONST" and previous.argval is None
            if not plain or step.is_jump_target:
                return False
            returned = True
        previous = step
    return returned
