"""A class where something to call is asked for: what is called is the class itself, which makes an object of it.

Source: the typing specification, "Constructors": converting a constructor to a callable.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from mockfactory.rules.comparing.demanded import asked_for
from mockfactory.rules.comparing.pair import Meeting, Pair, as_code
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Binding, CallSpec, Hint, Kind, Member, Result, Spec, SpecKind
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.members.made import makes_its_own

_CALL: Final = "__call__"
_CALLED: Final = (SpecKind.FUNCTION, SpecKind.CALLABLE)


def is_maker(given: Spec, asked: Spec) -> bool:
    """Whether a class stands for something to call by its constructor: its objects can't be called themselves.

    Args:
        given: what stands for the other.
        asked: a function, a callable type, a Protocol that has a `__call__` and nothing else; anything else is no more
            to call than an object is.
    """
    # First what costs nothing: most interfaces are nothing to call, and the constructor need not be read.
    if asked.kind not in _CALLED and (asked.kind is not SpecKind.PROTOCOL or _CALL not in asked.members):
        return False
    if given.kind is not SpecKind.CLASS or given.cls is None or find_raw(given.cls, _CALL) is not None:
        return False
    if given.call is None:
        return False
    return asked.kind in _CALLED or set(asked_for(asked)) == {_CALL}


def as_maker(given: Spec) -> Spec:
    """A class as the function that it is to who calls it. What it makes is open where its own code may say that."""
    call, overloads = given.call, given.overloads
    if given.cls is not None and call is not None and not makes_its_own(given.cls):
        call, overloads = _giving_anything(call), tuple(map(_giving_anything, overloads))
    member = Member(_CALL, Kind.METHOD, given.cls, Binding.STATIC, call=call, overloads=overloads)
    return dataclasses.replace(
        given,
        kind=SpecKind.FUNCTION, call=call, overloads=overloads,
        members=MappingProxyType({_CALL: member}), function=member, dynamic=None,
    )  # fmt: skip


def _giving_anything(call: CallSpec) -> CallSpec:
    return dataclasses.replace(call, returns=Result(Hint(inspect.Parameter.empty, "its class makes what it likes")))


def makes(pair: Pair) -> bool:
    """Whether the implementation is a class that is called itself."""
    return pair.impl.kind is SpecKind.FUNCTION and pair.impl.cls is not None


def call_to_write(meeting: Meeting) -> str:
    """What to write where the objects of a class were meant to be called, and not the class."""
    return f"add {as_code(meeting.asked)}, if its objects are called" if makes(meeting.pair) else ""


def makes_nothing(pair: Pair) -> Iterator[Finding]:
    """Rule 29, of a class that is called: it leaves no abstract member open."""
    cls = pair.impl.cls
    if cls is None or not makes(pair) or not inspect.isabstract(cls):
        return
    open_: Iterable[str] = getattr(cls, "__abstractmethods__", ())
    left = ", ".join(sorted(open_))
    problem = f"{pair.impl.name}() makes no object, since {pair.impl.name} is abstract, and leaves open: {left}"
    yield Finding(29, Severity.INCOMPATIBLE, _CALL, problem)
