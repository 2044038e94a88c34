"""What a protocol demands, member by member, and whether a value has it."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from typing import Final, NamedTuple, final

from mockfactory.spec.check.callees import call_spec_of
from mockfactory.spec.check.outcomes import Outcome, outcome_of, outcome_of_member, surely_gives
from mockfactory.spec.check.placeholders import is_mock
from mockfactory.spec.model import CallSpec, Member, Spec
from mockfactory.spec.names import MACHINERY
from mockfactory.spec.raw import find_raw, namespace_of
from mockfactory.spec.static import described_classes, instance_dict

_NO_MEMBERS: Final = MACHINERY | {
    "__init__", "__new__", "__subclasshook__", "__class_getitem__", "__init_subclass__", "__match_args__",
    "__orig_class__", "__protocol_attrs__", "__callable_proto_members_only__", "_abc_cache", "_abc_registry",
}  # fmt: skip
_UNBOUND: Final = (types.FunctionType,)


@final
class Subject:
    """What is looked at: the instance's own names, and the classes that speak for the rest.

    `told_by_class` turns false once something was found in the instance alone, and so says nothing of the next one.
    """

    def __init__(self, value: object, classes: tuple[type, ...], names: Mapping[str, object]) -> None:
        self.value = value
        self.classes = classes
        self.names = names
        self.is_class = isinstance(value, type)
        self.told_by_class = not names or not isinstance(value, (type, types.ModuleType))

    @classmethod
    def of_value(cls, value: object) -> Subject:
        """Look at a value: for one that answers `__class__` with another class, that class speaks too."""
        if isinstance(value, type):
            subject = cls(value, (type(value),), {})
            subject.told_by_class = False
            return subject
        kind = type(value)
        claimed = value.__class__
        return cls(value, (kind,) if claimed is kind else (kind, claimed), instance_dict(value))

    @classmethod
    def of_class(cls, kind: type) -> Subject:
        """Look at the instances of a class, with none at hand."""
        return cls(None, (kind,), {})
