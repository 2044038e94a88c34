"""Attributes that a function stores on its first argument, read from its bytecode."""

from __future__ import annotations

import opcode
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Final

_EXTENDED: Final = opcode.opmap["EXTENDED_ARG"]
_STORE_ATTR: Final = opcode.opmap["STORE_ATTR"]
_LOAD_CONST: Final = opcode.opmap["LOAD_CONST"]
_SET_BY_NAME: Final = frozenset({"setattr", "__setattr__"})


def _numbers(*names: str) -> frozenset[int]:
    return frozenset(opcode.opmap[name] for name in names if name in opcode.opmap)


_LOADS: Final = _numbers("LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW")
_CLOSURE_LOADS: Final = _numbers("LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_DEREF")
_STORES: Final = _numbers("STORE_FAST", "STORE_DEREF")
# From 3.13 on the compiler itself joins two neighbours; the operand holds both variables.
_TWO_LOADS: Final = _numbers("LOAD_FAST_LOAD_FAST", "LOAD_FAST_BORROW_LOAD_FAST_BORROW")
_STORE_AND_LOAD: Final = _numbers("STORE_FAST_LOAD_FAST")
_TWO_STORES: Final = _numbers("STORE_FAST_STORE_FAST")
# How far the operand of a load by name is shifted: its low bits are flags.
_ATTRIBUTE_FLAGS: Final = 1 if sys.version_info >= (3, 12) else 0
_NAMED: Final = {
    opcode.opmap[name]: flags
    for name, flags in {
        "LOAD_GLOBAL": 1,
        "LOAD_METHOD": 0,
        "LOAD_ATTR": _ATTRIBUTE_FLAGS,
        "LOAD_SUPER_ATTR": 2,
    }.items()
    if name in opcode.opmap
}
_NO_EFFECT: Final = _numbers("CACHE", "NOP", "PUSH_NULL", "NOT_TAKEN")


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction, joined ones taken apart: `load` or `store` of a variable, `const`, `attribute`, or `else`."""

    does: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """One store on the first argument; `variable` is the local variable stored, when it is just that."""

    name: str
    variable: str | None = None


def stored_names(code: CodeType) -> set[str]:
    """The attribute names that the function, or one inside it, stores on anything: a quick look that misses none.

    Example:
        >>> def rename(self, other):
        ...     self.name = other.name
        ...     other.changed = True
        >>> sorted(stored_names(rename.__code__))
        ['changed', 'name']
    """
    found: set[str] = set()
    raw = code.co_code if code.co_names else b""  # without names there is no attribute, and the code need not be copied
    if _STORE_ATTR in raw[::2]:
        operand = 0
        for position in range(0, len(raw), 2):
            operand |= raw[position + 1]
            if raw[position] == _EXTENDED:
                operand <<= 8
                continue
            if raw[position] == _STORE_ATTR:
                found.add(code.co_names[operand])
            operand = 0
    for inner in _inner(code):
        found |= stored_names(inner)
    return found


def uses_names(code: CodeType, names: frozenset[str]) -> bool:
    """Whether the function, or one inside it, uses a global or attribute of one of `names`."""
    return not names.isdisjoint(code.co_names) or any(uses_names(inner, names) for inner in _inner(code))


def stored_on_first(code: CodeType) -> list[Stored]:
    """What the function, and functions inside it, store on its first argument.

    Args:
        code: the code of a method.

    Returns:
        In the order of the code, with repetitions.

    Example:
        >>> def __init__(self, size):
        ...     self.size = size
        ...     self.rest = size - 1
        >>> stored_on_first(__init__.__code__)
        [Stored(name='size', variable='size'), Stored(name='rest', variable=None)]
    """
    if not code.co_argcount:
        return []
    return list(_stored_on(code, code.co_varnames[0]))


def reassigned(code: CodeType) -> frozenset[str]:
    """The local variables, parameters included, that the function itself assigns.

    Example:
        >>> def wait(self, seconds=None):
        ...     seconds = seconds or 1
        >>> sorted(reassigned(wait.__code__))
        ['seconds']
    """
    return frozenset(step.name for step in _steps(code) if step.does == "store")


def _stored_on(code: CodeType, first: str) -> Iterator[Stored]:
    steps = list(_steps(code))
    changed = {step.name for step in steps if step.does == "store"}
    for position, step in enumerate(steps):
        if step.does == "attribute" and position and steps[position - 1] == Step("load", first):
            before = steps[position - 2] if position > 1 else Step("else")
            unchanged = before.does == "load" and before.name not in changed
            yield Stored(step.name, before.name if unchanged else None)
        elif step.does == "const" and _sets_by_name(steps[:position][-2:], first):
            yield Stored(step.name)
    for inner in _inner(code):
        if first in inner.co_freevars:
            yield from _stored_on(inner, first)


def _sets_by_name(before: list[Step], first: str) -> bool:
    # `setattr(self, "x", ...)`, `object.__setattr__(self, "x", ...)`, `super().__setattr__("x", ...)`
    by_name = Step("set by name")
    return before[-1:] == [by_name] or before == [by_name, Step("load", first)]


def _steps(code: CodeType) -> Iterator[Step]:
    variables = [*code.co_varnames]
    variables += [name for name in code.co_cellvars if name not in code.co_varnames]
    variables += code.co_freevars
    raw = code.co_code
    operand = 0
    for position in range(0, len(raw), 2):
        number = raw[position]
        operand |= raw[position + 1]
        if number == _EXTENDED:
            operand <<= 8
            continue
        if number not in _NO_EFFECT:
            yield from _step(code, variables, number, operand)
        operand = 0


def _step(code: CodeType, variables: list[str], number: int, operand: int) -> Iterator[Step]:
    if number in _LOADS or number in _CLOSURE_LOADS:
        yield Step("load", variables[operand])
    elif number in _STORES:
        yield Step("store", variables[operand])
    elif number in _TWO_LOADS:
        yield Step("load", variables[operand >> 4])
        yield Step("load", variables[operand & 15])
    elif number in _STORE_AND_LOAD:
        yield Step("store", variables[operand >> 4])
        yield Step("load", variables[operand & 15])
    elif number in _TWO_STORES:
        yield Step("store", variables[operand >> 4])
        yield Step("store", variables[operand & 15])
    elif number == _STORE_ATTR:
        yield Step("attribute", code.co_names[operand])
    elif number == _LOAD_CONST and isinstance(code.co_consts[operand], str):
        yield Step("const", code.co_consts[operand])
    else:
        name = _loaded_name(code, number, operand)
        yield Step("set by name") if name in _SET_BY_NAME else Step("else")


def _loaded_name(code: CodeType, number: int, operand: int) -> str | None:
    shift = _NAMED.get(number)
    if shift is None or operand >> shift >= len(code.co_names):
        return None
    return code.co_names[operand >> shift]


def _inner(code: CodeType) -> list[CodeType]:
    return [const for const in code.co_consts if type(const) is CodeType]
