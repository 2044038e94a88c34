"""Names that factory_boy would hand on, or drop, in silence."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, cast

import factory.declarations

from builders.errors import BuildError, UnknownName
from builders.factories.boy_declarations import Inner, Known, arms_of, inner_of, known_of, takes_no_parts
from builders.factories.keys import key_of
from builders.plan.nesting import SEPARATOR, unknown
from builders.plan.planning import plan_of
from builders.plan.record import Record


def named(
    class_: Any, overrides: Mapping[str, object], path: str, said: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Check names, and spell a dict for a sub-factory's object as factory_boy does.

    Args:
        class_: the factory that they are for.
        overrides: by name.
        path: where it stands, for errors.
        said: what is given besides: by its sub-factory, or traits that are asked for.

    Raises:
        UnknownName: a name leads nowhere.
    """
    return _OfFactory(class_, path, {**(said or {}), **overrides}).named(overrides)


def check_declared(class_: Any, path: str, seen: set[object]) -> None:
    """See that the sub-factories of a factory, and theirs, name what is there: `SubFactory(TenantFactory, plan="pro")`.

    Raises:
        UnknownName: one does not.
    """
    if class_ in seen or class_._meta.abstract:
        return
    seen.add(class_)
    _check(class_._meta.declarations, path, seen)


def _check(declared: Mapping[str, object], path: str, seen: set[object]) -> None:
    for name, declaration in declared.items():
        for arm in arms_of(declaration):
            inner = inner_of(arm)
            if inner is None:
                continue
            here = f"{path}.{name}"
            if inner.kind != "object":
                _check(inner.said, here, seen)
            elif not inner.factory._meta.abstract and not _changes_arguments(inner.factory):
                named(inner.factory, inner.said, here)
                check_declared(inner.factory, inner.factory.__qualname__, seen)


def _changes_arguments(class_: Any) -> bool:
    """Whether a factory has code of its own for what it is given: it may take names that nothing else tells."""
    return any(not getattr(class_, name).__module__.startswith("factory.") for name in ("_adjust_kwargs", "_build"))


class _Names:
    """The names that lead somewhere from one place."""

    def __init__(self, path: str, declared: Mapping[str, object]) -> None:
        self.path = path
        self.declared = declared
        self.known: Known = {}

    def named(self, overrides: Mapping[str, object]) -> dict[str, object]:
        found: dict[str, object] = {}
        for written, value in overrides.items():
            name = self.spelled(written)
            head, separator, rest = name.partition(SEPARATOR)
            if separator and rest and head in self.declared and name not in self.declared:
                found.update(self._parts(head, {rest: value}))
            elif type(value) is dict and self._holds_object(name):
                found.update(self._parts(name, cast("dict[str, object]", value)))
            else:
                if name not in self.declared:
                    self.check(written)
                found[name] = value
        return found

    def spelled(self, name: str) -> str:
        """A name as what is declared is called."""
        return name

    def check(self, name: str) -> None:
        """Refuse a name that nothing is declared for, unless it leads somewhere all the same."""
        raise NotImplementedError

    def leads_nowhere(self, head: str, name: str) -> UnknownName:
        """The error for a part of what has none."""
        return UnknownName(f"{self.path} declares no sub-factory for {head}, so {name} leads nowhere.")

    def _holds_object(self, name: str) -> bool:
        declaration = self.declared.get(name)
        # Without its trait, a field is what it was before.
        while isinstance(declaration, factory.declarations.Maybe):
            declaration = declaration.no
        inner = inner_of(declaration)
        related = isinstance(declaration, factory.declarations.RelatedFactory)
        return inner is not None and inner.kind == "object" and not related

    def _parts(self, head: str, parts: Mapping[str, object]) -> dict[str, object]:
        arms = list(arms_of(self.declared[head], self.known))
        inners = [inner for arm in arms if (inner := inner_of(arm)) is not None]
        spelled: dict[str, object] | None = None
        refused: UnknownName | None = None
        for inner in inners:
            try:
                spelled = _into(inner, parts, f"{self.path}.{head}")
                break
            except UnknownName as error:
                # Another arm may have the name.
                refused = refused or error
        if spelled is None:
            if all(map(takes_no_parts, arms)):
                raise self.leads_nowhere(head, f"{head}{SEPARATOR}{next(iter(parts))}")
            if refused is not None:
                raise refused
            spelled = dict(parts)
        return {f"{head}{SEPARATOR}{name}": value for name, value in spelled.items()}


