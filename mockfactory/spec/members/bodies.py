"""What the body of a function can give back, read from its bytecode."""

from __future__ import annotations

import inspect
from types import CodeType, FunctionType


def returns_no_value(function: FunctionType) -> bool:
    """Whether the body does something and can only end without a value.

    False where nothing can be said: a stub (`...`, `pass`, a docstring, one that only raises), a generator. Without
    source, as after `exec`, an empty body is no stub: nobody writes a declaration there.

    Example:
        >>> def close(connection):
        ...     connection.open = False
        >>> returns_no_value(close)
        True
    """
    code = function.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE):
        return False
    if is_stub(code) and (_has_docstring(code) or _has_source(function)):
        return False
    return _only_returns_none(code)


def _has_docstring(code: CodeType) -> bool:
    return bool(code.co_consts) and isinstance(code.co_consts[0], str)


def _has_source(function: FunctionType) -> bool:
    from mockfactory.spec.members.source import lines_of

    return bool(lines_of(function))


def is_stub(code: CodeType) -> bool:
    """Whether the body is only `...`, `pass` or a docstring."""
    if code.co_names or len(code.co_code) > 32:
        return False
    import dis

    bare = {
        "RESUME",
        "NOP",
        "LOAD_CONST",
        "RETURN_VALUE",
        "RETURN_CONST",
        "RETURN_GENERATOR",
        "POP_TOP",
        "COPY_FREE_VARS",
    }
    bare |= {"MAKE_CELL", "CALL_INTRINSIC_1", "RERAISE"}
    return all(step.opname in bare for step in dis.get_instructions(code))


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
