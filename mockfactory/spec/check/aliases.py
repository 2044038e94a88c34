"""Named types: `type Json = ...` of Python 3.12, and `typing_extensions.TypeAliasType`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mockfactory.spec.check.compiler import Compiler
from mockfactory.spec.check.verdict import Check
from mockfactory.spec.check.words import describe_type

if TYPE_CHECKING:
    from mockfactory.spec.model import Hint


def alias_check(alias: object, arguments: tuple[object, ...], compiler: Compiler) -> Check | None:
    """Compile what an alias stands for, itself inside itself included.

    Args:
        alias: the alias.
        arguments: its type arguments, where it is generic.
        compiler: the compilation going on.
    """
    from mockfactory.spec.annotations.parameters import bind, replace

    hint = value_of(alias)
    name = describe_type(alias)
    if hint.unchecked is not None:
        return compiler.unchecked(f"{name}: {hint.unchecked}")
    bound = bind(getattr(alias, "__type_params__", ()), arguments)
    return compiler.recursive(id(alias), arguments, name, lambda: compiler.check(replace(hint.annotation, bound)))


def value_of(alias: object) -> Hint:
    """What an alias stands for. Names in quotes are those of the module that made it."""
    from mockfactory.spec.annotations.hints import Scope, resolve

    module = sys.modules.get(str(getattr(alias, "__module__", None)))
    return resolve(alias, Scope.of_class(object) if module is None else Scope.of_module(module))
