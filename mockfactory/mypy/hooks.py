"""Where mypy asks the plugin: at calls whose value must not be lost, and at calls that name things in strings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from mypy.nodes import MypyFile
from mypy.options import Options
from mypy.plugin import (
    FunctionContext,
    FunctionSigContext,
    MethodContext,
    MethodSigContext,
    Plugin,
    ReportConfigContext,
)
from mypy.types import FunctionLike, Type

from mockfactory.mypy import calls, unused
from mockfactory.mypy.mocks import CLASSES, Mocks
from mockfactory.mypy.modules import Modules
from mockfactory.mypy.names import Names
from mockfactory.mypy.statements import Statements

_Context = TypeVar("_Context")
_Result = TypeVar("_Result")


class MockfactoryPlugin(Plugin):
    """Tells what does nothing, and what names nothing. What it can't read, it leaves as it is."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._statements = Statements()
        self._mocks = Mocks()
        self._mypy_modules = Modules(options)
        self._names = Names(self._mypy_modules)

    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        """Called when the modules of a run are known."""
        super().set_modules(modules)
        self._mypy_modules.read = modules
        self._mypy_modules.forget()

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """The modules that strings in a file name."""
        self._mypy_modules.note(file.fullname, file.path)
        return self._careful(self._mypy_modules.named_in, lambda _: [])(file)

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Functions whose value must not be lost, and mocks."""
        if fullname in CLASSES:
            return self._careful(self._mocks.find, lambda call: call.default_return_type)
        lost = unused.FUNCTIONS.get(fullname)
        if lost is None:
            return None
        return self._careful(unused.finder(fullname, lost, self._statements), lambda call: call.default_return_type)

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """The same, of methods."""
        lost = unused.METHODS.get(fullname)
        if lost is None:
            return None
        return self._careful(unused.finder(fullname, lost, self._statements), lambda call: call.default_return_type)

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Functions that are given names in strings."""
        named = calls.FUNCTIONS.get(fullname)
        return None if named is None else self._careful(self._names.finder(named), lambda call: call.default_signature)

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        """The same, of methods."""
        named = calls.METHODS.get(fullname)
        return None if named is None else self._careful(self._names.finder(named), lambda call: call.default_signature)

    def report_config_data(self, ctx: ReportConfigContext) -> Any:
        """What mypy's cache of a module depends on beside its text.

        Another version of this plugin finds other errors. And a module with names that lead nowhere is looked at again
        in each run, because a module that comes to be changes nothing that mypy knows it to depend on.
        """
        self._mypy_modules.note(ctx.id, ctx.path)
        return [_FINGERPRINT, not ctx.is_check and ctx.id in self._names.unresolved]

    def _careful(
        self, hook: Callable[[_Context], _Result], otherwise: Callable[[_Context], _Result]
    ) -> Callable[[_Context], _Result]:
        """The hook, or the call as it is: nobody's type check ends because of what this plugin has not foreseen.

        `mypy --show-traceback` shows what it was.
        """
        if self.options.show_traceback:
            return hook

        def careful(context: _Context) -> _Result:
            try:
                return hook(context)
            except Exception:
                return otherwise(context)

        return careful


def _fingerprint() -> str:
    texts = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.blake2b(b"\0".join(texts), digest_size=16).hexdigest()


_FINGERPRINT: Final = _fingerprint()
