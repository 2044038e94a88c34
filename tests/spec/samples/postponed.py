"""Every annotation is a string, and most names are there only for type checkers.

Some of the annotations are wrong, which is what they are for. And nobody may take prose for a block of names:
if TYPE_CHECKING stands at the start of a line, as here, it is still prose.
"""

# mypy: ignore-errors
# pyright: reportMissingImports=false, reportGeneralTypeIssues=false, reportInvalidTypeForm=false, reportReturnType=false, reportUndefinedVariable=false
# pyright: reportInvalidTypeArguments=false
# ruff: noqa: UP037, F821

from __future__ import annotations

import typing
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, Optional, Union

from tests.spec.samples import entities, reexported
from tests.spec.samples.entities import Cookies, Hidden

if TYPE_CHECKING:
    import email.message
    import xml.dom.minidom as minidom
    from collections.abc import AsyncIterator, Callable, Iterator

    from nowhere_to_be_found import Missing

    from tests.spec.samples.entities import OnlyInStubsGeneric, Order, User
    from tests.spec.samples.reexported import Receipt

    Names = list[User] | None
    Started = print("a type checker would not run this")

    class Ghost: ...

    try:
        from also_nowhere import Fallback
    except ImportError:
        from decimal import Decimal as Fallback

if not typing.TYPE_CHECKING:
    Placeholder = Any
else:
    from decimal import Decimal as Placeholder

MAXIMUM = 3


class Service:
    """One class with each form of annotation."""

    limit: ClassVar[int] = 3
    fixed: Final[str] = "x"
    bare: Final = 1
    anything: Any
    any_or_none: Any | None
    user: User
    maybe: "User" | None
    quoted: "list['User']"
    missing: Missing
    missing_arm: User | Missing
    unknown: Unheard
    ghost: Ghost
    names: Names
    started: Started
    fallback: Fallback
    receipt: Receipt
    placeholder: Placeholder
    dotted: email.message.Message
    dotted_alias: minidom.Document
    typing_only_attribute: reexported.Receipt
    stub_generic: OnlyInStubsGeneric[int]
    annotated: Annotated[dict[str, Annotated[int, MAXIMUM]], "metadata"]
    literal: Literal["User", 3]
    cookies: Cookies
    hidden: Hidden
    hidden_generic: Hidden[int]
    nothing: None
    everything: object
    number: 3
    function: any
    old: Optional[Union[int, "Order"]]
    callback: Callable[[User], Iterator["Order"]]
    here: entities.User
    itself: Service

    def list(self) -> list[User]:
        """Named like the type that its neighbours use."""
        return []

    def after(self) -> list[int]:
        return []

    def find(self, key: str, *rest: User, **options: Missing) -> Order | None: ...

    @contextmanager
    def session(self) -> Iterator[User]:
        yield entities.User()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[User]:
        yield entities.User()


shadowed: User


def top(user: User, *, other: Missing) -> Service: ...
