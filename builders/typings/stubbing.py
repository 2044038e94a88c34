"""Modules of `builders`, written as stubs, with an overload for each type that is listed.

Python has no way to say "all types but these", so what is not listed is built without overrides: with them it would be
unchecked, and a misspelt override of a listed type would fall through to it. The overload for it comes first, and takes
any name with a value of the type `Never`, which nothing is: it is the only one that a misspelt name fits, so pyright
tells of that name, where it stands, and not of all overloads.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, ParamSpec, TypeVar

from builders.typings.listing import Model
from builders.typings.naming import DECLARED, RULES, VALUES, dictionary
from builders.typings.spelling import Speller, parameters

_KINDS: Final[Mapping[str, str]] = {
    "build": VALUES,
    "build_many": VALUES,
    "__init__": DECLARED,
    "having": DECLARED,
    "trait": DECLARED,
    "deriving": RULES,
}
_BUILT, _OPTIONS, _BUILDER = "T", "P", "Builder"
# The variables of generic models, and a builder's options: a builder that has some is not checked.
_VARIABLES: Final = tuple(f"_T{number}" for number in range(8))
_HAS_OPTIONS: Final = "_Options"
_NO_FIELD, _NEVER = "no_such_field", "_Never"

_OWN_IMPORTS: Final = (
    "from _typeshed import DataclassInstance as _DataclassInstance",
    "from typing import Never as _Never, TypeVar as _TypeVar, overload as _overload",
    "from typing_extensions import Unpack as _Unpack",
)

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def stub_of(source: str, models: Sequence[Model], speller: Speller, names: str) -> str:
    """The stub of a module.

    Args:
        source: the module's own text. All that it defines is in the stub, without bodies.
        models: what is listed.
        speller: for their names.
        names: the module with their dictionaries.
    """
    module = ast.parse(source)
    body = [*_without_bodies(module.body, _Listing(models, speller, names))]
    imports = [one for one in body if isinstance(one, ast.Import | ast.ImportFrom) and not _is_future(one)]
    rest = [one for one in body if not isinstance(one, ast.Import | ast.ImportFrom)]
    text = ast.unparse(ast.fix_missing_locations(ast.Module(rest, [])))
    used = {*re.findall(r"\w+", text), "_TypeVar", "_DataclassInstance"}
    own = ast.parse("\n".join([*_OWN_IMPORTS, f"import {names} as _names", *speller.imports(text)])).body
    needed = [_needed(one, used) for one in [*imports, *own] if isinstance(one, ast.Import | ast.ImportFrom)]
    variables = [f"{name} = _TypeVar({name!r})" for name in _VARIABLES if name in used]
    options = f"{_HAS_OPTIONS} = _TypeVar({_HAS_OPTIONS!r}, bound=_DataclassInstance)"
    lines = [ast.unparse(one) for one in needed if one is not None]
    return "\n".join([*lines, "", *variables, options, "", text]) + "\n"


def _needed(statement: ast.Import | ast.ImportFrom, used: set[str]) -> ast.stmt | None:
    """An import without the names that nothing uses; `None` when none is left."""
    names = [one for one in statement.names if (one.asname or one.name) in used]
    if not names:
        return None
    return ast.Import(names) if isinstance(statement, ast.Import) else ast.ImportFrom(statement.module, names, 0)


class _Listing:
    """What each listed type adds to a function."""

    def __init__(self, models: Sequence[Model], speller: Speller, names: str) -> None:
        self.models = models
        self.speller = speller
        self.names = names

    def overloads(self, declared: Sequence[_Function], *, method: bool) -> Iterator[_Function]:
        """A function that takes overrides, once for each listed type.

        Args:
            declared: its overloads, or itself when it has none.
            method: whether it is a method of `Builder`.
        """
        first, last = declared[0], declared[-1]
        on_builder = method and first.name != "__init__"
        yield self._of_others(first, ast.arg(_NO_FIELD, _expression(_NEVER)), on_builder=on_builder)
        for model in self.models:
            if model.record is not None or not self._has_subclass(model):
                yield self._of_model(first, model, method=method)
        # `**mapping`, whose names nobody knows, fits this one.
        yield self._of_others(first, None, on_builder=on_builder)
        if on_builder:
            with_options = _overload(last)
            yield _as_seen_by(with_options, f"{_BUILDER}[{_BUILT}, {_HAS_OPTIONS}]", {_OPTIONS: _HAS_OPTIONS})

    def _of_others(self, function: _Function, names: ast.arg | None, *, on_builder: bool) -> _Function:
        copied = _overload(function)
        copied.args.kwarg = names
        return _as_seen_by(copied, f"{_BUILDER}[{_BUILT}, None]", {_OPTIONS: "None"}) if on_builder else copied

    def _of_model(self, function: _Function, model: Model, *, method: bool) -> _Function:
        built = self._spelt(model)
        copied = _overload(function)
        assert copied.args.kwarg is not None
        # What takes any name would take a misspelt one of a subclass too.
        if model.record is not None and (not model.record.extra or self._has_subclass(model)):
            kind = _KINDS[function.name]
            copied.args.kwarg.annotation = _expression(f"_Unpack[_names.{dictionary(model.record)}_{kind}]")
        for argument in (*copied.args.posonlyargs, *copied.args.args):
            if argument.arg == "type":
                argument.annotation = _expression(f"{self.speller.named(type)}[{built}]")
        changed = {_BUILT: built, _OPTIONS: "None"}
        return _as_seen_by(copied, f"{_BUILDER}[{built}, None]" if method else None, changed)

    def _has_subclass(self, model: Model) -> bool:
        return any(model.type in other.type.__mro__[1:] for other in self.models)

    def _spelt(self, model: Model) -> str:
        name = self.speller.named(model.type)
        taken = parameters(model.type)
        free = dict(zip((one for one in taken if _is_free(one)), _VARIABLES, strict=False))
        rest = {one: self.speller.named_from("typing", "Any") for one in taken if one not in free}
        arguments = ["..." if isinstance(one, ParamSpec) else {**free, **rest}[one] for one in taken]
        return f"{name}[{', '.join(arguments)}]" if arguments else name


def _is_free(variable: object) -> bool:
    """Whether a variable takes any type, as those of the stub do."""
    return isinstance(variable, TypeVar) and variable.__bound__ is None and not variable.__constraints__


def _without_bodies(body: Iterable[ast.stmt], listing: _Listing, *, within: str = "") -> Iterator[ast.stmt]:
    """Statements of a module or class as a stub has them."""
    functions: dict[str, list[_Function]] = {}
    statements = list(body)
    for one in statements:
        if isinstance(one, _Function):
            functions.setdefault(one.name, []).append(one)
    for one in statements:
        if isinstance(one, _Function):
            declared = functions.pop(one.name, [])
            yield from _declarations(declared, listing, within)
        elif isinstance(one, ast.ClassDef):
            copied = copy.copy(one)
            copied.body = [*_without_bodies(one.body, listing, within=one.name)] or [_ellipsis()]
            yield copied
        elif isinstance(one, ast.AnnAssign):
            # A constant without a type of its own takes it from its value.
            yield one if _is_bare_final(one) else ast.AnnAssign(one.target, one.annotation, None, one.simple)
        elif isinstance(one, ast.If) and ast.unparse(one.test).endswith("TYPE_CHECKING"):
            yield from _without_bodies(one.body, listing, within=within)
        elif isinstance(one, ast.Import | ast.ImportFrom) or (isinstance(one, ast.Assign) and not _is_dunder(one)):
            yield one


def _declarations(declared: list[_Function], listing: _Listing, within: str) -> Iterator[ast.stmt]:
    if not declared:
        return
    overloads = [one for one in declared if any(ast.unparse(by).endswith("overload") for by in one.decorator_list)]
    shown = overloads or declared
    name = declared[0].name
    if name in _KINDS and within in ("", _BUILDER) and declared[0].args.kwarg is not None:
        yield from listing.overloads(shown, method=bool(within))
    else:
        yield from map(_bare, shown)


def _bare(function: _Function) -> _Function:
    # Without its body first, so that no body is copied.
    bare = copy.copy(function)
    bare.body = [_ellipsis()]
    return copy.deepcopy(bare)


def _overload(function: _Function) -> _Function:
    copied = _bare(function)
    copied.decorator_list = [_expression("_overload")]
    return copied


def _as_seen_by(function: _Function, owner: str | None, changed: Mapping[str, str]) -> _Function:
    """The function as a method of one type of builder, with other types in the place of variables."""
    renamed = _Renaming(changed).visit(function)
    assert isinstance(renamed, _Function)
    if owner is not None:
        (*_, first) = [*renamed.args.args[:1], *renamed.args.posonlyargs[:1]]
        first.annotation = _expression(owner)
    return renamed


class _Renaming(ast.NodeTransformer):
    def __init__(self, changed: Mapping[str, str]) -> None:
        self.changed = changed

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return _expression(self.changed[node.id]) if node.id in self.changed else node


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _ellipsis() -> ast.stmt:
    return ast.Expr(ast.Constant(...))


def _is_future(statement: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _is_bare_final(statement: ast.AnnAssign) -> bool:
    return ast.unparse(statement.annotation).endswith("Final")


def _is_dunder(statement: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id.startswith("__") for target in statement.targets)
