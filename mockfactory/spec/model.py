"""What a type promises, as plain values. Reading it lives elsewhere in this room; using it, in `mockfactory.double`."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


class Kind(enum.Enum):
    """What a member is, seen from an instance."""

    METHOD = "method"
    ASYNC_METHOD = "async method"
    GENERATOR = "generator"
    ASYNC_GENERATOR = "async generator"
    CONTEXT_MANAGER = "context manager"
    ASYNC_CONTEXT_MANAGER = "async context manager"
    PROPERTY = "property"
    CLASS_ATTRIBUTE = "class attribute"
    INSTANCE_ATTRIBUTE = "instance attribute"
    NESTED_CLASS = "nested class"


class Binding(enum.Enum):
    """What a callable member receives as its first argument."""

    INSTANCE = "instance"
    CLASS = "class"
    STATIC = "static"


class SpecKind(enum.Enum):
    """What was read."""

    CLASS = "class"
    PROTOCOL = "protocol"
    FUNCTION = "function"
    CALLABLE = "callable type"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class Hint:
    """One resolved annotation, or the reason why nothing can be checked against it.

    `annotation` is a run-time type expression (a class, `None`, a generic alias, a union...). When `unchecked` is set
    it says in one phrase why values are not checked ("no annotation", "Any", "name 'Foo' is not defined"), and
    `annotation` holds what was written, or `inspect.Parameter.empty` where nothing was.
    """

    annotation: object
    unchecked: str | None = None


NO_ANNOTATION: Final = Hint(inspect.Parameter.empty, "no annotation")


@dataclass(frozen=True, slots=True)
class Result:
    """What the value of a call expression can be used for, derived from kind and return hint together.

    `value` is the type of the call expression as a type checker sees it when nothing is awaited or entered; each of the
    others is set when that use is allowed, and holds the hint of what comes out of it. An `async def f() -> int` has
    `awaits=Hint(int)` and nothing else; aiohttp's `session.post` has both `awaits` and `aenters`.
    """

    value: Hint
    awaits: Hint | None = None
    enters: Hint | None = None
    aenters: Hint | None = None
    yields: Hint | None = None
    ayields: Hint | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CallSpec:
    """One way to call something.

    `signature` is what `inspect.signature` gives for the bound member (no `self`, no `cls`); None when there is none to
    be had, and then `unchecked` says why. `hints` has one entry for each parameter of `signature`; for `*args` and
    `**kwargs` it is the hint of one element (with `**kwargs: Unpack[TD]` the hint keeps the Unpack).
    `no_value` is true when the body can be read and never returns a value: an unannotated call then answers None.
    `first` is the name of the parameter that binding took away (`self`, `cls`) where a call that gives it by keyword is
    refused as given twice; None where it is positional-only, or nothing was taken away.
    """

    signature: inspect.Signature | None
    hints: Mapping[str, Hint]
    returns: Result
    unchecked: str | None = None
    no_value: bool = False
    first: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One name of a spec.

    `owner` is the class (or module, or function) whose body it comes from. Callable kinds have `call` (and `overloads`,
    in order, when the source declares any); the others have `value`. `found` tells where an attribute was found:
    "annotation", "class value", "slot", "dataclass field", "assignment in __init__", ...
    `settable` is false for a property with no setter, a frozen field, `Final`. `written` is the hint of what is written
    where the setter has one of its own. `deletable` is None where what can be set can be deleted as well.
    `guess` is set where nothing says the type of an attribute: it is what the values tell that are assigned in the
    class, as a type checker infers it, and `value` is what of it is promised.
    """

    name: str
    kind: Kind
    owner: object
    binding: Binding = Binding.INSTANCE
    call: CallSpec | None = None
    overloads: tuple[CallSpec, ...] = ()
    value: Hint = NO_ANNOTATION
    settable: bool = False
    written: Hint | None = None
    deletable: bool | None = None
    found: str = "class value"
    abstract: bool = False
    guess: Hint | None = None


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Spec:
    """Everything that a double of `target` promises. Immutable; `mockfactory.spec.read_spec` makes and caches it.

    `members` holds public, private and dunder names alike (those of `object` only where a class defines them anew).
    `call` is how the thing itself is called: the constructor of a class, or the function. `dynamic` is set when the
    class defines `__getattr__` and so promises names that cannot be listed: the hint of what such a name gives.
    """

    target: object
    name: str
    kind: SpecKind
    cls: type | None
    call: CallSpec | None
    members: Mapping[str, Member] = field(default_factory=lambda: MappingProxyType({}))
    overloads: tuple[CallSpec, ...] = ()
    function: Member | None = None
    dynamic: Hint | None = None
