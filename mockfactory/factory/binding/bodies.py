"""What the body of a method without annotations gives, where that can be read without doubt."""

from __future__ import annotations

import inspect
from types import FunctionType
from typing import Final

from mockfactory.spec import Member
from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import is_class

_CONSTANTS: Final = frozenset({"LOAD_CONST", "LOAD_SMALL_INT"})
_MADE: Final = frozenset({"COMPARE_OP", "IS_OP", "CONTAINS_OP", "UNARY_NOT", "BUILD_LIST", "BUILD_MAP", "BUILD_TUPLE"})


def gives_plain_values(member: Member) -> bool:
    """Whether a plain `def` gives, wherever it returns, a constant or the like: nothing that could be awaited.

    A body that never returns, since it raises, gives nothing that could be wrong.
    """
    function = namespace_of(member.owner).get(member.name) if is_class(member.owner) else None
    if not isinstance(function, FunctionType) or "__wrapped__" in vars(function):
        return False
    if function.__code__.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        return False
    import dis

    before, plain = "", False
    for step in dis.get_instructions(function):
        if step.opname == "RETURN_VALUE":
            if step.is_jump_target or before not in _CONSTANTS | _MADE:
                return False
            plain = True
        plain = plain or step.opname == "RETURN_CONST"
        before = step.opname
    return plain
