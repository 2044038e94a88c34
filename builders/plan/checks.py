"""Values that a maker would take although they are of another type: they are looked at before it gets them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from builders.plan.deferred import Deferred
from builders.plan.maker import Check
from builders.plan.refusing import declared_as, refused_override


class Miscomputed(Exception):
    """Rules computed values that are not of the fields' types.

    Attributes:
        reasons: by field.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


def refuse_given(title: str, check: Check, given: Mapping[str, object]) -> None:
    """See that values that are known at once are right.

    Args:
        title: of the type.
        check: says what is wrong with a value for a field.
        given: values, and what stands for them.

    Raises:
        InvalidOverride: one is not.
    """
    blamed = _wrong(check, {name: value for name, value in given.items() if not isinstance(value, Deferred)})
    if blamed:
        raise refused_override(title, blamed, given)


def refuse_declared(title: str, check: Check, name: str, value: object, declared: str) -> None:
    """See that a value that is known only for each object is right.

    Args:
        title, check: as for `refuse_given`.
        name: of the field.
        value: for this object.
        declared: how it was declared, in words.

    Raises:
        InvalidOverride: it is not.
    """
    reason = check(name, value)
    if reason:
        raise declared_as(refused_override(title, {name: reason}, {name: value}), {name: declared})


def refuse_computed(check: Check, values: Mapping[str, object], computed: Collection[str]) -> None:
    """See that the values of fields that rules computed are right.

    Raises:
        Miscomputed: one is not.
    """
    blamed = _wrong(check, {name: values[name] for name in computed})
    if blamed:
        raise Miscomputed(blamed)


def _wrong(check: Check, values: Mapping[str, object]) -> dict[str, str]:
    return {name: reason for name, value in values.items() if (reason := check(name, value))}
