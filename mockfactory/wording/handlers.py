"""Reading from bytecode what a frame does about an exception: which handlers stand around it, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from dis import Instruction


class Handler(NamedTuple):
    """What may catch an exception: `names` stand in its `except` clauses, or, if `is_with`, behind its `with`."""

    names: tuple[str, ...]
    is_with: bool

    def catches(self, kind: type[BaseException]) -> bool:
        """Whether it names an exception of this kind as one that goes no further."""
        if self.is_with and "suppress" not in self.names:
            return False
        return any(base.__name__ in self.names for base in kind.__mro__)


def handlers_at(code: CodeType, offset: int, kind: type[BaseException]) -> Iterator[Handler]:
    """What an exception meets that is raised by the instruction at `offset`, from the inside out.

    The last one is the first that is sure to catch it. What only tidies up is no handler: `finally`, and what the
    compiler adds around an `await` or a comprehension.

    Source: CPython's `Objects/exception_handling_notes.txt` (the table of handlers), read through `dis`.
    """
    import dis

    parse = getattr(dis, "_parse_exception_table", None)
    if parse is None:
        return
    table = parse(code)
    if not any(entry.start <= offset < entry.end for entry in table):
        return  # as it mostly is; reading the instructions takes longer than all the rest
    instructions = list(dis.get_instructions(code))
    places = {instruction.offset: place for place, instruction in enumerate(instructions)}
    passed: set[int] = set()
    while True:
        target = next((entry.target for entry in table if entry.start <= offset < entry.end), None)
        if target is None or target in passed:
            return
        passed.add(target)
        at = places[target]
        handler: Handler | None
        if instructions[at + 1].opname == "WITH_EXCEPT_START":
            entered = min(entry.start for entry in table if entry.target == target)
            handler = Handler(_names_behind_with(instructions[: places[entered]]), True)
        else:
            handler = _clauses(instructions, places, at)
        if handler is not None:
            yield handler
            if handler.catches(kind):
                return
        offset = target


def _clauses(instructions: Sequence[Instruction], places: dict[int, int], at: int) -> Handler | None:
    """The `except` clauses at this place; None where there are none, and the exception is raised again."""
    if instructions[at].opname != "PUSH_EXC_INFO":
        return None
    at += 1
    names: list[str] = []
    clause: list[str] = []
    bare = True
    while at < len(instructions):
        instruction = instructions[at]
        if (bare and instruction.opname == "POP_TOP") or instruction.opname.startswith("RETURN_"):
            # An `except:`, or a `finally` that returns: either ends every exception.
            return Handler((*names, "BaseException"), False)
        if instruction.opname in ("RERAISE", "PUSH_EXC_INFO"):
            break
        if instruction.opname == "CHECK_EG_MATCH":
            return Handler(tuple(clause), False)
        bare = instruction.opname == "CHECK_EXC_MATCH"
        if bare:
            names += clause
            clause = []
            while "JUMP" not in instruction.opname:
                at += 1
                instruction = instructions[at]
            at = places[instruction.argval]
        else:
            clause += _names_in(instruction)
            at += 1
    return Handler(tuple(names), False) if names else None


def _names_behind_with(instructions: Sequence[Instruction]) -> tuple[str, ...]:
    """The names in the expression of the last `with` that these instructions enter."""
    seen: list[str] = []
    found: tuple[str, ...] = ()
    for instruction in instructions:
        if instruction.opname in ("BEFORE_WITH", "BEFORE_ASYNC_WITH") or _looks_up_exit(instruction):
            found = tuple(seen)
            seen = []
        elif instruction.opname == "POP_TOP" or instruction.opname.startswith("STORE_"):
            seen = []
        else:
            seen += _names_in(instruction)
    return found


def _names_in(instruction: Instruction) -> Sequence[str]:
    """The names that an instruction loads: from Python 3.13 on, one may load two."""
    value = cast(object, instruction.argval)
    if instruction.opname == "LOAD_CONST":
        return ()
    if isinstance(value, tuple):
        return cast("tuple[str, ...]", value)
    return (value,) if isinstance(value, str) else ()


def _looks_up_exit(instruction: Instruction) -> bool:
    """From Python 3.14 on, entering a `with` begins so; `__enter__` is looked up behind it."""
    return instruction.opname == "LOAD_SPECIAL" and instruction.argrepr in ("__exit__", "__aexit__")
