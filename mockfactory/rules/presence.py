"""Rules 1, 29 and 30: what has to be there, and what is there beyond."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mockfactory.rules.comparing.demanded import demanded
from mockfactory.rules.comparing.operators import is_made_up_for, reflected
from mockfactory.rules.comparing.others import home_of, is_installed, is_of_python
from mockfactory.rules.comparing.pair import Pair, as_code, written
from mockfactory.rules.inherited import folded
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Member, SpecKind
from mockfactory.spec.assigning.types import is_surely_no
from mockfactory.spec.looking.raw import module_name_of, mro_of, namespace_of
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.lazy import is_dunder

_MOST_ALONE: Final = 3
_MOST_NAMED: Final = 10


def missing(pair: Pair) -> Iterator[Finding]:
    """Rule 1: every public member of the interface exists."""
    lacking: list[Member] = []
    for name, member in pair.demanded.items():
        if name in pair.impl.members or is_done_without(member, pair):
            continue
        if pair.impl.dynamic is not None and not is_dunder(name):
            yield Finding(
                1, Severity.UNVERIFIED, name,
                f"{pair.impl.name}.{name} may be given by __getattr__, and nobody knows before it is asked",
                promised=written(member),
            )  # fmt: skip
            continue
        lacking.append(member)
    alone, of_bases = folded(pair, lacking)
    for member in alone:
        yield Finding(
            1, Severity.INCOMPATIBLE, member.name, f"{pair.impl.name} has no {member.name!r}",
            promised=written(member), mend=f"add {as_code(member)}",
        )  # fmt: skip
    yield from of_bases


def is_done_without(asked: Member, pair: Pair) -> bool:
    """Whether Python does what an operator of the interface asks for by other members of the implementation."""
    return is_made_up_for(asked.name, pair.impl.members) or _is_reflected(asked, pair)


def _is_reflected(asked: Member, pair: Pair) -> bool:
    """Whether Python asks the other side instead: `b < a` for `a > b`, where both are of the implementation."""
    other = reflected(asked.name)
    if other is None or other not in pair.impl.members or asked.call is None or asked.call.signature is None:
        return False
    hints = [asked.call.hints[name] for name in list(asked.call.signature.parameters)[:1]]
    return all(
        one.unchecked is not None or not is_surely_no(pair.impl.target, one.annotation, pair.same) for one in hints
    )


def left_open(pair: Pair) -> Iterator[Finding]:
    """Rule 29: no abstract member is left over."""
    open_: Iterable[str] = getattr(pair.impl.cls, "__abstractmethods__", ())
    if pair.impl.cls is pair.iface.cls:
        return
    for name in sorted(open_):
        member = pair.impl.members.get(name)
        if member is not None:
            yield Finding(
                29, Severity.INCOMPATIBLE, name, f"{pair.impl.name}.{name} is abstract, so no object can be made",
                came=written(member), mend="give it a body",
            )  # fmt: skip


def beyond(pair: Pair) -> Iterator[Finding]:
    """Rule 30: what the implementation has and the interface lacks: code that uses it works with this one alone.

    More than a few are one note. Of what was installed nothing is told: nobody here can take a member out of it.
    """
    impl = pair.impl
    if pair.iface.dynamic is not None or is_of_python(impl.cls) or is_installed(home_of(impl)):
        return
    inherited = _of_libraries(impl.cls)
    own = demanded(impl) if impl.kind is SpecKind.MODULE else impl.members
    known = {*pair.iface.members, *inherited}
    names = [name for name in own if not name.startswith("_") and name not in known]
    if len(names) > _MOST_ALONE:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        problem = f"{impl.name} has what {pair.iface.name} lacks: {', '.join(names[:_MOST_NAMED])}{more}"
        yield Finding(30, Severity.NOTE, "", problem, members=tuple(names))
        return
    for name in names:
        problem = f"{impl.name}.{name} is no member of {pair.iface.name}"
        yield Finding(30, Severity.NOTE, name, problem, came=written(impl.members[name]))


def _of_libraries(cls: type | None) -> set[str]:
    """The names that a class has from classes which were installed: who wrote it did not add these."""
    bases = () if cls is None else mro_of(cls)[1:]
    found: set[str] = set()
    for base in bases:
        if is_of_python(base) or is_installed(module_name_of(base)):
            found.update(namespace_of(base), annotations_in(base))
    return found
