"""Mocks without a spec where a class is declared: to mypy they are of every type."""

from __future__ import annotations

from typing import Final

from mypy.nodes import ARG_NAMED, CallExpr, Expression, MypyFile, RefExpr, SymbolNode
from mypy.plugin import FunctionContext
from mypy.types import Instance, NoneType, Type, TypeType, UnionType, get_proper_type

from mockfactory.mypy.codes import MOCK

CLASSES: Final = frozenset(
    f"{module}.{name}"
    for module in ("unittest.mock", "mock.mock")
    for name in ("NonCallableMock", "NonCallableMagicMock", "Mock", "MagicMock", "AsyncMock")
)
_KEEP_TO: Final = frozenset({"spec", "spec_set", "wraps"})


class Mocks:
    """Looks at each mock that is made."""

    def __init__(self) -> None:
        # mypy looks at some calls twice, the second time without a type that is expected, if it was told of an error.
        self._last: tuple[CallExpr, str] | None = None

    def find(self, context: FunctionContext) -> Type:
        """Tell of a mock without a spec that is written where an object of a class is declared."""
        call = context.context
        if isinstance(call, CallExpr) and not _has_spec(call):
            wanted = context.api.type_context[-1]
            class_ = self._known(call) if wanted is None else _class_in(wanted)
            if class_ is not None:
                self._last = (call, class_)
                told = f'A mock without a spec accepts what "{class_}" does not; write double({class_})'
                context.api.fail(told, call, code=MOCK)
        return context.default_return_type

    def _known(self, call: CallExpr) -> str | None:
        return self._last[1] if self._last is not None and self._last[0] is call else None


def is_bare_mock(expression: Expression) -> bool:
    """Whether a mock without a spec is made right here.

    Args:
        expression: what is written.
    """
    call = expression if isinstance(expression, CallExpr) else None
    callee = call.callee if call is not None and isinstance(call.callee, RefExpr) else None
    return call is not None and callee is not None and callee.fullname in CLASSES and not _has_spec(call)


def is_kept_from_mocks(node: SymbolNode | None, wanted: Type | None) -> bool:
    """Whether `replace` refuses a mock without a spec there: for a module, a class, an object of a class.

    Args:
        node: what is there.
        wanted: its type; None where it says nothing.
    """
    if wanted is None:
        return isinstance(node, MypyFile)
    found = get_proper_type(wanted)
    if isinstance(found, UnionType):
        items = [item for item in found.items if not isinstance(get_proper_type(item), NoneType)]
        return all(is_kept_from_mocks(None, item) for item in items)
    if isinstance(found, TypeType):
        return True
    if not isinstance(found, Instance) or found.type.fallback_to_any or found.type.fullname == "builtins.object":
        return False
    return not (found.type.is_protocol and found.type.protocol_members == ["__call__"])


def _has_spec(call: CallExpr) -> bool:
    """Whether a mock is given something to keep to, or may be."""
    return any(kind != ARG_NAMED or name in _KEEP_TO for kind, name in zip(call.arg_kinds, call.arg_names, strict=True))


def _class_in(wanted: Type) -> str | None:
    """The name of the one class that is asked for; None for what a mock may be, or what has no one class."""
    found = get_proper_type(wanted)
    if isinstance(found, UnionType):
        named = {_class_in(item) for item in found.items} - {None}
        return named.pop() if len(named) == 1 else None
    if not isinstance(found, Instance) or found.type.fallback_to_any:
        return None
    return None if found.type.module_name in ("builtins", "typing", "collections.abc") else found.type.name
