"""Types that the other samples name; `Tree` and `Cookies` hide names in quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Optional, Union

if TYPE_CHECKING:
    from http.cookies import Morsel


class User:
    name: str


class Order:
    user: User


class OnlyInStubsGeneric:
    """Generic for type checkers, by way of a stub file."""


Tree = dict[str, Union["Tree", int]]
Cookies = Mapping[str, Union[str, "Morsel[str]"]]
Hidden = Optional["User"]
