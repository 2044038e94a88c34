"""Rule 1: what the constructor of an interface sets is there on an object of the implementation too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MemberDescriptorType

from mockfactory.rules.comparing.others import is_of_others
from mockfactory.rules.comparing.pair import Pair, written
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Kind, Member
from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of
from mockfactory.spec.looking.static import name_of
from mockfactory.spec.members.constructing import Constructed, constructor_in, setters_of
from mockfactory.spec.members.fields import fields_of
from mockfactory.spec.members.functions import functions_in
from mockfactory.spec.members.signatures import is_protocol


@dataclass(frozen=True, slots=True)
class _Unrun:
    """What is not run and would set an attribute: `Sess.__init__`; and the other methods that set it."""

    title: str
    later: tuple[str, ...]


def unset(pair: Pair) -> Iterator[Finding]:
    """Rule 1: each attribute that is there with the interface from the start, and not with the implementation.

    One finding for each method that is not run: of a subclass without `super().__init__()` it is that of its base.
    """
    impl, iface = pair.impl.cls, pair.iface.cls
    if impl is None or iface is None or impl is iface or pair.impl.dynamic is not None or is_of_others(impl, iface):
        return
    asked = [member for member in pair.demanded.values() if _is_set_alone(pair, member)]
    if not asked:
        return
    mine = Constructed(impl)
    promised = _promised(iface)
    bases = [Constructed(base) for base in mro_of(impl)[1:]]
    unrun: dict[_Unrun, list[Member]] = {}
    for member in asked:
        if member.name in mine.names or (promised is not None and member.name not in promised):
            continue
        others = [one for one in setters_of(impl, member.name) if one not in mine.functions]
        why = _why_unset(mine, bases, member.name)
        if why is not None:
            unrun.setdefault(why if mine.is_sure else _Unrun(why.title, ()), []).append(member)
        elif others and promised is not None and mine.is_sure:
            methods = " or ".join(dict.fromkeys(f"{one.__name__}()" for one in others))
            problem = f"{pair.impl.name}.{member.name} is set by {methods} alone, and {pair.iface.name}() sets it"
            yield Finding(1, Severity.UNVERIFIED, member.name, problem, promised=written(member))
    for why, members in unrun.items():
        yield _told(pair, why, members, is_sure=mine.is_sure)


def _is_set_alone(pair: Pair, asked: Member) -> bool:
    """Whether nothing but an assignment gives an object of the implementation an attribute."""
    given, cls = pair.impl.members.get(asked.name), pair.impl.cls
    if given is None or given.call is not None or given.kind is Kind.PROPERTY or cls is None:
        return False
    found = find_raw(cls, asked.name)
    return found is None or (type(found[1]) is MemberDescriptorType and "__slots__" in namespace_of(found[0]))


def _promised(iface: type) -> set[str] | None:
    """What an object of the interface has from the start; None where that is all: a Protocol promises what it names."""
    return None if is_protocol(iface) else Constructed(iface).names | set(fields_of(iface).fields)


def _why_unset(mine: Constructed, bases: Sequence[Constructed], name: str) -> _Unrun | None:
    """Which method of a base would set an attribute, and is not run; None where no constructor of a base sets it."""
    for theirs in bases:
        if name not in theirs.names:
            continue
        others = [one for one in setters_of(mine.cls, name) if one not in mine.functions]
        later = tuple(dict.fromkeys(one.__name__ for one in others if one not in theirs.functions))
        constructor = constructor_in(theirs.cls)
        if constructor is not None and not any(one in mine.functions for one in functions_in(constructor[1])):
            return _Unrun(f"{name_of(constructor[0])}.__init__", later)
        left = [(owner, one) for one, owner in theirs.functions.items() if one in others]
        return _Unrun(f"{name_of(left[0][0])}.{left[0][1].__name__}", later) if left else None
    return None


def _told(pair: Pair, why: _Unrun, members: Sequence[Member], *, is_sure: bool) -> Finding:
    impl = pair.impl.name
    names = [member.name for member in members]
    quoted = [repr(name) for name in names]
    listed = " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
    problem = f"{impl} does not run {why.title}, so it has no {listed}"
    if why.later:
        problem += f" before {' or '.join(f'{name}()' for name in why.later)} is called"
    elif not is_sure:
        problem = f"{impl} does not run {why.title}, and nobody knows whether it has {listed}"
    severity = Severity.INCOMPATIBLE if is_sure and not why.later else Severity.UNVERIFIED
    method = why.title.rpartition(".")[2]
    call = f"super().{method}({'...' if method == '__init__' else ''})"
    return Finding(
        1, severity, names[0] if len(names) == 1 else "", problem,
        promised="\n".join(map(written, members)), mend=f"call {call}, or set {'it' if len(names) == 1 else 'them'}",
        members=tuple(names) if len(names) > 1 else (),
    )  # fmt: skip
