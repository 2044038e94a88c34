"""A member as one line of source, and back again."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from inspect import Parameter, Signature
from typing import Final

from mockfactory.spec import Binding, CallSpec, Hint, Kind, Member
from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.description.shown import as_written, shown_hint
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.verification.type_texts import type_text
from mockfactory.wording.text import Written as TextOf

_OF_CLASS: Final = "ClassVar"
_DECORATED = {Binding.CLASS: "@classmethod ", Binding.STATIC: "@staticmethod ", Binding.INSTANCE: ""}


class Unreadable(ValueError):
    """A line that no member is written as."""


@dataclass(frozen=True, slots=True)
class Written:
    """A member, as a line of a snapshot tells it.

    Attributes:
        is_async: whether it is an `async def`.
        binding: what it is called on.
        signature: how it is called; `None` for an attribute, and where that is not known.
        is_called: whether it is called at all.
        types: of the parameters, by name; as they are written.
        gives: the type of the result, or of the attribute; "" where nothing is said.
        settable: whether an attribute can be set.
        of_class: whether an attribute is declared to be read on the class: `ClassVar`, a member of an enum.
        on_class: whether it is there on the class: declared, or as the default of objects.
    """

    is_called: bool
    is_async: bool = False
    binding: Binding = Binding.INSTANCE
    signature: Signature | None = None
    types: Mapping[str, str] = field(default_factory=dict[str, str])
    gives: str = ""
    settable: bool = False
    of_class: bool = False
    on_class: bool = False


def line_of(kind: Kind, binding: Binding, name: str, call: CallSpec) -> str:
    """A call as one line: `async def send(to: str, *, urgent: bool = False) -> bool`.

    What gives a coroutine is written as `async def` too: to callers it is the same.
    """
    if call.returns.awaits is not None and origin_of(call.returns.value.annotation) is Coroutine:
        kind = Kind.ASYNC_METHOD
    keyword, shown = as_written(kind, "def", call)
    kept = f"{_DECORATED[binding]}{keyword} {name}"
    return f"{kept}(...)" if call.signature is None else f"{kept}{_parameters(call.signature, shown)}"


def _parameters(signature: Signature, call: CallSpec) -> str:
    named = [
        one.replace(
            annotation=_as_annotation(call.hints.get(one.name)),
            default=one.default if one.default is Parameter.empty else TextOf(_default(one.default)),
        )
        for one in signature.parameters.values()
    ]
    gives = _as_annotation(call.returns.value)
    is_nothing = gives is Parameter.empty and call.no_value
    return str(Signature(named, return_annotation=TextOf("None") if is_nothing else gives))


def _as_annotation(hint: Hint | None) -> object:
    text = None if hint is None else _text_of(hint)
    return Parameter.empty if text is None else TextOf(text)


def _text_of(hint: Hint) -> str | None:
    """The type that values are checked against, with the modules of its names; `None` where there is none."""
    shown = shown_hint(hint)
    if shown is None or hint.unchecked is not None:
        return shown
    text = type_text(hint.annotation)
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:  # a class whose name is none
        return repr(text)
    return text


def _default(value: object) -> str:
    # Only plain values are printed: the `repr` of anything else is code of its class.
    return repr(value) if is_one_of(type(value), (bool, int, float, str, bytes, type(None))) else "..."


def lines_of(member: Member) -> list[str]:
    """A member as lines, one for each overload."""
    if member.call is not None:
        calls = member.overloads or (member.call,)
        return [line_of(member.kind, member.binding, member.name, call) for call in calls]
    hint = _text_of(member.value)
    kind = "@property " if member.kind is Kind.PROPERTY else ""
    value = ""
    if member.kind is Kind.CLASS_ATTRIBUTE and member.found == "class value":
        value = " = ..."
    elif member.kind is Kind.CLASS_ATTRIBUTE:
        hint = _OF_CLASS if hint is None else f"{_OF_CLASS}[{hint}]"
    told = "" if hint is None else f": {hint}"
    return [f"{kind}{member.name}{told}{value}{'' if member.settable else '  # read-only'}"]


def read_line(line: str) -> Written:
    """A line of a snapshot, read.

    Raises:
        Unreadable: it is none.
    """
    bare, binding = line, Binding.INSTANCE
    for kind, prefix in _DECORATED.items():
        if prefix and line.startswith(prefix):
            bare, binding = line.removeprefix(prefix), kind
    if not bare.startswith(("def ", "async def ")):
        return _attribute(bare, line)
    if bare.endswith("(...)"):
        return Written(True, bare.startswith("async "), binding)
    try:
        (node,) = ast.parse(f"{bare}: ...").body
    except (SyntaxError, ValueError):
        raise Unreadable(line) from None
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        raise Unreadable(line)
    return Written(
        True, isinstance(node, ast.AsyncFunctionDef), binding, _signature(node.args), _types(node.args),
        "" if node.returns is None else ast.unparse(node.returns),
    )  # fmt: skip


def _attribute(bare: str, line: str) -> Written:
    text, _, comment = bare.removeprefix("@property ").partition("  # ")
    has_value = text.endswith(" = ...")
    told = text.removesuffix(" = ...").partition(": ")[2]
    of_class = told == _OF_CLASS or (told.startswith(f"{_OF_CLASS}[") and told.endswith("]"))
    if of_class:
        told = told.removeprefix(_OF_CLASS)[1:-1]
    return Written(
        False, gives=_type(told, line), settable=comment != "read-only", of_class=of_class,
        on_class=of_class or has_value,
    )  # fmt: skip


def bare(written: Written) -> Written:
    """The same without the modules of types: so it was written in snapshots of the first format."""
    types = {name: _without_modules(text) for name, text in written.types.items()}
    return dataclasses.replace(written, types=types, gives=_without_modules(written.gives))


def _without_modules(text: str) -> str:
    return ast.unparse(_Bare().visit(ast.parse(text, mode="eval"))) if text else ""


class _Bare(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        return ast.Name(node.attr)


def _type(text: str, line: str) -> str:
    try:
        return ast.unparse(ast.parse(text, mode="eval")) if text else ""
    except SyntaxError:
        raise Unreadable(line) from None


def _signature(arguments: ast.arguments) -> Signature:
    slots = [*arguments.posonlyargs, *arguments.args]
    optional = len(slots) - len(arguments.defaults)
    found = [
        Parameter(
            one.arg,
            Parameter.POSITIONAL_ONLY if place < len(arguments.posonlyargs) else Parameter.POSITIONAL_OR_KEYWORD,
            default=Parameter.empty if place < optional else ast.unparse(arguments.defaults[place - optional]),
        )
        for place, one in enumerate(slots)
    ]
    if arguments.vararg is not None:
        found.append(Parameter(arguments.vararg.arg, Parameter.VAR_POSITIONAL))
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        given = Parameter.empty if default is None else ast.unparse(default)
        found.append(Parameter(one.arg, Parameter.KEYWORD_ONLY, default=given))
    if arguments.kwarg is not None:
        found.append(Parameter(arguments.kwarg.arg, Parameter.VAR_KEYWORD))
    return inspect.Signature(found)


def _types(arguments: ast.arguments) -> dict[str, str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return {one.arg: ast.unparse(one.annotation) for one in every if one.annotation is not None}
