"""One member of a spec, prepared for being called: made once, shared by all doubles of that spec."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import replace
from inspect import Parameter, Signature
from types import CoroutineType, FunctionType
from typing import TYPE_CHECKING, Final, cast, get_args, get_origin

from mockfactory.double.matching.compare import Bound
from mockfactory.double.planning.binder import Bind, Take, bind_anything, binder, order, taker
from mockfactory.double.planning.keeping import looks_at, may_copy, needs_options
from mockfactory.double.planning.slots import Slot
from mockfactory.double.planning.unstubbed.default import Default
from mockfactory.double.planning.unstubbed.of_members import default_of_member
from mockfactory.spec import CallSpec, Hint, Kind, Member, Result
from mockfactory.spec.check import compile_check
from mockfactory.spec.looking.identity import is_one_of

if TYPE_CHECKING:
    from mockfactory.spec.check import Check

_AWAITABLES: Final = (Awaitable, Coroutine, CoroutineType)
_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
_NAMED: Final = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
VARIABLE: Final = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


class Plan:
    """How a member is called, checked and answered.

    `full` is the number of arguments of a call that needs no binding because every argument is given by position; -1
    where there is no such call. `take` has the signature of the member, and gives what is to be recorded of arguments
    that it sees to be right, else None; without `copies` that is the arguments themselves. `overloads` are plans of
    their own. `value` is the hint of what a stub returns: for what is awaited, what awaiting gives.
    """

    __slots__ = (
        "_default", "awaited", "bind", "call", "checks", "constant", "copies", "full", "member", "name", "overloads",
        "owner", "places", "positional", "qualname", "slots", "start", "take", "value",
    )  # fmt: skip

    def __init__(self, member: Member, call: CallSpec, owner: str, overloads: tuple[Plan, ...] = ()) -> None:
        self.member = member
        self.name = member.name
        self.owner = owner
        self.call = call
        self.qualname = f"{owner}.{member.name}" if owner else member.name
        self.start: FunctionType | None = None
        self.bind: Bind = bind_anything
        self.take: Take = _never
        self.copies = False
        self.positional = 0
        self.places: dict[str, int] = {}
        self.slots: tuple[Slot, ...] = ()
        self.full = -1
        if call.signature is not None:
            parameters = order(call.signature)
            self.bind = binder(call.signature, self.qualname)
            self.slots = tuple(Slot(p, call.hints[p.name], compile_check(call.hints[p.name])) for p in parameters)
            self.positional = sum(p.kind in _POSITIONAL for p in parameters)
            self.places = {p.name: index for index, p in enumerate(parameters) if p.kind in _NAMED}
            if not overloads and not any(needs_options(slot) for slot in self.slots):
                self.take = taker(call.signature, self.qualname, [looks_at(slot, call.first) for slot in self.slots])
                self.copies = any(may_copy(slot.check) for slot in self.slots)
            if self.positional == len(parameters):
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

    def as_passed(self, kept: Bound, args: Bound, kwargs: dict[str, object]) -> tuple[Bound, dict[str, object]]:
        """What `take` gave, by position and by name as the arguments were passed."""
        places = self.places
        if kwargs:
            # What no parameter has the name of is in the dict of `**kwargs`, which comes last.
            kwargs = {
                name: kept[places[name]] if name in places else cast("dict[str, object]", kept[-1])[name]
                for name in kwargs
            }
        if len(args) > self.positional:  # the rest is in the tuple of `*args`
            rest = [slot.parameter.kind for slot in self.slots].index(Parameter.VAR_POSITIONAL)
            return kept[: self.positional] + cast(Bound, kept[rest]), kwargs
        return kept[: len(args)], kwargs


def _never(*args: object, **kwargs: object) -> None:
    return None


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
    return result.awaits is not None and is_one_of(get_origin(annotation) or annotation, _AWAITABLES)


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
        from mockfactory.spec.annotations.constraints import by_constraint

        member = self.members[name]
        if member.call is not None:
            owner = "" if member.found == CONSTRUCTOR else self.owner
            if len(member.overloads) == 1:
                # The others are for other classes (`self: AsyncClient`): what it gives holds for every call.
                return Plan(member, replace(member.call, returns=member.overloads[0].returns), owner)
            overloads = tuple(Plan(member, one, owner) for one in member.overloads or by_constraint(member.call))
            return Plan(member, member.call, owner, overloads)
        return Plan(member, self.reading(member), self.owner)

    def reading(self, member: Member) -> CallSpec:
        """How an attribute is read, as a call with no arguments."""
        from mockfactory.spec.annotations.result import result_of

        return CallSpec(signature=_NO_PARAMETERS, hints={}, returns=result_of(Kind.PROPERTY, member.value))


_NO_PARAMETERS: Final = Signature()
