"""How types and values are written in messages."""

from __future__ import annotations

import enum
import types
import typing

from mockfactory.spec.check.placeholders import is_bare_mock
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.static import is_class

_LONGEST_REPR = 60
_LONGEST_TYPE = 120


def describe_type(annotation: object) -> str:
    """Write a type the way a person would: `int | None`, `list[Mailer]`, not `typing.Optional[app.mail.Mailer]`."""
    if annotation is None or annotation is types.NoneType:
        return "None"
    if annotation is Ellipsis:
        return "..."
    if isinstance(annotation, str):
        return annotation
    if isinstance(annotation, list):
        return f"[{', '.join(describe_type(each) for each in typing.cast('list[object]', annotation))}]"
    origin = typing.get_origin(annotation)
    if origin is not None:
        return _describe_alias(annotation, origin)
    if isinstance(annotation, type):
        return _class_name(annotation)
    if isinstance(annotation, typing.ForwardRef):
        return annotation.__forward_arg__
    try:
        name: object = getattr(annotation, "__name__", None)
    except Exception:
        name = None
    return name if isinstance(name, str) else _plain_repr(annotation)


def describe_value(value: object, expected: str = "") -> str:
    """Write a value with its type, short enough for a message: `str ('x')`.

    `expected` is the name of what was promised; a class of that same name is written with its module.
    """
    if value is None:
        return "None"
    if is_class(value):
        return f"class {_class_name(value)}"
    if is_bare_mock(value):
        return "a mock without a spec"
    cls = type(value)
    if is_one_of(cls, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return f"function {_after_locals(str(getattr(value, '__qualname__', '?')))}"
    if _stands_for_function(value):
        return short_repr(value).strip("<>")
    name = _class_name(cls)
    if name == expected:
        name = f"{cls.__module__}.{name}"
    if cls.__repr__ is object.__repr__:
        return name
    shown = short_repr(value)
    return f"{name} ({shown})" if shown else name


def short_repr(value: object) -> str:
    """The value's repr cut to a line, or "" where it has none to give."""
    import reprlib

    shorten = reprlib.Repr()
    shorten.maxstring = shorten.maxother = _LONGEST_REPR
    shorten.maxdict = shorten.maxlist = shorten.maxtuple = shorten.maxset = shorten.maxfrozenset = 4
    shorten.maxlevel = 3
    try:
        return " ".join(shorten.repr(value).split())
    except Exception:
        return ""


def _stands_for_function(value: object) -> bool:
    """True for the method of a double, whose own class means nothing to the reader."""
    try:
        claimed = value.__class__
    except Exception:
        return False
    return claimed is not type(value) and is_one_of(claimed, (types.FunctionType, types.MethodType))


def _class_name(cls: type) -> str:
    return _after_locals(cls.__qualname__)


def _after_locals(qualname: str) -> str:
    return qualname.rpartition("<locals>.")[2]


def _describe_alias(annotation: object, origin: object) -> str:
    arguments = typing.get_args(annotation)
    if origin is typing.Union or origin is types.UnionType:
        return " | ".join(describe_type(each) for each in arguments)
    if origin is typing.Literal:
        return f"Literal[{', '.join(map(_describe_literal, arguments))}]"
    if origin is typing.Annotated:
        return describe_type(arguments[0])
    inner = ", ".join(describe_type(each) for each in arguments)
    if origin is tuple and not arguments and not hasattr(annotation, "_nparams"):
        inner = "()"
    # typing.List[int] and friends keep the name that was written.
    name = _class_name(origin) if is_class(origin) else describe_type(origin)
    return f"{name}[{inner}]" if inner else name


def _describe_literal(value: object) -> str:
    return f"{_class_name(type(value))}.{value.name}" if isinstance(value, enum.Enum) else short_repr(value)


def _plain_repr(annotation: object) -> str:
    return short_repr(annotation).replace("typing_extensions.", "").replace("typing.", "")


def cut_union(name: str, longest: int = _LONGEST_TYPE) -> str:
    """The name of a type; of a union that no line would hold, the first of its arms.

    Args:
        name: as it is written.
        longest: how many characters are left as they are.

    Example:
        >>> cut_union("int | None"), cut_union(" | ".join(["AnotherMailer"] * 50))[-31:]
        ('int | None', '| AnotherMailer | ... (43 more)')
    """
    if len(name) <= longest:
        return name
    ends = [at for at in range(len(name)) if name.startswith(" | ", at) and _is_closed(name[:at])]
    shown = [at for at in ends if at <= longest]
    if shown:
        return f"{name[: shown[-1]]} | ... ({len(ends) - len(shown) + 1} more)"
    head, bracket, _ = name.partition("[")
    return f"{head}[...]" if bracket else name


def _is_closed(text: str) -> bool:
    return text.count("[") == text.count("]")
