"""Tuples: `tuple[int, str]`, `tuple[int, ...]`, `tuple[()]`, `tuple[int, *tuple[str, ...], bool]`."""

from __future__ import annotations

import typing
from collections.abc import Sequence

from mockfactory.spec.check.classes import class_check
from mockfactory.spec.check.compiler import Compiler
from mockfactory.spec.check.containers import items_check
from mockfactory.spec.check.placeholders import is_placeholder
from mockfactory.spec.check.qualifiers import unpacked
from mockfactory.spec.check.readers import as_tuple
from mockfactory.spec.check.verdict import Check, Problem, refusal

_Element = Check | None


def tuple_check(arguments: tuple[object, ...], compiler: Compiler, name: str) -> Check:
    """Compile the arguments of `tuple[...]`; none at all means the empty tuple."""
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = compiler.check(arguments[0], "tuple item")
        return class_check(tuple) if item is None else items_check(tuple, item, name)
    flat = _flatten(arguments)
    repeated = [index for index, element in enumerate(flat) if isinstance(element, _Repeated)]
    elements: list[_Element] = []
    for index, element in enumerate(flat):
        written = element.annotation if isinstance(element, _Repeated) else element
        elements.append(compiler.check(written, f"tuple item {index}"))
    if not repeated:
        return _fixed(elements, name)
    middle = repeated[0]
    return _with_middle(elements[:middle], elements[middle], elements[middle + 1 :], name)


class _Repeated(typing.NamedTuple):
    """An element that occurs any number of times: `*tuple[str, ...]`."""

    annotation: object


def _flatten(arguments: tuple[object, ...]) -> list[object]:
    flat: list[object] = []
    for argument in arguments:
        inner = unpacked(argument)
        if inner is None:
            flat.append(argument)
        elif typing.get_origin(inner) is tuple:
            parts = typing.get_args(inner)
            flat.extend([_Repeated(parts[0])] if parts[1:] == (...,) else _flatten(parts))
        else:  # a type variable tuple: any number of anything
            flat.append(_Repeated(typing.Any))
    return flat


def _fixed(elements: list[_Element], name: str) -> Check:
    checked = [(index, element) for index, element in enumerate(elements) if element is not None]

    def accepts(value: object) -> bool:
        try:
            items = as_tuple(value)
            if items is not None:
                return len(items) == len(elements) and _all_accepted(items, checked)
            return isinstance(value, tuple) or is_placeholder(value)
        except Exception:
            return True

    def explain(value: object) -> Problem:
        items = as_tuple(value)
        if items is None:
            return refusal(value, name)
        if len(items) != len(elements):
            return refusal(value, name, f"it has {_counted(len(items))}")
        return _first_wrong(items, checked) or refusal(value, name)

    return Check(frozenset(), accepts, explain, name)


def _with_middle(before: list[_Element], middle: _Element, after: list[_Element], name: str) -> Check:
    """A tuple with a part of any length: told by length first, then checked as a fixed tuple of that length."""

    def fixed_for(length: int) -> Check | None:
        times = length - len(before) - len(after)
        return None if times < 0 else _fixed([*before, *[middle] * times, *after], name)

    def accepts(value: object) -> bool:
        try:
            items = as_tuple(value)
            if items is None:
                return isinstance(value, tuple) or is_placeholder(value)
            fixed = fixed_for(len(items))
            return fixed is not None and fixed.accepts(items)
        except Exception:
            return True

    def explain(value: object) -> Problem:
        items = as_tuple(value)
        if items is None:
            return refusal(value, name)
        fixed = fixed_for(len(items))
        return refusal(value, name, f"it has {_counted(len(items))}") if fixed is None else fixed.explain(value)

    return Check(frozenset(), accepts, explain, name)


def _all_accepted(items: tuple[object, ...], checked: Sequence[tuple[int, Check]]) -> bool:
    for index, element in checked:
        item = items[index]
        if type(item) not in element.exact and not element.accepts(item):
            return False
    return True


def _first_wrong(items: tuple[object, ...], checked: Sequence[tuple[int, Check]]) -> Problem | None:
    for index, element in checked:
        if not element.accepts(items[index]):
            return element.explain(items[index]).under(f"tuple item {index}")
    return None


def _counted(length: int) -> str:
    return f"{length} item" if length == 1 else f"{length} items"
