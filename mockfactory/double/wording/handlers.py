"""Reading from bytecode what a frame does about an exception: which names its handler asks for, if it has one."""

from __future__ import annotations

from types import CodeType
from typing import NamedTuple


class Handler(NamedTuple):
    """The first handler around an instruction. `names` stand in its `except` clause; `is_with` marks a `with`."""

    names: tuple[str, ...]
    is_with: bool


def handler_at(code: CodeType, offset: int) -> Handler | None:
    """What catches an exception that is raised by the instruction at `offset`; None where nothing does.

    Source: CPython's `Objects/exception_handling_notes.txt` (the table of handlers), read through `dis`.
    """
    import dis

    parse = getattr(dis, "_parse_exception_table", None)
    if parse is None:
        return None
    target = next((entry.target for entry in parse(code) if entry.start <= offset < entry.end), None)
    if target is None:
        return None
    names: list[str] = []
    for instruction in dis.get_instructions(code):
        if instruction.offset < target:
            continue
        if instruction.opname == "WITH_EXCEPT_START":
            return Handler((), True)
        if instruction.opname == "CHECK_EXC_MATCH" or "JUMP" in instruction.opname or "RERAISE" in instruction.opname:
            break
        if isinstance(instruction.argval, str):
            names.append(instruction.argval)
    return Handler(tuple(names), False)
