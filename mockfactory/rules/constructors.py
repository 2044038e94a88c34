"""Rules 4 to 15 of a class that is called itself, where the class is that it stands for."""

from __future__ import annotations

import dataclasses
import enum
import inspect
from collections.abc import Iterator
from typing import Final

import typing_extensions

from mockfactory.rules.calling import refused_calls
from mockfactory.rules.comparing.making import as_maker
from mockfactory.rules.comparing.naming import as_known
from mockfactory.rules.comparing.pair import Meeting, Pair
from mockfactory.rules.telling.findings import Finding
from mockfactory.spec import Spec
from mockfactory.spec.check.options import with_options
from mockfactory.spec.members.signatures import is_protocol

_CALL: Final = "__call__"
_INIT: Final = "__init__"
_MADE_BY_ITSELF: Final = (BaseException, enum.Enum)
"""What its own side makes: callers catch an error, and name the member of an enum."""


def other_constructor(pair: Pair) -> Iterator[Finding]:
    """The calls that make an object of the one class, and that the other one does not take.

    Nobody makes an object of a Protocol, or of a class that is abstract, so their constructors promise nothing.

    Args:
        pair: of two classes, of which callers know the one and get the other.
    """
    if not _is_called(pair.iface) or pair.iface.call is pair.impl.call:
        return
    met = Pair(as_maker(pair.iface), as_maker(pair.impl), pair.same)
    given = with_options(met.impl.members[_CALL])
    asked = as_known(with_options(met.iface.members[_CALL]), given)
    if any(one.call is None or one.call.signature is None for one in (given, asked)) and _is_untold(pair):
        return
    for finding in refused_calls(Meeting(met, asked, given)):
        yield dataclasses.replace(finding, member=_INIT)


def _is_called(asked: Spec) -> bool:
    cls = asked.cls
    if cls is None or asked.call is None or is_protocol(cls) or inspect.isabstract(cls):
        return False
    return not (typing_extensions.is_typeddict(cls) or issubclass(cls, _MADE_BY_ITSELF))


def _is_untold(pair: Pair) -> bool:
    """Whether of both it is not known how they are called: what both have from one base written in C."""
    return all(one.call is None or one.call.signature is None for one in (pair.iface, pair.impl))