def _into(inner: Inner, parts: Mapping[str, object], path: str) -> dict[str, object]:
    """What is said of an inner object, a list or a dict, all names checked."""
    if inner.kind != "object":
        return _OfItems(inner, path).named(parts)
    return named(inner.factory, parts, path, inner.said)


class _OfFactory(_Names):
    """The names of a factory: what it declares, its parameters, and the fields of its model."""

    def __init__(self, class_: Any, path: str, said: Mapping[str, object]) -> None:
        super().__init__(path, class_._meta.declarations)
        self._class = class_
        self._parameters: Mapping[str, object] = class_._meta.parameters
        self.known = known_of(class_, said)

    def spelled(self, name: str) -> str:
        """A field by its alias, where the model takes nothing else: what is given by its name, it would ignore."""
        head, separator, rest = name.partition(SEPARATOR)
        if name in self.declared or head in self.declared or _changes_arguments(self._class):
            return name
        return key_of(self._class._meta.get_model_class(), head, self.path) + separator + rest

    def check(self, name: str) -> None:
        meta, fields = self._class._meta, self._fields()
        if name in self._parameters:
            return
        renamed = {new: old for old, new in meta.rename.items()}
        if name in renamed and renamed[name] in self.declared:
            raise UnknownName(
                f"{self.path} calls the field {name!r} otherwise: its Meta renames it.\n"
                f"  did you mean:  {renamed[name]}?"
            )
        if fields is None or fields.extra or name in fields.fields:
            return
        head = name.partition(SEPARATOR)[0]
        if head in fields.fields:
            raise self.leads_nowhere(head, name)
        raise unknown(self.path, name, dict.fromkeys((*self.declared, *self._parameters, *fields.fields)))

    def leads_nowhere(self, head: str, name: str) -> UnknownName:
        with_trait = [
            trait
            for trait, on in sorted(self.known.items())
            if not on and any(map(inner_of, arms_of(self.declared.get(head), {**self.known, trait: True})))
        ]
        if with_trait:
            return UnknownName(
                f"{self.path} has a sub-factory for {head} with {with_trait[0]}=True only, so {name} leads nowhere.\n"
                f"  write:  build({with_trait[0]}=True, {name}=...)"
            )
        return UnknownName(
            f"{self.path} declares no sub-factory for {head}, so {name} leads nowhere.\n"
            f"  write:  {head}=..., or {head} = SubFactory(...) in {self._class.__qualname__}"
        )

    def _fields(self) -> Record | None:
        """The fields of its objects, as far as the type tells them."""
        try:
            return plan_of(self._class._meta.get_model_class()).record
        except BuildError:
            return None


class _OfItems(_Names):
    """The positions of a list, or the keys of a dict."""

    def __init__(self, inner: Inner, path: str) -> None:
        super().__init__(path, inner.said)
        self._kind = inner.kind

    def check(self, name: str) -> None:
        head, separator, _ = name.partition(SEPARATOR)
        if self._kind == "list":
            if separator or not name.isdecimal():
                raise unknown(self.path, head, self.declared, "item")
        elif separator or difflib.get_close_matches(name, self.declared, cutoff=0.8):
            # A dict may have another key; one that is nearly the same is meant to be the same.
            raise unknown(self.path, head, self.declared, "key")
