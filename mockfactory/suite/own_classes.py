"""Classes of the user's own: looked at by the rules of the spec room before one is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast, get_origin

from mockfactory.factory.binding.fitting import why_no_class
from mockfactory.factory.making.decision import Made
from mockfactory.factory.making.origins import Origin
from mockfactory.factory.making.workshop import Workshop
from mockfactory.factory.wiring.constructing import construct
from mockfactory.spec import Hint
from mockfactory.spec.check import compile_check
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place
from mockfactory.wording.text import nearest, report, show, some_of

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")
C = TypeVar("C")


def check_own(cls: object, interface: TypeForm[object], asked: str) -> None:
    """Look whether the objects of a class can stand for an interface.

    Args:
        cls: the class.
        interface: the Protocol, or the real class that it has to be a subclass of.
        asked: the method that it was given to, for messages.

    Raises:
        MisuseError: they can't; the message says what is missing.
    """
    __tracebackhide__ = True
    name = describe_type(interface)
    if not is_class(cls):
        raise MisuseError(report(f"{asked}(cls=...) takes a class, not {show(cls)}.", write=f"cls=My{name}"))
    reason = why_no_class(interface, cls)
    if reason is None:
        return
    missing = _missing(cast("type", interface), cls)
    raise MisuseError(
        report(
            f"{asked}(cls={describe_type(cls)}) is given what can't stand for {name}: {reason}.",
            missing=some_of(missing) if len(missing) > 1 else None,
            write=f"a class that has all that {name} promises; `mockfactory spec` shows it",
        )
    )


def own(workshop: Workshop, cls: type[C], interface: TypeForm[object], given: Mapping[str, object], place: Place) -> C:
    """Make an object of a class that was looked at; what its constructor asks for is created.

    Raises:
        CannotCreate, MisuseError: as for `wire`.
    """
    __tracebackhide__ = True
    made = construct(workshop, cls, given, place)
    reason = f"{describe_type(cls)} was given at {place}, and fits"
    workshop.tools.origins.mark(made, Origin(Made.FAKE, interface, reason))
    return cast("C", made)


class Settable(NamedTuple):
    """What can be said by keyword.

    Attributes:
        default: what holds where it is not said.
        type: of the values that it may have.
    """

    default: object
    type: object


def settled(
    asked: str, given: Mapping[str, object], *, takes_class: bool = True, **known: Settable
) -> Mapping[str, object]:
    """What was said by keyword, and the defaults of the rest.

    Args:
        asked: the method that it was said to, for messages.
        given: what was said.
        takes_class: whether a class of the user's own may be given in the place of all.
        known: what can be said.

    Raises:
        MisuseError: something was said that nobody knows, or is of the wrong type.
    """
    __tracebackhide__ = True
    for name, value in given.items():
        if name not in known:
            own = "cls=, and what that class takes" if takes_class else ""
            write = "; or ".join(one for one in (", ".join(f"{one}=" for one in known), own) if one)
            raise MisuseError(report(f"{asked}() does not know {name!r}.{nearest(name, known)}", write=write))
        check = compile_check(Hint(known[name].type))
        if check is not None and not check.accepts(value):
            title = f"{asked}({name}=...)"
            raise MisuseError(f"{check.told(value, f'{title} is', f'{title}:')}.")
        if isinstance(value, (str, bytes)) and get_origin(known[name].type) is Sequence:  # of its letters
            raise MisuseError(
                report(f"{asked}({name}=...) takes several, and is given one: {value!r}.", write=f"{name}=[{value!r}]")
            )
    return {**{name: one.default for name, one in known.items()}, **given}


def _missing(interface: type, cls: type) -> list[str]:
    """The names that a Protocol demands and a class has not."""
    if not is_protocol(interface):
        return []
    from mockfactory.spec.check.conformance import Demands
    from mockfactory.spec.check.subjects import Subject

    subject = Subject.of_class(cls)
    return [name for name in sorted(Demands(interface, compile_check).names) if subject.find(name) is None]
