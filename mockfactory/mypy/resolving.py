"""Following a dotted name as Python will, as far as mypy knows the way."""

from __future__ import annotations

import builtins
import difflib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from mypy.nodes import MypyFile, TypeInfo, Var

from mockfactory.mypy.bodies import Body, body_of
from mockfactory.mypy.modules import Modules, Whereabouts
from mockfactory.mypy.places import Missing, Object, Place, There, place_of, shown
from mockfactory.mypy.texts import text_of

Result: TypeAlias = There | Missing | None
"""What is there, or what is missing; None where nobody can say."""

_BUILTINS: Final = frozenset(name for name in dir(builtins) if not name.startswith("_"))
_NEAR: Final = 0.75
"""How much alike a misspelt name is: of four letters, two may have changed places."""


class Resolver:
    """Follows names.

    Args:
        modules: the modules of the run.
    """

    def __init__(self, modules: Modules) -> None:
        self._modules = modules

    def dotted(self, target: str, *, builtin: bool) -> Result:
        """What a dotted name leads to, from a module at the top.

        Args:
            target: such as `app.mail.client`.
            builtin: whether a builtin may be set in a module that does not define it.
        """
        first, *rest = target.split(".")
        at = self._modules.read.get(first)
        if at is None:
            nowhere = self._modules.whereabouts(first) is Whereabouts.NOWHERE
            pardoned = not nowhere or self._modules.is_ignored(first) or self._is_imported(first)
            return None if pardoned else Missing(first, "")
        place: Place | None = at
        found: Result = None
        for number, name in enumerate(rest, start=1):
            if place is None:
                return None
            found = self.member(place, name, builtin=builtin and number == len(rest))
            if not isinstance(found, There):
                return found
            place = place_of(found.node)
        return found

    def member(self, place: Place, name: str, *, builtin: bool) -> Result:
        """What one name of a place leads to.

        Args:
            place: a module, a class or an object.
            name: the name.
            builtin: as of `dotted`.
        """
        if isinstance(place, MypyFile):
            return self._of_module(place, name, builtin)
        return self._of_class(place, name)

    def _of_module(self, module: MypyFile, name: str, builtin: bool) -> Result:
        symbol = module.names.get(name)
        inner = f"{module.fullname}.{name}"
        if symbol is not None:
            if symbol.node is None:
                return None
            if inner not in self._modules.read:
                return self._typing_only(module, name) or There(symbol.node, module)
            # Which of two is there, a submodule or another thing of its name, depends on what is imported last.
            same = symbol.node is self._modules.read[inner]
            return There(symbol.node if same else None, module)
        if inner in self._modules.read:
            return There(self._modules.read[inner], module)
        # A module that mypy has not come to yet has an empty table.
        unknown = "__name__" not in module.names or "__getattr__" in module.names or _is_dunder(name)
        if unknown or (builtin and name in _BUILTINS):
            return None
        if self._modules.whereabouts(inner) is not Whereabouts.NOWHERE:
            return None
        inner_modules = (one.rpartition(".") for one in self._modules.read)
        near = _near(name, [*module.names, *(last for owner, _, last in inner_modules if owner == module.fullname)])
        if module.is_stub:
            return Missing(name, shown(module), near) if near and _stub_tells(name) else None
        return None if self._may_bind(module, name, set()) else Missing(name, shown(module), near)

    def _typing_only(self, module: MypyFile, name: str) -> Missing | None:
        body = None if module.is_stub else body_of(module.path)
        if body is None or body.makes_names or name not in body.typing_only:
            return None
        return Missing(name, shown(module), typing_only=True)

    def _may_bind(self, module: MypyFile, name: str, seen: set[str]) -> bool:
        """Whether the text of a module may bind a name that is not in mypy's table."""
        seen.add(module.fullname)
        body = body_of(module.path)
        if body is None or body.makes_names or name in body.names:
            return True
        for level, starred in body.stars:
            other = self._modules.read.get(_absolute(module, level, starred))
            if other is None or other.is_stub:
                return True
            if other.fullname not in seen and self._may_bind(other, name, seen):
                return True
        return False

    def _of_class(self, place: TypeInfo | Object, name: str) -> Result:
        info = place.info if isinstance(place, Object) else place
        symbol = info.get(name)
        if symbol is not None:
            return There(symbol.node, place)
        if info.fallback_to_any or _is_dunder(name) or info.typeddict_type or info.is_newtype:
            return None
        if isinstance(place, Object) and (info.is_abstract or info.is_protocol):
            return None  # It is an object of a subclass, which may have more.
        asked = [info] if isinstance(place, Object) else [one.type for one in (info.metaclass_type,) if one is not None]
        if isinstance(place, TypeInfo) and any(one.get(name) for one in (*asked, *self._type())):
            return There(None, place)
        if any(_answers_all(one) for one in asked) or not all(map(self._is_complete(name), info.mro)):
            return None
        names = [one for base in info.mro for one in base.names]
        near = _near(name, names)
        if self._in_stub(info) and not near:
            return None
        return Missing(name, shown(place), near)

    def _is_imported(self, top: str) -> bool:
        """Whether a module imports what mypy does not find: it has told so there, or was told not to mind."""
        importing = re.compile(rb"\b(?:from|import)\s+%s\b" % top.encode())
        return any(
            importing.search(text_of(module.path) or b"")
            for module in self._modules.read.values()
            if any(isinstance(one.node, Var) and one.node.is_suppressed_import for one in module.names.values())
        )

    def _type(self) -> Iterator[TypeInfo]:
        known = self._modules.read.get("builtins")
        node = known.names["type"].node if known is not None and "type" in known.names else None
        if isinstance(node, TypeInfo):
            yield node

    def _in_stub(self, info: TypeInfo) -> bool:
        module = self._modules.read.get(info.module_name)
        return module is None or module.is_stub

    def _is_complete(self, name: str) -> Callable[[TypeInfo], bool]:
        """Whether nothing in the text of a class gives it a name that mypy does not see."""

        def is_complete(info: TypeInfo) -> bool:
            module = self._modules.read.get(info.module_name)
            if module is None:
                return False
            if module.is_stub:
                return _stub_tells(name)
            body = body_of(module.path)
            inner = info.fullname.removeprefix(f"{info.module_name}.")
            return body is not None and _says_all(body, inner, name)

        return is_complete


def _says_all(body: Body, class_: str, name: str) -> bool:
    dynamic = body.makes_names or body.sets_names or name in body.set_on
    return not dynamic and body.plain_classes.get(class_, False)


def _answers_all(info: TypeInfo) -> bool:
    """Whether a class answers names that it does not have."""
    return any(name in base.names for base in info.mro[:-1] for name in ("__getattr__", "__getattribute__"))


def _stub_tells(name: str) -> bool:
    """Whether a stub would have a name: it leaves out what is private, and the modules that the real one imports."""
    return not name.startswith("_") and name not in sys.stdlib_module_names


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _near(name: str, names: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(name, [one for one in names if not _is_dunder(one)], 1, _NEAR)), "")


def _absolute(module: MypyFile, level: int, name: str) -> str:
    if not level:
        return name
    up = level - 1 if module.is_package_init_file() else level
    base = module.fullname.split(".")
    return ".".join([*base[: len(base) - up], *filter(None, [name])])
