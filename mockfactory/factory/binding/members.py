"""Member against member: what a class promises, and what stands there in another one."""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Mapping
from typing import Final

from mockfactory.double.wording.text import shown_signature
from mockfactory.factory.binding.bodies import gives_plain_values
from mockfactory.spec import CallSpec, Member
from mockfactory.spec.assigning.calls import why_parameters_differ, why_types_differ, why_values_differ
from mockfactory.spec.cache import is_importable
from mockfactory.spec.calling.gaps import why_not_called_as
from mockfactory.spec.check import compile_check
from mockfactory.spec.looking.raw import find_raw, module_name_of, mro_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.members.awaiting import must_be_awaited
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.refusals import is_refused

_INSTALLED: Final = ("site-packages", "dist-packages")


def why_members(annotation: object, interface: type, implementation: type) -> str | None:
    """The first member that can't stand for the one which the interface has."""
    if implementation is interface or is_refused(interface):
        return None
    from mockfactory.spec.read import read_spec

    asked, given = read_spec(annotation).members, read_spec(implementation).members
    for name in sorted(asked):
        if name.startswith("__") and name != "__call__":
            continue
        one, other = asked[name], given.get(name)
        if other is None or other.owner is one.owner:
            continue
        if _is_of_python(one.owner):
            continue  # which has names for its parameters that its own subclasses do not keep
        if one.call is None or other.call is None:
            problem = None if name.startswith("_") else _why_attribute(one, other, (interface, implementation))
            if problem is not None:
                return f"{name!r} {problem}"
            continue
        problem = _why_method(one, other, given)
        if problem is None and (name == "__call__" or not name.startswith("_")):
            problem = _why_types(one, other, (interface, implementation))
        if problem is not None:
            return f"{name}() {problem}"
    return None


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


def _why_method(asked: Member, given: Member, beside: Mapping[str, Member]) -> str | None:
    assert given.call is not None
    signature = given.call.signature
    for call in asked.overloads or ((asked.call,) if asked.call is not None else ()):
        if signature is None or call.signature is None or given.overloads:
            continue
        reason = why_not_called_as(signature, call.signature)
        if reason is not None:
            return f"can't take every call: {reason}; promised: {asked.name}{shown_signature(call.signature)}"
    if asked.call is not None and _is_async(asked.call) and (_is_plain(given.call) or gives_plain_values(given)):
        return "is no async method, and the one asked for is awaited"
    # What may be awaited (a transaction that is a context manager too) need not be.
    if asked.call is None or not _is_plain(asked.call):
        return None
    may_be_awaited = any(not _is_plain(call) for call in (given.call, *given.overloads))
    if may_be_awaited and must_be_awaited(given, beside):
        return "is async, and what the one asked for gives is not awaited"
    return None


def _is_async(call: CallSpec) -> bool:
    return call.returns.awaits is not None


def _is_plain(call: CallSpec) -> bool:
    """Whether what is given back is known, and is not to be awaited."""
    return call.returns.awaits is None and call.returns.value.unchecked is None


def _why_types(asked: Member, given: Member, same: tuple[type, ...]) -> str | None:
    """Why a method can't stand for another one by what it takes and gives, where both say so."""
    if given.call is None or given.overloads or _is_installed(given.owner, same[0]):
        return None
    if not asked.overloads:
        return None if asked.call is None else why_types_differ(given.call, asked.call, same)
    for call in asked.overloads:  # what it gives for each, one function for all can't say
        problem = why_parameters_differ(given.call, call, same)
        if problem is not None:
            return problem
    return None


def _why_attribute(asked: Member, given: Member, same: tuple[type, ...]) -> str | None:
    """Why what is read from an attribute is not what was promised, where both are annotated."""
    if asked.call is not None or given.call is not None or _is_installed(given.owner, same[0]):
        return None
    if _is_guessed(asked) or _is_guessed(given):
        return None
    return why_values_differ(given.value, asked.value, same)


def _is_plain_value(member: Member | None) -> bool:
    return member is not None and member.found == "class value"


def _is_guessed(member: Member) -> bool:
    """Whether the type of an attribute is not what was written for it, but what a value of it or a descriptor tells."""
    return member.found not in ("annotation", "property") and "field" not in member.found


def _is_installed(owner: object, interface: type) -> bool:
    """Whether a method is of a subclass that was installed with its base: nobody here can mend that."""
    if not is_class(owner) or not inherits(owner, interface):
        return False
    file: object = getattr(sys.modules.get(module_name_of(owner)), "__file__", None)
    return isinstance(file, str) and any(part in _INSTALLED for part in pathlib.PurePath(file).parts)


def _is_of_python(owner: object) -> bool:
    root = module_name_of(owner).partition(".")[0] if is_class(owner) else ""
    return root in sys.stdlib_module_names and is_importable(owner)
