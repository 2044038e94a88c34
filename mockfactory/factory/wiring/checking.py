"""What is wrong with a call before anything is made for it."""

from __future__ import annotations

import builtins
import enum
import inspect
from collections.abc import Mapping

from mockfactory.factory.binding.bounds import why_out_of_bounds
from mockfactory.factory.binding.fitting import left_open
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.known import is_listed
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.making.chain import path_to
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.wiring.dependencies import Asked, Dependency
from mockfactory.spec import Hint
from mockfactory.spec.check import compile_check
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.refusals import is_refused
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import nearest, report, some_of


def check_constructible(cls: type, title: str) -> None:
    """Refuse a class that has no objects of its own.

    Raises:
        MisuseError: it is a Protocol, or abstract.
    """
    __tracebackhide__ = True
    if is_protocol(cls):
        kind = "a Protocol"
    elif inspect.isabstract(cls):
        kind = f"abstract (it leaves open: {left_open(cls)})"
    else:
        return
    raise MisuseError(
        report(
            f"wire({title}) has nothing to construct: {title} is {kind}.",
            write=f"wire(...) of a class that implements it, or create({title}) for a double",
        )
    )


def check_service(service: object) -> None:
    """Refuse what is only a value: nothing in it could be wired.

    Raises:
        MisuseError: it is a number, a text, a collection, an enum, or Python's own in another way.
    """
    __tracebackhide__ = True
    cls = class_in(service)
    if cls is None:
        return
    title = describe_type(service)
    is_own = is_refused(cls) or vars(builtins).get(name_of(cls)) is cls
    if is_listed(cls) or issubclass(cls, enum.Enum):
        reason, write = f"{title} is a plain value", f"create({title})"
    elif is_own:
        reason, write = f"{title} is Python's own", "the class under test"
    else:
        return
    raise MisuseError(report(f"wire() takes the class of a service, and {reason}.", write=write))


def check_single(asked: Asked, decisions: Mapping[str, Decision]) -> None:
    """Refuse two parameters of one type, which would get one object: which is which has to be said.

    Raises:
        CannotCreate: there are two, of a type that is not bound.
    """
    __tracebackhide__ = True
    found = same_twice(asked, decisions)
    if found is not None:
        other, one, name = found
        raise CannotCreate(
            report(
                f"{path_to(other)} and {path_to(one)} are both {name}: whether they are the same is not known.",
                write=f'Annotated[{name}, "{other}"] and Annotated[{name}, "{one}"] for two, '
                f"bind({name}, to=...) for one, or {one}=... by keyword",
            )
        )


def same_twice(asked: Asked, decisions: Mapping[str, Decision]) -> tuple[str, str, str] | None:
    """Two parameters that would get one object that nobody bound, and its type in words; None where there are none."""
    seen: dict[object, str] = {}
    for one in asked.dependencies:
        decision = decisions.get(one.parameter)
        if decision is None or decision.is_drawn or decision.made in (Made.BOUND, Made.FAKE):
            continue
        other = seen.setdefault(decision.key, one.parameter)
        if other != one.parameter:
            return other, one.parameter, describe_type(decision.annotation)
    return None


def check_overrides(asked: Asked, title: str, overrides: Mapping[str, object]) -> None:
    """Refuse arguments that are given and do not fit.

    Raises:
        MisuseError: there is no such parameter, or the argument is of another type.
    """
    __tracebackhide__ = True
    names = [one.parameter for one in asked.dependencies]
    for name, value in overrides.items():
        one = asked.named(name)
        if one is None:
            if asked.takes_more:
                continue
            raise MisuseError(
                report(f"{title} takes no {name!r}.{nearest(name, names)}", takes=some_of(names) or "nothing")
            )
        check = compile_check(Hint(one.hint.annotation, one.hint.unchecked))
        if check is not None and not check.accepts(value):
            raise MisuseError(
                report(
                    f"{title} is given a wrong {name!r}: {check.mismatch(value)}.",
                    promised=f"{name}: {describe_type(one.hint.annotation)}",
                )
            )
        check_bounds(one, title, value)


def check_bounds(one: Dependency, title: str, value: object, *, created: bool = False) -> None:
    """Refuse a value of the right type that is not what `Annotated` says.

    Args:
        one: the parameter.
        title: of what asks.
        value: what it gets.
        created: it was created, and is shared; nobody gave it.

    Raises:
        MisuseError: it is out of bounds.
        CannotCreate: the same, of what was created.
    """
    __tracebackhide__ = True
    if one.written is one.hint.annotation or value is None:
        return
    misfit = why_out_of_bounds(one.written, value)
    if misfit is not None and created:
        name = describe_type(one.hint.annotation)
        raise CannotCreate(
            report(
                f"{title} asks for a {one.parameter!r} that the {name} of this factory is not: {misfit}.",
                write=f"{one.parameter}=... by keyword, or bind({name}, to=...)",
            )
        )
    if misfit is not None:
        raise MisuseError(
            report(
                f"{title} is given a wrong {one.parameter!r}: {misfit}.",
                promised=f"{one.parameter}: {describe_type(one.hint.annotation)}, and what its Annotated says",
            )
        )
