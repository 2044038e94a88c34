"""Where mypy asks: at each call of `build` and of the methods of a `Builder`."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from mypy.nodes import FuncBase, TypeInfo
from mypy.plugin import (
    ClassDefContext,
    CommonPluginApi,
    FunctionSigContext,
    MethodSigContext,
    Plugin,
    ReportConfigContext,
)
from mypy.types import FunctionLike

from builders.mypy.calls import BUILDER, called, called_on, constructed, declared_on, derived_on
from builders.mypy.marks import mark
from builders.mypy.sources import given_to_a_fixture, searched

_Context = TypeVar("_Context", FunctionSigContext, MethodSigContext)
_FUNCTIONS: Final = {
    "builders.building.build": called,
    "builders.building.build_many": called,
    "builders.adapters.strategies.strategy": searched,
    "builders.adapters.fixtures.as_fixture": given_to_a_fixture,
}
_METHODS: Final = {
    "build": called_on,
    "build_many": called_on,
    "having": declared_on,
    "trait": declared_on,
    "deriving": derived_on,
}


class BuildersPlugin(Plugin):
    """Checks what is given to builders. What it can't read, it leaves as it is."""

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """The overrides of `build`, `strategy` and their like, and the declarations of a new `Builder`."""
        hook = _FUNCTIONS.get(fullname)
        if hook is None and self._is_builders(fullname, "__init__"):
            hook = constructed
        return None if hook is None else _careful(hook, self)

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        """The overrides, declarations and rules that the methods of a `Builder` take."""
        owner, _, name = fullname.rpartition(".")
        hook = _METHODS.get(name)
        return None if hook is None or not self._is_builders(owner, name) else _careful(hook, self)

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Asked for each class: some facts stand in its body only, and are not in mypy's cache."""
        return _mark

    def report_config_data(self, ctx: ReportConfigContext) -> Any:
        """Another version of this plugin finds other errors: what mypy has cached is stale then."""
        return _FINGERPRINT

    def _is_builders(self, fullname: str, method: str) -> bool:
        """Whether this is `Builder`, or a subclass with the same method."""
        if fullname == BUILDER:
            return True
        found = self.lookup_fully_qualified(fullname)
        if found is None or not isinstance(found.node, TypeInfo) or not found.node.has_base(BUILDER):
            return False
        inherited = found.node.get(method)
        return (
            inherited is not None and isinstance(inherited.node, FuncBase) and (inherited.node.info.fullname == BUILDER)
        )


def _careful(
    hook: Callable[[_Context, CommonPluginApi], FunctionLike], known: CommonPluginApi
) -> Callable[[_Context], FunctionLike]:
    """The hook, or the call as it is: nobody's type check ends because of what this plugin has not foreseen."""

    def careful(context: _Context) -> FunctionLike:
        try:
            return hook(context, known)
        except Exception:
            return context.default_signature

    return careful


def _mark(context: ClassDefContext) -> None:
    with contextlib.suppress(Exception):
        mark(context)


def _fingerprint() -> str:
    texts = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.blake2b(b"\0".join(texts), digest_size=16).hexdigest()


_FINGERPRINT: Final = _fingerprint()
