"""Where the names of an annotation are looked up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Final

from mockfactory.spec.annotations.evaluation import MissingAttribute, NotDefined
from mockfactory.spec.annotations.expressions import evaluate
from mockfactory.spec.annotations.foreign import find_beside, find_foreign
from mockfactory.spec.annotations.forms import is_type_form
from mockfactory.spec.annotations.surroundings import (
    LOCAL,
    MISSING,
    closure_of,
    find_in_running,
    functions_around,
    functions_in,
    own_type_parameters,
    plain_function,
    type_parameters_around,
)
from mockfactory.spec.annotations.typing_only import find_global, import_dotted
from mockfactory.spec.looking.raw import module_name_of, module_namespace, namespace_of, qualified_name_of
from mockfactory.spec.looking.static import module_dict, name_of, stored

_NOTHING: Final[Mapping[str, object]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The names that an annotation may use, seen from the class, function or module that wrote it.

    A name is looked for in the class body, among type parameters and closures, in the function around it while that
    still runs, in the module, among the built-ins, and at last among the names that the module binds under
    `if TYPE_CHECKING:`. Unlike the interpreter, a name in the class body counts only when it stands for a type:
    `def list(self)` does not hide `list` from the annotations beside it.
    """

    module: str
    names: Mapping[str, object]
    owner: type | None = None
    near: Mapping[str, object] = field(default_factory=dict[str, object])
    around: tuple[str, ...] = ()

    @classmethod
    def of_class(cls, owner: type) -> Scope:
        """The scope of annotations in the body of `owner` itself (not of its bases)."""
        module, names = _globals_of_class(owner)
        qualified = qualified_name_of(owner)
        near = type_parameters_around(names, qualified)
        if LOCAL in qualified:
            for method in functions_in(owner):
                near.update(closure_of(method))
            near.setdefault(name_of(owner), owner)
        near.update(own_type_parameters(namespace_of(owner).get("__type_params__")))
        return cls(module, names, owner, near, functions_around(qualified))

    @classmethod
    def of_function(cls, fn: Callable[..., object], owner: type | None = None, outer: Scope | None = None) -> Scope:
        """The scope of the parameters and the result of `fn`, which stands in the body of `owner`.

        Args:
            fn: the function.
            owner: the class; None for a function of its own.
            outer: the scope of the class, where it is known already.
        """
        function = plain_function(fn)
        if outer is None and owner is not None:
            outer = cls.of_class(owner)
        if function is None:
            return outer or _of_module_named(stored(fn, "__module__"))
        names = function.__globals__
        module = str(names.get("__name__", function.__module__))
        if outer is not None and names is outer.names and module == outer.module and _has_no_names(function):
            return outer
        near = dict(outer.near) if outer is not None else {}
        if outer is not None and names is not outer.names and module_namespace(module) is not names:
            near.update(names)  # generated code, such as the `__new__` of a NamedTuple: its names, then the owner's
            module, names = outer.module, dict(outer.names) if not isinstance(outer.names, dict) else outer.names
        near.update(closure_of(function))
        near.update(own_type_parameters(getattr(function, "__type_params__", ())))
        around = functions_around(function.__qualname__) or (outer.around if outer is not None else ())
        return cls(module, names, owner, near, around)

    @classmethod
    def of_module(cls, module: ModuleType) -> Scope:
        """The scope of annotations at the top level of `module`."""
        return _of_module_named(module.__name__, module_dict(module))

    def find(self, name: str) -> object:
        """The object that `name` stands for.

        Raises:
            Unresolved: when no such name is known, or what it stands for can not be had; the reason says which.
        """
        body = namespace_of(self.owner) if self.owner is not None else _NOTHING
        if name in body and is_type_form(body[name]) and body[name] is not None:
            return body[name]
        if name in self.near:
            return self.near[name]
        found = find_in_running(self.around, self.names, name) if self.around else MISSING
        if found is MISSING:
            found = find_global(self.names, self._real_module(), name)
        if found is MISSING and self.owner is not None:
            found = self._beside_owner(self.owner, name)
        if found is MISSING:
            found = body.get(name, MISSING)
        if found is MISSING:
            raise NotDefined(f"name {name!r} is not defined in module {self.module}")
        return found

    def evaluate(self, text: str, *, foreign: bool = False) -> object:
        """The object that the expression `text` stands for in this scope.

        Args:
            text: a string annotation or forward reference.
            foreign: whether it may have been written in another module, as a part of an alias.

        Raises:
            Unresolved: with the reason, whatever went wrong.
        """
        find = self._find_widely if foreign else self.find
        try:
            return evaluate(text, find)
        except MissingAttribute:
            module = self._real_module()
            if module is None or not import_dotted(module):
                raise
        return evaluate(text, find)

    def _find_widely(self, name: str) -> object:
        try:
            return self.find(name)
        except NotDefined:
            module = self._real_module()
            found = MISSING if module is None else find_foreign(module, name)
            if found is MISSING:
                raise
            return found

    def _beside_owner(self, owner: type, name: str) -> object:
        if name == name_of(owner):
            return owner
        return find_beside(owner, name)

    def _real_module(self) -> ModuleType | None:
        module = sys.modules.get(self.module)
        return module if isinstance(module, ModuleType) and module_dict(module) is self.names else None


def _has_no_names(function: FunctionType) -> bool:
    """Whether no closure, type parameter or function around it gives a function names of its own."""
    parameters = getattr(function, "__type_params__", ())
    return not (function.__closure__ or parameters or LOCAL in function.__qualname__)


def _of_module_named(name: object, names: Mapping[str, object] | None = None) -> Scope:
    module = name if isinstance(name, str) else "builtins"
    if names is None:
        names = module_namespace(module)
    return Scope(module, _NOTHING if names is None else names)


def _globals_of_class(owner: type) -> tuple[str, Mapping[str, object]]:
    """The module that the body of `owner` was written in.

    Its methods know it best: packages set `__module__` of what they export to their own name. Where it has none of its
    own, that name has to do.
    """
    module, qualified = module_name_of(owner), qualified_name_of(owner)
    package = module.partition(".")[0]
    for name, value in namespace_of(owner).items():
        if type(value) is FunctionType and value.__qualname__ == f"{qualified}.{name}":
            written_in = str(value.__globals__.get("__name__"))
            if written_in.partition(".")[0] == package and module_namespace(written_in) is value.__globals__:
                return written_in, value.__globals__
    names = module_namespace(module)
    if names is None:  # made by exec, or its module was taken out of sys.modules: its methods still know
        names = next((method.__globals__ for method in functions_in(owner)), _NOTHING)
    return module, names
