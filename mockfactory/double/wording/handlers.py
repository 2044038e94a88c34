"""Reading from bytecode what a frame does about an exception: which names its handler asks for, if it has one."""

from __future__ import annotations

from types import CodeType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dis import Instruction


class Handler(NamedTuple):
    """The first handler around an instruction: `names` stand in its `except`, or, if `is_with`, behind its `with`."""

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
            return Handler(_names_behind_with(code, offset), True)
        if instruction.opname == "CHECK_EXC_MATCH" or "JUMP" in instruction.opname or "RERAISE" in instruction.opname:
            break
        if isinstance(instruction.argval, str):
            names.append(instruction.argval)
    return Handler(tuple(names), False)


def _names_behind_with(code: CodeType, offset: int) -> tuple[str, ...]:
    """The names in the expression of the innermost `with` that was entered before `offset`."""
    import dis

    seen: list[str] = []
    found: tuple[str, ...] = ()
    for instruction in dis.get_instructions(code):
        if instruction.offset >= offset:
            break
        if instruction.opname in ("BEFORE_WITH", "BEFORE_ASYNC_WITH") or _looks_up_exit(instruction):
            found = tuple(seen)
            seen = []
        elif instruction.opname in ("POP_TOP", "STORE_FAST", "STORE_NAME", "STORE_DEREF"):
            seen = []
        elif isinstance(instruction.argval, str) and instruction.opname != "LOAD_CONST":
            seen.append(instruction.argval)
    return found


def _looks_up_exit(instruction: Instruction) -> bool:
    """From Python 3.14 on, entering a `with` begins so; `__enter__` is looked up behind it."""
    return instruction.opname == "LOAD_SPECIAL" and instruction.argrepr in ("__exit__", "__aexit__")
