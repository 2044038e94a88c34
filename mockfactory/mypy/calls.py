"""Reading a call that names something in a string: which name, of what, and whether it has to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mypy.nodes import ARG_NAMED, ARG_POS, CallExpr, Expression, NameExpr, StrExpr, Var

from mockfactory.mypy.strings import DOTTED


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of a function that patches, as far as they matter here.

    Attributes:
        parameters: names of those that can be given by position.
        target: of the one that says where the name stands: a dotted name, or an object.
        name: of the one that is the name, where the target is an object.
        object_with: of the one that is given only when the target is an object; "" where it never is.
        keywords: names of those that are no names on the target, where all other keywords are; None where none is.
        value: of the one that is put there; "" where that is not looked at.
        pardon: of the one that says whether the name need not be there; "" where it has to be.
        pardons: its value when it says so.
        refuses: whether the function itself refuses at run time what does not fit.
        builtin: whether a builtin can be set in a module that does not define it.
    """

    parameters: tuple[str, ...]
    target: str = "target"
    name: str = "name"
    object_with: str = ""
    keywords: frozenset[str] | None = None
    value: str = ""
    pardon: str = "create"
    pardons: bool = True
    refuses: bool = False
    builtin: bool = True


_PATCH: Final = Signature(("target", "new", "spec", "create"), value="new")
_PATCH_OBJECT: Final = Signature(
    ("target", "attribute", "new", "spec", "create"), name="attribute", object_with="attribute"
)
_PATCH_MULTIPLE: Final = Signature(
    ("target", "spec", "create"),
    keywords=frozenset({"target", "spec", "create", "spec_set", "autospec", "new_callable", "unsafe"}),
)
_SETATTR: Final = Signature(
    ("target", "name", "value", "raising"), object_with="value", pardon="raising", pardons=False, builtin=False
)
_DELATTR: Final = Signature(
    ("target", "name", "raising"), object_with="name", pardon="raising", pardons=False, builtin=False
)

METHODS: Final[Mapping[str, Signature]] = {
    **{
        f"{owner}.{method}": signature
        for owner in ("unittest.mock._patcher", "mock.mock._patcher", "pytest_mock.plugin.MockerFixture._Patcher")
        for method, signature in (
            ("__call__", _PATCH), ("object", _PATCH_OBJECT), ("multiple", _PATCH_MULTIPLE)
        )
    },
    "pytest_mock.plugin.MockerFixture.spy": Signature(
        ("obj", "name"), target="obj", object_with="name", pardon="", builtin=False
    ),
    "_pytest.monkeypatch.MonkeyPatch.setattr": _SETATTR,
    "_pytest.monkeypatch.MonkeyPatch.delattr": _DELATTR,
}  # fmt: skip
FUNCTIONS: Final[Mapping[str, Signature]] = {
    "mockfactory.double.building.replacing.replace": Signature(("target",), value="with_", pardon="", refuses=True),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """What a call names.

    Attributes:
        at: the expression to tell of an error at.
        dotted: a dotted name; "" where an object has the name.
        owner: the object that has the name; None where the name is dotted.
        name: on that object.
        value: what is put there; None where it is not written in the call.
    """

    at: Expression
    dotted: str = ""
    owner: Expression | None = None
    name: str = ""
    value: Expression | None = None


def namings(call: CallExpr, signature: Signature) -> Iterator[Naming]:
    """What a call names, as far as it is written there; nothing where the name need not exist."""
    given = _given(call, signature)
    target = None if given is None else given.get(signature.target)
    if given is None or target is None or _is_pardoned(given.get(signature.pardon), signature):
        return
    dotted = text_of(target)
    if signature.keywords is not None:
        for name in sorted(given.keys() - signature.keywords):
            if dotted is None:
                yield Naming(given[name], owner=target, name=name)
            else:
                yield Naming(given[name], dotted=f"{dotted}.{name}")
    elif signature.object_with in given:
        at = given.get(signature.name)
        written = None if at is None else text_of(at)
        if at is not None and written is not None and written.isidentifier():
            yield Naming(at, owner=target, name=written)
    elif dotted is not None and DOTTED.fullmatch(dotted):
        yield Naming(target, dotted=dotted, value=given.get(signature.value))


def _given(call: CallExpr, signature: Signature) -> dict[str, Expression] | None:
    """The arguments by the names of their parameters; None where some are in a list or a mapping."""
    given: dict[str, Expression] = {}
    for number, (kind, name, value) in enumerate(zip(call.arg_kinds, call.arg_names, call.args, strict=True)):
        if kind == ARG_NAMED and name is not None:
            given[name] = value
        elif kind == ARG_POS and number < len(signature.parameters):
            given[signature.parameters[number]] = value
        elif kind != ARG_POS:
            return None
    return given


def _is_pardoned(given: Expression | None, signature: Signature) -> bool:
    """Whether a call says that the name need not be there, or may say so."""
    if given is None:
        return False
    return not (isinstance(given, NameExpr) and given.fullname == f"builtins.{not signature.pardons}")


def text_of(expression: Expression) -> str | None:
    """The text that is written, here or where a `Final` name is defined; None for anything else."""
    if isinstance(expression, StrExpr):
        return expression.value
    node = expression.node if isinstance(expression, NameExpr) else None
    if isinstance(node, Var) and isinstance(node.final_value, str):
        return node.final_value
    return None
