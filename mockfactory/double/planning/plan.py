"""One member of a spec, prepared for being called: made once, shared by all doubles of that spec."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from inspect import Parameter, Signature
from types import CoroutineType, FunctionType
from typing import TYPE_CHECKING, Final, NamedTuple, get_args, get_origin

from mockfactory.double.matching.compare import Bound
from mockfactory.double.planning.answers import Default, default_of_member
from mockfactory.double.planning.binder import Bind, bind_anything, binder, fitter, order
from mockfactory.double.planning.snapshot import CONTAINERS
from mockfactory.spec import CallSpec, Hint, Kind, Member, Result
from mockfactory.spec.check import compile_check

if TYPE_CHECKING:
    from mockfactory.spec.check import Check

_AWAITABLES: Final = (Awaitable, Coroutine, CoroutineType)
_ONE_TYPE: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
VARIABLE: Final = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


class Slot(NamedTuple):
    """One parameter: what is checked of its argument.

    `right` holds the types of arguments that have been seen to be right by their type alone, and in need of no copy.
    """

    parameter: Parameter
    hint: Hint
    check: Check | None
    right: set[type]


class Plan:
    """How a member is called, checked and answered.

    `full` is the number of arguments of a call that needs no binding because every argument is given by position; -1
    where there is no such call. `fits` has the signature of the member, and says at once whether all arguments are of
    types that have been seen to be right. `overloads` are plans of their own. `value` is the hint of what a stub
    returns: for what is awaited, what awaiting gives.
    """

    __slots__ = (
        "_default", "awaited", "bind", "call", "checks", "constant", "fits", "full", "member", "name", "overloads",
        "owner", "qualname", "slots", "start", "value",
    )  # fmt: skip

    def __init__(self, member: Member, call: CallSpec, owner: str, overloads: tuple[Plan, ...] = ()) -> None:
        self.member = member
        self.name = member.name
        self.owner = owner
        self.call = call
        self.qualname = f"{owner}.{member.name}" if owner else member.name
        self.start: FunctionType | None = None
        self.bind: Bind = bind_anything
        self.fits: Callable[..., bool] = _never
        self.slots: tuple[Slot, ...] = ()
        self.full = -1
        if call.signature is not None:
            parameters = order(call.signature)
            self.bind = binder(call.signature, self.qualname)
            self.slots = tuple(
                Slot(p, call.hints[p.name], compile_check(call.hints[p.name]), set()) for p in parameters
            )
            if not overloads:
                self.fits = fitter(call.signature, self.qualname, [slot.right for slot in self.slots])
            if all(p.kind in _ONE_TYPE for p in parameters):
                self.full = len(parameters)
        self.overloads = overloads
        self.awaited: bool = is_awaited(member.kind, call.returns) or (
            bool(overloads) and all(overload.awaited for overload in overloads)
        )
        self.value = self._value()
        self.checks: dict[int, Check | None] = {}
        self._default: Default | None = None
        self.constant: object = None

    @property
    def result(self) -> Result:
        """What a call gives."""
        return self.call.returns

    def _value(self) -> Hint:
        result = self.call.returns
        if self.awaited and result.awaits is not None:
            return result.awaits
        arguments = get_args(result.value.annotation)
        if self.name == "__await__":
            return Hint(arguments[2]) if len(arguments) == 3 else Hint(result.value.annotation, "no annotation")
        return result.value

    def check(self, hint: Hint) -> Check | None:
        """The check of one of the hints of `result`, compiled once."""
        key = id(hint)
        if key not in self.checks:
            self.checks[key] = compile_check(hint)
        return self.checks[key]

    @property
    def default(self) -> Default:
        """What an unstubbed call answers."""
        if self._default is None:
            self._default = default_of_member(self.member, self.call, self.value)
            self.constant = self._default.value
        return self._default

    def learn(self, bound: Bound) -> None:
        """Remember the types of arguments that were right by their type alone."""
        for value, slot in zip(bound, self.slots, strict=False):
            kind = type(value)
            if kind in CONTAINERS or slot.parameter.kind in VARIABLE or len(slot.right) >= _MOST_KNOWN:
                continue
            if slot.check is None or kind in slot.check.exact:
                slot.right.add(kind)


def _never(*args: object, **kwargs: object) -> bool:
    return False


_MOST_KNOWN: Final = 256
CONSTRUCTOR: Final = "constructor"
"""How the calling of a class double was found; it is named like the class."""


def is_awaited(kind: Kind, result: Result) -> bool:
    """Whether a call must be answered by a coroutine.

    So it is for `async def`, and for a plain method annotated with `Awaitable` or `Coroutine` themselves; a class that
    can be awaited among other things (aiohttp's request context) is answered by a double of that class instead.
    """
    if kind is Kind.ASYNC_METHOD:
        return True
    annotation = result.value.annotation
    return result.awaits is not None and (get_origin(annotation) or annotation) in _AWAITABLES


class Plans:
    """The plans of one spec's members, made when first asked for."""

    __slots__ = ("_lock", "_made", "members", "owner")

    def __init__(self, owner: str, members: Mapping[str, Member]) -> None:
        self.owner = owner
        self.members = members
        self._made: dict[str, Plan] = {}
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> Plan:
        plan = self._made.get(name)
        if plan is None:
            with self._lock:
                plan = self._made.setdefault(name, self._make(name))
        return plan

    def _make(self, name: str) -> Plan:
        member = self.members[name]
        if member.call is not None:
            owner = "" if member.found == CONSTRUCTOR else self.owner
            if len(member.overloads) == 1:
                # The others are for other classes (`self: AsyncClient`): what it gives holds for every call.
                return Plan(member, replace(member.call, returns=member.overloads[0].returns), owner)
            overloads = tuple(Plan(member, overload, owner) for overload in member.overloads)
            return Plan(member, member.call, owner, overloads)
        return Plan(member, self.reading(member), self.owner)

    def reading(self, member: Member) -> CallSpec:
        """How an attribute is read, as a call with no arguments."""
        from mockfactory.spec.annotations.result import result_of

        return CallSpec(signature=_NO_PARAMETERS, hints={}, returns=result_of(Kind.PROPERTY, member.value))


_NO_PARAMETERS: Final = Signature()
