"""Member against member: what a class promises, and what stands there in another one."""

from __future__ import annotations

from collections.abc import Container

from mockfactory.factory.binding.bodies import gives_plain_values
from mockfactory.factory.deciding.forms import class_in
from mockfactory.rules.comparing.others import is_of_others, is_of_python
from mockfactory.rules.comparing.standing import assumed
from mockfactory.spec import Member
from mockfactory.spec.assigning.calls import why_values_differ
from mockfactory.spec.assigning.standing import Standing
from mockfactory.spec.check import compile_check
from mockfactory.spec.looking.raw import find_raw, mro_of
from mockfactory.spec.looking.static import is_class, name_of
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.refusals import is_refused


def why_members(annotation: object, interface: type, implementation: type) -> str | None:
    """The first member that can't stand for the one which the interface has: by the rules, and by what a body gives."""
    if implementation is interface or is_refused(interface) or is_refused(implementation):
        return None
    from mockfactory.rules.at_once import why_calls_fail
    from mockfactory.spec.read import read_spec

    problem: str | None = why_calls_fail(implementation, annotation)
    if problem is not None:
        return problem
    asked, given = read_spec(annotation).members, read_spec(implementation).members
    for name in sorted(asked):
        one, other = asked[name], given.get(name)
        if other is None or other.owner is one.owner or name.startswith("__") or is_of_python(one.owner):
            continue
        if _is_never_awaitable(one, other):
            return f"{name_of(implementation)}.{name}() is not async, and callers await it"
        problem = _why_attribute(one, other, interface, assumed([(implementation, interface)]))
        if problem is not None:
            return problem
    return None


def why_unwritten(annotation: object, cls: type, own: Container[object] = ()) -> str | None:
    """The first member that a class has from a Protocol alone, where it has no body; `own` are those of an object."""
    if (
        not any(is_protocol(one) for one in mro_of(cls))
        or is_protocol(cls)
        or any(map(is_refused, (class_in(annotation), cls)))
    ):
        return None
    from mockfactory.rules import at_once

    return at_once.why_unwritten(cls, annotation, own)


def why_values(annotation: object, interface: type, value: object, cls: type) -> str | None:
    """The first attribute of a Protocol that a value has, or its class, as something else. None of its code is run."""
    if not is_protocol(interface) or is_class(value):
        return None
    from mockfactory.spec.check.subjects import Subject
    from mockfactory.spec.read import read_spec

    subject = Subject.of_class(cls) if value is None else Subject.of_value(value)
    for name, member in sorted(read_spec(annotation).members.items()):
        if member.call is not None or name.startswith("__") or _is_guessed(member):
            continue
        found, check = subject.find(name), compile_check(member.value)
        if found is None or check is None or not found.known or found.raw is None:
            continue  # None may be what stands there until it is set
        if found.in_class and (find_raw(type(found.raw), "__get__") is not None or not _is_plain_value(found.member)):
            continue  # what its descriptor gives is not known
        if not check.accepts(found.raw):
            return check.told(found.raw, f"{name!r} is", f"{name!r}:")
    return None


def inherits(cls: type, base: type) -> bool:
    if any(one is base for one in mro_of(cls)):
        return True
    try:
        return not is_protocol(base) and issubclass(cls, base)
    except Exception:  # a metaclass may refuse to say
        return False


def _is_never_awaitable(asked: Member, given: Member) -> bool:
    """Whether a body without annotations gives what nobody can await, which to the rules is not certain."""
    is_awaited = asked.call is not None and asked.call.returns.awaits is not None
    return is_awaited and given.call is not None and gives_plain_values(given)


def _why_attribute(asked: Member, given: Member, interface: type, same: Standing) -> str | None:
    """Why what is read from an attribute is not what was promised, where both are annotated."""
    if asked.call is not None or given.call is not None or asked.name.startswith("_"):
        return None
    if _is_guessed(asked) or _is_guessed(given) or is_of_others(given.owner, interface):
        return None
    problem = why_values_differ(given.value, asked.value, same)
    return None if problem is None else f"{asked.name!r} {problem}"


def _is_plain_value(member: Member | None) -> bool:
    return member is not None and member.found == "class value"


def _is_guessed(member: Member) -> bool:
    """Whether the type of an attribute is not what was written for it, but what a value of it or a descriptor tells."""
    is_written = member.found in ("annotation", "property") or member.found.startswith(("assignment", "slot"))
    return member.guess is not None or not (is_written or "field" in member.found)
