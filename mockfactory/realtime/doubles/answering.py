"""Doubles that answer as a real object does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from mockfactory.double.building.allocation import compiled, make
from mockfactory.double.building.nesting import nest
from mockfactory.double.recording.current import current
from mockfactory.double.stubbing.when import when
from mockfactory.realtime.options.errors import OptionError
from mockfactory.spec import Kind, Member, read_spec
from mockfactory.spec.check.words import describe_type
from mockfactory.wording.places import caller
from mockfactory.wording.text import show, some_of

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")


def answering_like(real: T, spec: TypeForm[T], name: str | None = None) -> T:
    """A double of which every member answers what a real object's answers, until the test says otherwise.

    The double checks and records all calls, as ever; a later `when(...)` goes before what the real object answers.

    Args:
        real: what answers.
        spec: the class or Protocol that the double is of.
        name: shown in messages.

    Raises:
        OptionError: `real` has not all methods that the spec has.
    """
    __tracebackhide__ = True
    methods = [one for one, member in read_spec(spec).members.items() if _is_method(one, member)]
    missing = [one for one in methods if not hasattr(real, one)]
    if missing:
        needed = f"what has all that {describe_type(spec)} promises, or None"
        raise OptionError(f"like has to be {needed}, and {show(real)} has no {some_of(missing)}")
    stand_in = make(compiled(spec), current(), caller(), nest, name=name)
    for member_name, member in read_spec(spec).members.items():
        if member_name.startswith("_"):
            continue
        if member.kind is Kind.PROPERTY:
            _answer_reads(stand_in, real, member_name)
        else:
            method = cast("Callable[..., object]", getattr(stand_in, member_name))
            when(method).calls(cast("Callable[..., object]", getattr(real, member_name))).lenient()
    return cast("T", stand_in)


def _is_method(name: str, member: Member) -> bool:
    return not name.startswith("_") and member.kind is not Kind.PROPERTY


def _answer_reads(stand_in: object, real: object, name: str) -> None:
    def read() -> object:
        return getattr(stand_in, name)

    def answer() -> object:
        return getattr(real, name)

    when(read).calls(answer).lenient()
