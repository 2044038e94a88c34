"""Rule 29: what a class has only from a Protocol, where it has no body, is not there."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import TYPE_CHECKING, Final

from mockfactory.rules.comparing.pair import Pair, as_code, written
from mockfactory.rules.telling.findings import Finding, Severity
from mockfactory.spec import Member
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, mro_of
from mockfactory.spec.looking.static import described_classes, is_class, name_of
from mockfactory.spec.members.bodies import returns_no_value
from mockfactory.spec.members.bytecode import stored_names, uses_names
from mockfactory.spec.members.functions import functions_in, functions_of
from mockfactory.spec.members.signatures import is_protocol

if TYPE_CHECKING:
    import ast

_NOT_WRITTEN: Final = "NotImplementedError"
_BY_NAME: Final = frozenset({"setattr", "__setattr__", "__dict__", "vars"})


def unwritten(pair: Pair) -> Iterator[Finding]:
    """Rule 29: each member that the implementation has from a Protocol alone, which gives no body and no value for it.

    To a type checker such a member is abstract, and Python runs the empty body. Source: the typing specification,
    "Protocols: explicitly declaring implementation".
    """
    for given in _members(pair):
        owner = name_of(given.owner) if is_class(given.owner) else ""
        what = "value" if given.found == "annotation" else "body"
        problem = f"{pair.impl.name}.{given.name} is only inherited from {owner}, which gives it no {what}"
        may_be_given = what == "value" and pair.impl.dynamic is not None
        severity = Severity.UNVERIFIED if may_be_given else Severity.INCOMPATIBLE
        yield Finding(29, severity, given.name, problem, promised=written(given), mend=f"add {as_code(given)}")


def is_left_to_others(pair: Pair) -> bool:
    """Whether a class leaves a member of a Protocol open that one below it has: it is no implementation by itself."""
    cls = pair.impl.cls
    return cls is not None and any(
        _has(below, given.name, given.owner) for given in _members(pair) for below in _below(cls)
    )


def _members(pair: Pair) -> Iterator[Member]:
    """The members that the implementation has from a Protocol alone."""
    cls, asked_of = pair.impl.cls, pair.iface.cls
    if cls is None or cls is asked_of or is_protocol(cls) or not any(map(is_protocol, mro_of(cls))):
        return
    abstract: frozenset[str] = getattr(cls, "__abstractmethods__", frozenset())
    for name, asked in pair.demanded.items():
        given = pair.impl.members.get(name)
        if given is None or name in abstract or not is_unwritten(given, cls):
            continue
        if asked_of is not None and not is_protocol(asked_of) and is_unwritten(asked, asked_of):
            continue  # a class that lacks it itself asks for no more
        yield given


def _below(cls: type) -> Iterator[type]:
    below: list[type] = type.__subclasses__(cls)
    for one in below:
        yield one
        yield from _below(one)


def _has(cls: type, name: str, owner: object) -> bool:
    """Whether a class has from somewhere else what its base has from a Protocol alone."""
    found = find_raw(cls, name)
    return _is_assigned(name, cls) if found is None else not is_one_of(found[0], (owner,))


def is_unwritten(member: Member, cls: type) -> bool:
    """Whether a class has a member from a Protocol alone, which has an empty body for it, or an annotation alone.

    Args:
        member: of the class.
        cls: the class.
    """
    owner = member.owner
    if not is_class(owner) or not is_protocol(owner):
        return False
    found = find_raw(cls, member.name)
    if found is None:
        return member.found == "annotation" and not _is_assigned(member.name, cls)
    value: object = found[1]
    if isinstance(value, property):
        value = value.fget
    if found[0] is not owner or (member.call is None and member.found != "property"):
        return False
    functions = list(functions_in(value))
    return bool(functions) and has_no_body(functions[-1])


def has_no_body(function: FunctionType) -> bool:
    """Whether a function does nothing: `...`, `pass`, a docstring, or `raise NotImplementedError`.

    Example:
        >>> def send(to: str) -> bool: ...
        >>> has_no_body(send), has_no_body(lambda: True)
        (True, False)
    """
    code = function.__code__
    if any(name != _NOT_WRITTEN for name in code.co_names):
        return False
    from mockfactory.spec.members.source import syntax_of

    tree = syntax_of(function)
    if tree is None:
        return not code.co_names and returns_no_value(function)
    return all(map(_does_nothing, tree.body))


def _does_nothing(statement: ast.stmt) -> bool:
    import ast

    if isinstance(statement, ast.Raise):
        error = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(error, ast.Name) and error.id == _NOT_WRITTEN
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _is_assigned(name: str, cls: type) -> bool:
    """Whether a method of the class, or of one of its bases, assigns the attribute, or may."""
    return any(
        name in stored_names(function.__code__) or uses_names(function.__code__, _BY_NAME)
        for base in described_classes(cls)
        for function, _ in functions_of(base)
    )
