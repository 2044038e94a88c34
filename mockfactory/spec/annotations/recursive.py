"""A type that is named inside itself by a string: `Json = Union[str, list["Json"]]`, the alias of older code."""

from __future__ import annotations

from typing import Any, Union, cast


class RecursiveName:
    """Stands for such a type where it names itself; like an alias of `type Json = ...`, it has a `__value__`."""

    __type_params__ = ()

    def __init__(self, name: str, module: str) -> None:
        self.__name__ = name
        self.__module__ = module
        self.__value__: object = None

    def __repr__(self) -> str:
        return self.__name__

    def __or__(self, other: object) -> object:
        return cast(Any, Union)[self, other]

    def __ror__(self, other: object) -> object:
        return cast(Any, Union)[other, self]
