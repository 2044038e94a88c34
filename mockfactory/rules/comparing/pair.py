"""One pair as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Final, NamedTuple

from mockfactory.rules.comparing.demanded import asked_for
from mockfactory.rules.comparing.entered import as_entered
from mockfactory.rules.telling.apart import told_apart
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.rules.telling.places import file_of, line_of
from mockfactory.spec import Binding, Kind, Member, Spec, SpecKind
from mockfactory.spec.annotations.generics import substitution
from mockfactory.spec.assigning.standing import Standing
from mockfactory.spec.description.shown import as_written, shown_call, shown_hint, shown_type
from mockfactory.spec.looking.raw import namespace_of, tuple_in
from mockfactory.spec.looking.static import is_class, module_dict

_CALL: Final = "__call__"
_UNNAMED: Final = re.compile(r"( \()?'argument_(\d+)'(?(1)\))")
"""A parameter of a callable type, as a spec names it."""
_FIRST: Final = {Binding.INSTANCE: "self", Binding.CLASS: "cls", Binding.STATIC: ""}
_ABOVE: Final = {Binding.INSTANCE: "", Binding.CLASS: "@classmethod ", Binding.STATIC: "@staticmethod "}


class Classes(NamedTuple):
    """A class of the implementation and one of the interface that have one name.

    Attributes:
        name: the name.
        given: the implementation's.
        asked: the interface's.
        is_known: whether it is said elsewhere that the one stands for the other, and so verified there.
    """

    name: str
    given: type
    asked: type
    is_known: bool


@dataclass(frozen=True, eq=False)
class Pair:
    """An interface and what stands for it.

    Attributes:
        iface: what is promised.
        impl: what stands for it.
        same: which classes count as which: this pair, and all others that are known.
        raises: the errors that the interface declares; none where it declares nothing.
        classes: the classes that are members of both.
        is_called: whether callers call the implementation where they knew the interface: to make an object of it.
    """

    iface: Spec
    impl: Spec
    same: Standing
    raises: tuple[type[BaseException], ...] = ()
    classes: tuple[Classes, ...] = ()
    is_called: bool = False

    @cached_property
    def demanded(self) -> Mapping[str, Member]:
        """The members of the interface that the implementation has to have."""
        return {name: as_entered(member, self.iface.target) for name, member in asked_for(self.iface).items()}

    def inherits(self, asked: Member, given: Member) -> bool:
        """Whether the implementation has a member from the interface's own class, with the same type arguments."""
        owner = asked.owner
        if given.owner is not owner or not is_class(owner):
            return given.owner is owner
        if not tuple_in(namespace_of(owner), "__parameters__"):
            return True
        mine, theirs = (one.get(owner) for one in self._bindings)
        return mine == theirs

    @cached_property
    def _bindings(self) -> tuple[Mapping[object, Mapping[object, object]], ...]:
        """What the type parameters of each class stand for, for the interface and for the implementation."""
        return substitution(self.iface.target), substitution(self.impl.target)


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """One member of the interface, and the member of the same name that the implementation has.

    Attributes:
        pair: both specs.
        asked: the interface's.
        given: the implementation's.
    """

    pair: Pair
    asked: Member
    given: Member

    @property
    def beside(self) -> Mapping[str, Member]:
        """All members of the implementation."""
        return self.pair.impl.members

    def finding(self, rule: int, severity: Severity, problem: str, mend: str = "") -> Finding:
        """A finding about this member.

        Args:
            rule: its number.
            severity: how bad it is.
            problem: the sentence, without its subject: "takes no argument 'b'".
            mend: the smallest change.
        """
        impl = self.pair.impl
        title = impl.name if _is_called_itself(impl, self.given) else f"{impl.name}.{self.given.name}"
        shown = f"{title}()" if self.given.call is not None else title
        asked, given = told_apart(_shown(self.pair.iface, self.asked), self.asked, _shown(impl, self.given), self.given)
        owner = self.given.owner
        is_elsewhere = is_class(owner) and file_of(owner) != file_of(impl.cls)
        line = None if is_elsewhere else line_of(self.given)  # the report names the file of the class itself
        if self.asked.found == "callable type":
            problem = _UNNAMED.sub(lambda found: "" if found[1] else f"argument {found[2]}", problem)
        return Finding(rule, severity, self.asked.name, f"{shown} {problem}", asked, given, mend, line=line)


def _shown(spec: Spec, member: Member) -> str:
    """A member as one writes it; of a function, the function; of a callable type, which names no parameter, that."""
    if spec.kind is SpecKind.CALLABLE and member.found == "callable type":
        return shown_type(spec.target)
    text = written(member)
    if not _is_called_itself(spec, member):
        return text
    return text.replace(_CALL, "" if spec.kind is SpecKind.CALLABLE else spec.name)  # a callable type has no name


def _is_called_itself(spec: Spec, member: Member) -> bool:
    """Whether a member is how a function, or a class that makes something, is called."""
    return member.name == _CALL and (spec.cls is None or spec.kind is SpecKind.FUNCTION)


def as_code(member: Member) -> str:
    """A member as it has to be written in the class that lacks it."""
    if member.kind is Kind.PROPERTY:
        hint = shown_hint(member.value)
        return f"@property def {member.name}(self){'' if hint is None else f' -> {hint}'}"
    if member.call is None:
        return written(member)
    if member.call.signature is None:
        return f"{member.name}()"
    if member.overloads:
        return f"{member.name} with its {len(member.overloads)} overloads"
    name, call = as_written(member.kind, member.name, member.call)
    keyword = "async def" if name.startswith("async ") else "def"
    first = _FIRST[member.binding]
    parameters = shown_call(call).removeprefix("(")
    if first and re.match(rf"{first}\b", parameters):  # of a method that was read on its class
        first = f"own_{first}"
    beside = ", " if first and not parameters.startswith(")") else ""
    return f"{_ABOVE[member.binding]}{keyword} {member.name}({first}{beside}{parameters}"


def written(member: Member) -> str:
    """A member as one writes it."""
    if member.overloads:
        return "\n".join(f"{member.name}{shown_call(one)}" for one in member.overloads)
    if member.call is not None:
        name, call = as_written(member.kind, member.name, member.call)
        return f"{name}{shown_call(call)}"
    if member.found == "type alias" and isinstance(member.owner, ModuleType):
        return f"{member.name} = {shown_type(module_dict(member.owner).get(member.name))}"
    hint = shown_hint(member.value)
    kind = "property " if member.kind is Kind.PROPERTY else ""
    return f"{kind}{member.name}{'' if hint is None else f': {hint}'}"
