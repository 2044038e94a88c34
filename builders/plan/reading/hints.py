"""The annotations of a class or function, resolved where they can be."""

from __future__ import annotations

import inspect
import sys
import types
import typing
from collections.abc import Callable, Mapping
from typing import ForwardRef

from typing_extensions import Format, get_annotations, get_type_hints

from builders.draws.impossible import give_it
from builders.errors import CannotBuild
from builders.plan.reading.generics import Bindings, bindings, class_of, substituted

Names = dict[str, object]


def hints_of(type_: object) -> dict[str, object]:
    """The annotations of all fields of a class, those of its bases first, with type variables bound.

    Args:
        type_: a class, or an alias of a generic one.

    Returns:
        By name. What can't be resolved stays text, or a `ForwardRef`: it matters only if it is drawn.
    """
    class_ = class_of(type_)
    if class_ is None:
        return {}
    bound = bindings(type_)
    hints: dict[str, object] = {}
    for owner in reversed(class_.__mro__):
        for name, annotation in get_annotations(owner, format=Format.FORWARDREF).items():
            hints[name] = resolved(annotation, owner, bound.get(owner, {}))
    return hints


def hints_of_function(function: Callable[..., object], owner: type, bound: Bindings) -> dict[str, object]:
    """The annotations of a function's parameters and result, as `hints_of` has those of fields."""
    annotations = get_annotations(function, format=Format.FORWARDREF)
    globals_: Names = getattr(function, "__globals__", {})
    return {
        name: substituted(_evaluated(annotation, globals_, _names_in(owner)), bound)
        for name, annotation in annotations.items()
    }


def resolved(annotation: object, owner: type, bound: Bindings) -> object:
    """An annotation in the body of `owner`: names looked up, type variables replaced."""
    return substituted(_evaluated(annotation, _globals_of(owner), _names_in(owner)), bound)


def found(reference: ForwardRef, owner: object, path: str) -> object:
    """What a name in quotes stands for.

    Args:
        reference: the name.
        owner: the class (or an alias of it) or `type` statement in whose scope it was written; `None` if nobody knows.
        path: for the error.

    Raises:
        CannotBuild: there is no such name.
    """
    class_ = class_of(owner)
    missing = reference.__forward_arg__
    for scope in class_.__mro__ if class_ is not None else ():
        try:
            return _strictly(reference, _globals_of(scope), _names_in(scope))
        except NameError as error:
            missing = error.name or missing
        except Exception as error:
            raise CannotBuild(
                f"{path}: the annotation {reference.__forward_arg__!r} can't be read: {type(error).__name__}: {error}"
            ) from None
    module: object = getattr(reference, "__forward_module__", None)
    if module is None and class_ is None and owner is not None:
        if missing == getattr(owner, "__name__", None):
            return owner
        module = getattr(owner, "__module__", None)
    if module is not None:
        names = vars(module) if isinstance(module, types.ModuleType) else _module_names(str(module))
        try:
            return _strictly(reference, names, {})
        except NameError as error:
            missing = error.name or missing
    try:
        # `make_dataclass` writes "typing.Any" into classes of any module.
        return _strictly(reference, {"typing": typing}, {})
    except NameError as error:
        missing = error.name or missing
    where = f" in {class_.__module__}" if class_ is not None else f" in {module}" if module is not None else ""
    raise CannotBuild(
        f"{path}: {missing!r} can't be resolved{where}\n"
        "  perhaps:  it is imported under TYPE_CHECKING only, or defined later or inside a function\n"
        f"  write:    an import that happens{give_it(path)}"
    )


def _evaluated(annotation: object, globals_: Names, locals_: Names) -> object:
    try:
        return _strictly(annotation, globals_, locals_)
    except Exception:
        return annotation


def _strictly(annotation: object, globals_: Names, locals_: Names) -> object:
    text = annotation.__forward_arg__ if isinstance(annotation, ForwardRef) else annotation
    # `typing` evaluates only what stands in a class or function, so it gets a class with this one annotation.
    holder = type("holder", (), {"__annotations__": {"it": text}})
    return get_type_hints(holder, globals_, locals_, include_extras=True)["it"]


def _globals_of(owner: type) -> Names:
    return _module_names(owner.__module__)


def _module_names(module: str) -> Names:
    found_module = sys.modules.get(module)
    return vars(found_module) if found_module is not None else {}


def _names_in(owner: type) -> Names:
    """The names that hold in a class body and not in its module: its type parameters, classes in it, itself, and what
    stands in the function around it while that function runs."""
    names: Names = {owner.__name__: owner} if "<locals>" in owner.__qualname__ else {}
    names.update(_names_around(owner))
    names.update((name, value) for name, value in vars(owner).items() if isinstance(value, type))
    parameters: tuple[object, ...] = getattr(owner, "__type_params__", ())
    names.update((str(parameter), parameter) for parameter in parameters)
    return names


def _names_around(owner: type) -> Mapping[str, object]:
    """The variables of the function that a class is defined in, if it is running: a test with classes of its own."""
    around, inside, _ = owner.__qualname__.rpartition(".<locals>.")
    if not inside:
        return {}
    here = inspect.currentframe()
    while here is not None:
        if here.f_code.co_qualname == around and here.f_globals.get("__name__") == owner.__module__:
            return here.f_locals
        here = here.f_back
    return {}
