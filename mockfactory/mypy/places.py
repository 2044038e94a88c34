"""What a name in a string may lead to: a module, a class, an object, or what nobody can say more of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mypy.nodes import MypyFile, SymbolNode, TypeInfo, Var
from mypy.nodes import TypeAlias as Alias
from mypy.types import CallableType, Instance, Overloaded, Type, TypeType, get_proper_type


@dataclass(frozen=True, slots=True)
class Object:
    """An object of a class, of which nothing but the class is known."""

    info: TypeInfo


Place: TypeAlias = MypyFile | TypeInfo | Object


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that is not there.

    Attributes:
        name: the name.
        owner: what does not have it, for a message; "" for a module at the top.
        near: a name that is there and may be meant; "" for none.
        typing_only: whether it is there for type checkers only.
    """

    name: str
    owner: str
    near: str = ""
    typing_only: bool = False

    def __str__(self) -> str:
        if not self.owner:
            return f'there is no module "{self.name}"'
        if self.typing_only:
            return f'{self.owner} imports "{self.name}" under TYPE_CHECKING only, so it is not there at run time'
        meant = f'; did you mean "{self.near}"?' if self.near else ""
        return f'{self.owner} has no "{self.name}"{meant}'


@dataclass(frozen=True, slots=True)
class There:
    """What a name leads to.

    Attributes:
        node: what mypy knows of it; None where it knows nothing.
        owner: where the name stands.
    """

    node: SymbolNode | None
    owner: Place | None = None


def place_of(node: SymbolNode | None) -> Place | None:
    """Where the names behind a symbol stand; None where nobody can say."""
    match node:
        case MypyFile() | TypeInfo():
            return node
        case Alias():
            return place_of_type(node.target)
        case Var() if not node.is_property and node.type is not None:
            return place_of_type(node.type)
        case _:
            return None


def place_of_type(type_: Type) -> Place | None:
    """Where the names of a value of a type stand: of a class, on the class itself."""
    match get_proper_type(type_):
        case Instance(type=info):
            return Object(info)
        case TypeType(item=Instance(type=info)):
            return info
        case CallableType() as found if found.is_type_obj():
            return found.type_object()
        case Overloaded() as found if found.is_type_obj():
            return found.type_object()
        case _:
            return None


def shown(place: Place) -> str:
    """A place, for a message."""
    if isinstance(place, MypyFile):
        return f'module "{place.fullname}"'
    return f'class "{place.name}"' if isinstance(place, TypeInfo) else f'an object of "{place.info.name}"'
