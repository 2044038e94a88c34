"""The members of an interface, written so that mypy asks for them as code that holds the implementation does."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import Final

from builders.typings.spelling import Speller
from mockfactory.rules.comparing.naming import as_known
from mockfactory.spec import Binding, Kind, Member, Spec
from mockfactory.spec.calling.shapes import POSITIONAL
from mockfactory.spec.members.lazy import is_dunder
from mockfactory.verification.by_mypy.decorated import decorator_of, keeps_parameters

_CALL: Final = "__call__"
_MANAGERS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.CONTEXT_MANAGER: ("contextlib", "AbstractContextManager"),
    Kind.ASYNC_CONTEXT_MANAGER: ("contextlib", "AbstractAsyncContextManager"),
}
_AWAITED: Final = ("collections.abc", "Awaitable")


class Asking:
    """Writes what a promise is read through, and the helpers that it needs.

    Attributes:
        helpers: the source of each helper that was needed so far, by its name.
    """

    def __init__(self, speller: Speller) -> None:
        self.helpers: dict[str, list[str]] = {}
        self._speller = speller

    def promises(
        self, number: int, interface: str, asked: Mapping[str, Member], given: Mapping[str, Member]
    ) -> list[str]:
        """A class that holds each member of an interface, as it is where `Self` is the class's own type argument.

        An interface's `Self` is what stands for it (rule 17). mypy puts that in where an object of a type variable is
        asked for its members, and the variable is then given the implementation: by a call, for a type argument that
        is written down is held against its bound before mypy knows all types, and what it finds then, it keeps. That
        an implementation is no subclass of the bound is told on the line of that call, and is no news.

        Args:
            number: of the pair.
            interface: how it is spelt.
            asked: those of its members that are compared, in the order of `member_0`, `member_1`, ...
            given: the implementation's, as far as it has them.

        Returns:
            The lines of the class; of those that read a member, each reads one, and they are the last.
        """
        variable, generic = (self._speller.named_from("typing", name) for name in ("TypeVar", "Generic"))
        lines = [
            f'Own_{number} = {variable}("Own_{number}", bound={interface})',
            f"class Promises_{number}({generic}[Own_{number}]):",
            f"    def __init__(self, asked: Own_{number}) -> None:",
        ]
        for place, (name, member) in enumerate(asked.items()):
            read = self._read(read_of("asked", member), member, given.get(name))
            lines.append(f"        self.member_{place} = {read}")
        return lines if asked else [*lines, "        pass"]

    def _read(self, text: str, asked: Member, given: Member | None) -> str:
        used = _used_as(asked, given)
        if used is not None:
            return f"{self._giving(*used)}({text})"
        decorator = decorator_of(asked)
        if decorator is not None:
            return f"{self._called(keeps_parameters(decorator))}({text})"
        places = 0 if given is None else _places(asked, given)
        return f"{self._by_position(places)}({text})" if places else text

    def _giving(self, module: str, used: str) -> str:
        """For what is used in one way: that it is entered, or awaited, was promised, not its class."""
        name = f"as_{used}"
        if name not in self.helpers:
            given = f"{self._speller.named_from(module, used)}[Given]"
            self._taken()
            self._variable("Given")
            self.helpers[name] = _identity(name, f"{self._speller.named_from('typing', 'Callable')}[Taken, {given}]")
        return name

    def _called(self, with_parameters: bool) -> str:
        """For what a decorator made an object of: that it can be called was promised, not that it has that class."""
        name, taken = ("as_called", "Taken") if with_parameters else ("as_called_somehow", "...")
        if name not in self.helpers:
            if with_parameters:
                self._taken()
            self._variable("Given")
            self.helpers[name] = _identity(name, f"{self._speller.named_from('typing', 'Callable')}[{taken}, Given]")
        return name

    def _by_position(self, places: int) -> str:
        """For what Python calls by position: the names of its parameters are not part of what is promised."""
        name = f"by_position_{places}"
        if name not in self.helpers:
            each = [f"Taken_{place}" for place in range(places)]
            for one in (*each, "Given"):
                self._variable(one)
            callable_ = self._speller.named_from("typing", "Callable")
            self.helpers[name] = _identity(name, f"{callable_}[[{', '.join(each)}], Given]")
        return name

    def _taken(self) -> None:
        self.helpers["Taken"] = [f'Taken = {self._speller.named_from("typing", "ParamSpec")}("Taken")']

    def _variable(self, name: str) -> None:
        self.helpers[name] = [f'{name} = {self._speller.named_from("typing", "TypeVar")}("{name}")']


def read_of(thing: str, asked: Member, given: Spec | None = None) -> str:
    """A member of a thing: read on its class where that is promised, and where an object would have it too.

    Args:
        thing: the name of an object.
        asked: the interface's member.
        given: the implementation, where the object is of that. A `__getattr__` gives what is read on its objects.
    """
    dynamic = given is not None and given.dynamic is not None and asked.name not in given.members
    on_the_class = asked.binding is not Binding.INSTANCE and not dynamic
    return f"{f'type({thing})' if on_the_class else thing}.{asked.name}"


def is_read_otherwise(asked: Member, given: Member) -> bool:
    """Whether less is asked of a member than mypy reads in its source."""
    if _used_as(asked, given) is not None or decorator_of(asked) is not None or _places(asked, given) > 0:
        return True
    return asked.binding is not Binding.INSTANCE and given.call is None  # to mypy an object is no static method


def _used_as(asked: Member, given: Member | None) -> tuple[str, str] | None:
    """What the result of a call is used as, where mypy infers another class: of a generator, and of `async def`."""
    if asked.kind is not Kind.ASYNC_METHOD or asked.overloads or given is None or given.kind is asked.kind:
        return _MANAGERS.get(asked.kind)
    return _AWAITED


def _identity(name: str, taken: str) -> list[str]:
    return [f"def {name}(asked: {taken}) -> {taken}:", "    return asked"]


def _places(asked: Member, given: Member) -> int:
    """How many arguments a member is given by position, where mypy would hold the other one to their names; else 0.

    mypy knows of most operators that their parameters have no names for anybody, and not of `__aexit__`. The standard
    library's stubs say so of most methods.
    """
    if asked.call is None or asked.overloads or asked.name == _CALL:
        return 0
    before, known = asked.call.signature, as_known(asked, given).call
    if before is None or known is None or known.signature is None or known.signature == before:
        return 0
    parameters = known.signature.parameters.values()
    placed = [one for one in parameters if one.kind in POSITIONAL]
    if len(placed) < len(parameters):
        return 0
    # A method may be called without what is optional, an operator is given all that it has a place for.
    whole = is_dunder(asked.name) or all(one.default is Parameter.empty for one in placed)
    return len(placed) if whole else 0
