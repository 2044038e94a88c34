"""Annotations as they stand in the source. From Python 3.14 on they are code that runs when they are asked for, and
what it cannot name yet is given as a forward reference."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from types import FunctionType, MethodType, ModuleType
from typing import cast

from mockfactory.spec.looking.raw import namespace_of
from mockfactory.spec.looking.static import as_dict, is_class, module_dict

if sys.version_info >= (3, 14):
    from annotationlib import Format, get_annotations

    def annotations_in(owner: type | FunctionType | MethodType | ModuleType) -> Mapping[str, object]:
        return get_annotations(owner, format=Format.FORWARDREF)

    def signature_of(function: Callable[..., object], *, follow_wrapped: bool = False) -> inspect.Signature:
        return inspect.signature(function, follow_wrapped=follow_wrapped, annotation_format=Format.FORWARDREF)

else:

    def annotations_in(owner: type | FunctionType | MethodType | ModuleType) -> Mapping[str, object]:
        """The annotations that `owner` itself has, by name."""
        if is_class(owner):
            return as_dict(namespace_of(owner).get("__annotations__"))
        if isinstance(owner, (FunctionType, MethodType)):
            return owner.__annotations__
        return as_dict(module_dict(cast(ModuleType, owner)).get("__annotations__"))

    def signature_of(function: Callable[..., object], *, follow_wrapped: bool = False) -> inspect.Signature:
        """`inspect.signature`, which fails on no name that is not there yet."""
        return inspect.signature(function, follow_wrapped=follow_wrapped)
