"""Each target is read once."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, Final, get_args

from mockfactory.spec.annotations.forms import is_list, origin_of
from mockfactory.spec.annotations.momentary import is_momentary
from mockfactory.spec.looking.raw import module_name_of, module_namespace, namespace_of, qualified_name_of
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import Spec

_lock: Final = threading.RLock()
# By identity, since a metaclass may define `__eq__` and `__hash__`. A spec keeps its target alive, and so its id taken.
_kept: Final[dict[int, Spec]] = {}
_weak: Final[weakref.WeakValueDictionary[int, Spec]] = weakref.WeakValueDictionary()
_kept_aliases: Final[dict[object, Spec]] = {}
_weak_aliases: Final[weakref.WeakValueDictionary[object, Spec]] = weakref.WeakValueDictionary()


def cached(target: Any, read: Callable[[Any], Spec]) -> Spec:
    """The spec of `target`, read by `read` the first time.

    What can be imported again lives as long as the process, and so does its spec. Anything else, such as a class that a
    test makes, is let go when its last spec is.

    Args:
        target: a class, alias, function or module.
        read: makes its spec.

    Returns:
        The same spec each time, while anyone holds it; a new one while a mock keeps an annotation from being read.
    """
    if origin_of(target) is not None:
        return _cached_alias(target, read)
    key = id(target)
    found = _kept.get(key)
    if found is not None:
        return found
    with _lock:
        spec = _weak.get(key)
        if spec is None or spec.target is not target:
            spec = read(target)
            if is_momentary(spec):
                return spec
            if is_importable(target):
                _kept[key] = spec
            else:
                _weak[key] = spec
        return spec


def _cached_alias(target: Any, read: Callable[[Any], Spec]) -> Spec:
    origin, arguments = origin_of(target), get_args(target)
    key = (id(origin), *map(_key_of, arguments))
    with _lock:
        try:
            spec = _kept_aliases.get(key) or _weak_aliases.get(key)
        except TypeError:  # an argument that is not hashable
            return read(target)
        if spec is None or origin_of(spec.target) is not origin:
            spec = read(target)
            if is_momentary(spec):
                return spec
            kept = is_importable(origin) and all(is_class(one) and is_importable(one) for one in arguments)
            (_kept_aliases if kept else _weak_aliases)[key] = spec
        return spec


def _key_of(argument: object) -> object:
    if is_class(argument):
        return id(argument)
    return tuple(map(_key_of, argument)) if is_list(argument) else argument


def is_importable(target: object) -> bool:
    """Whether `target` is found again under its own module and name."""
    if is_class(target):
        module, name = module_name_of(target), qualified_name_of(target)
    elif type(target) is FunctionType:
        module, name = target.__module__, target.__qualname__
    else:
        return False
    names: Mapping[str, object] | None = module_namespace(module)
    found: object = None
    for part in name.split("."):
        if names is None or part not in names:
            return False
        found = names[part]
        names = namespace_of(found) if is_class(found) else None
    return found is target
