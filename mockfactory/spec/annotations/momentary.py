"""Names under which a test has put a mock for a while: what they stand for is not known until it is gone."""

from __future__ import annotations

import sys
from typing import Final

from mockfactory.spec.looking.raw import find_raw, mro_of
from mockfactory.spec.model import CallSpec, Member, Spec

A_MOCK: Final = "a mock stands there at this moment"
_MOCK_MODULES: Final = ("unittest.mock", "mock.mock")


def is_stand_in(value: object) -> bool:
    """Whether `value` is a mock, or a double that is no class, and so takes the place of something else."""
    kind = type(value)
    if find_raw(kind, "__mockfactory__") is not None:
        return True
    # Where no mock library is imported there can be no mock.
    bases = [getattr(sys.modules.get(name), "NonCallableMock", None) for name in _MOCK_MODULES]
    return any(one is base for one in mro_of(kind) for base in bases)


def is_momentary(read: Spec | Member) -> bool:
    """Whether something that was read says less than it will once a mock is taken away: not to be kept."""
    if (read.call is not None and _is_momentary_call(read.call)) or any(map(_is_momentary_call, read.overloads)):
        return True
    hint = read.value if isinstance(read, Member) else read.dynamic
    return hint is not None and hint.unchecked == A_MOCK


def _is_momentary_call(call: CallSpec) -> bool:
    given = call.returns
    uses = (given.value, given.awaits, given.enters, given.aenters, given.yields, given.ayields)
    return A_MOCK in {hint.unchecked for hint in (*call.hints.values(), *uses) if hint is not None}
