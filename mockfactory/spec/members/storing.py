"""Which methods of a class may store an attribute under a name, by a quick look at their bytecode."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Final

from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.bytecode import stored_names, uses_names
from mockfactory.spec.members.source import annotated_lines
from mockfactory.spec.members.stores import Store

# What stores attributes under names that the bytecode does not show.
BY_NAME: Final = frozenset({"setattr", "__setattr__", "__dict__", "vars"})


class Look:
    """What a quick look at a function says of the names that it may store."""

    __slots__ = ("annotated", "by_name", "names")

    def __init__(self, function: FunctionType) -> None:
        code = function.__code__
        self.names = stored_names(code)
        self.by_name = uses_names(code, BY_NAME)
        self.annotated = {name for name, lines in annotated_lines(function).items() if lines[-1] >= code.co_firstlineno}

    @property
    def may_store(self) -> bool:
        """False where there is nothing to find."""
        return bool(self.names or self.by_name or self.annotated)


# A method of a base class is looked at once, not once for each subclass.
_looks: Final[weakref.WeakKeyDictionary[FunctionType, Look]] = weakref.WeakKeyDictionary()


def _look_at(function: FunctionType) -> Look:
    look = _looks.get(function)
    if look is None:
        look = _looks[function] = Look(function)
    return look


def stores_nothing(function: FunctionType) -> bool:
    """Whether it is plain without a closer look: it names no attribute, and no file of annotations may hide one."""
    code = function.__code__
    inner = any(type(const) is CodeType for const in code.co_consts)
    return not (code.co_names or inner or annotated_lines(function))


class Method:
    """A function of the body of `owner`."""

    __slots__ = ("binding", "function", "look", "owner")

    def __init__(self, owner: type, function: FunctionType, binding: type) -> None:
        self.owner = owner
        self.function = function
        self.binding = binding
        self.look = _look_at(function)

    def may_store(self, name: str) -> bool:
        """Whether the function is worth a closer look for this name."""
        look = self.look
        if name in look.names or look.by_name or name in look.annotated:
            return True
        return "__" in name and unmangled(name, self.owner) in look.annotated


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One store of an attribute, and the method that it stands in."""

    method: Method
    store: Store


def mangled(name: str, owner: type) -> str:
    """A name that is written in the body of a class, as Python has it."""
    if not name.startswith("__") or name.endswith("__"):
        return name
    bare = name_of(owner).lstrip("_")
    return f"_{bare}{name}" if bare else name


def unmangled(name: str, owner: type) -> str:
    prefix = f"_{name_of(owner).lstrip('_')}__"
    return name.removeprefix(prefix[:-2]) if name.startswith(prefix) else name
