"""Rule 1 for what an interface has only from a base that was installed: one finding for each base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Generic

from mockfactory.rules.comparing.others import is_installed, is_of_python
from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Kind, Member
from mockfactory.spec.description.shown import shown_owner
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of, mro_of, namespace_of
from mockfactory.spec.looking.static import is_class, name_of
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.functions import functions_in
from mockfactory.spec.members.lazy import is_dunder
from mockfactory.spec.members.signatures import is_protocol

_FEW: Final = 3
"""As many missing members of one base are told one by one; more would bury what is missing of the interface itself."""
_NO_BASES: Final = (object, Generic)


def folded(pair: Pair, missing: Sequence[Member]) -> tuple[Sequence[Member], Sequence[Finding]]:
    """The missing members that are told one by one, and a finding for each base that the others are from.

    Args:
        pair: an interface, and what stands for it.
        missing: the members that it lacks.
    """
    bases = () if pair.iface.cls is None or len(missing) <= _FEW else tuple(_installed(pair.iface.cls))
    by_base: dict[type, list[Member]] = {}
    for member in missing:
        base = _base_of(member, bases)
        if base is not None:
            by_base.setdefault(base, []).append(member)
    many = {base: members for base, members in by_base.items() if len(members) > _FEW}
    told = {member.name for members in many.values() for member in members}
    alone = [member for member in missing if member.name not in told]
    return alone, [_of_base(pair, base, members) for base, members in many.items()]


def _base_of(member: Member, bases: Sequence[type]) -> type | None:
    """The base that a member is from; None for others, and for what somebody has to write anew."""
    owner = member.owner
    if member.abstract or not is_class(owner):
        return None
    return next((base for base in bases if is_one_of(owner, mro_of(base)) or _sets(base, member)), None)


def _sets(base: type, member: Member) -> bool:
    """Whether a base has a value that it, or its metaclass, puts anew into each class: `model_config`."""
    if member.call is not None or member.kind is Kind.PROPERTY:
        return False
    return member.name in namespace_of(base) or member.name in annotations_in(base)


def _installed(cls: type) -> Iterator[type]:
    """The bases that would give their members to who derives from them."""
    for base in mro_of(cls)[1:]:
        if not is_one_of(base, _NO_BASES) and not is_protocol(base) and _is_installed(base):
            yield base


def _is_installed(cls: type) -> bool:
    return is_of_python(cls) or is_installed(module_name_of(cls))


def _of_base(pair: Pair, base: type, members: Sequence[Member]) -> Finding:
    names = [member.name for member in sorted(members, key=_rank)]
    more = f" and {len(names) - _FEW} more"
    impl, iface = pair.impl.name, pair.iface.name
    problem = (
        f"{impl} lacks {len(names)} members that {iface} has from {shown_owner(base)}: {', '.join(names[:_FEW])}{more}"
    )
    other = f"let what takes a {iface} ask for a Protocol of what it uses"
    is_no_base_of_ours = pair.impl.cls is None or (pair.iface.cls is not None and _is_installed(pair.iface.cls))
    mend = other if is_no_base_of_ours else f"derive {impl} from {name_of(base)}, or {other}"
    return Finding(1, Severity.INCOMPATIBLE, "", problem, mend=mend, members=tuple(names))


def _rank(member: Member) -> tuple[bool, bool, bool]:
    """What people call comes first."""
    return _is_deprecated(member), is_dunder(member.name), member.call is None


def _is_deprecated(member: Member) -> bool:
    """Whether it is marked (PEP 702)."""
    owner = member.owner
    found: object = namespace_of(owner).get(member.name) if is_class(owner) else None
    return any("__deprecated__" in one.__dict__ for one in functions_in(found))
