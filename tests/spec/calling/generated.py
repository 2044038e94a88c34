"""Functions of every kind of signature, and the calls that each takes, found out by calling it."""

from __future__ import annotations

import inspect
import itertools
import random
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from mockfactory.spec.calling.shapes import Shape

_NAMES: Final = "abcd"
_OTHER: Final = "any_other"
_SHAPES: Final = [
    Shape(positional, frozenset(names))
    for positional in range(6)
    for names in itertools.chain.from_iterable(itertools.combinations((*_NAMES, _OTHER), n) for n in range(6))
]


class Function(NamedTuple):
    """One signature and its calls."""

    text: str
    signature: inspect.Signature
    calls: frozenset[Shape]


def functions(number: int, seed: int) -> list[Function]:
    """So many different ones, of up to four parameters, of which none has a name that the others can't have."""
    drawn = random.Random(seed)
    found: dict[str, Function] = {}
    while len(found) < number:
        text = f"lambda {', '.join(_parameters(drawn))}: None"
        if text not in found:
            function = eval(text)  # of letters that stand above
            found[text] = Function(text, inspect.signature(function), _calls_of(function))
    return list(found.values())


def _parameters(drawn: random.Random) -> list[str]:
    names = drawn.sample(_NAMES, drawn.randint(0, 4))
    slots, alone = drawn.randint(0, len(names)), drawn.randint(0, len(names))
    required = drawn.randint(0, slots)
    text = [name if place < required else f"{name}=0" for place, name in enumerate(names[:slots])]
    if 0 < alone <= slots:
        text.insert(alone, "/")
    keywords = names[slots:]
    if drawn.random() < 0.25:
        text.append("*args")
    elif keywords:
        text.append("*")
    text += [name if drawn.random() < 0.5 else f"{name}=0" for name in keywords]
    return [*text, "**options"] if drawn.random() < 0.25 else text


def _calls_of(function: Callable[..., object]) -> frozenset[Shape]:
    return frozenset(shape for shape in _SHAPES if _takes(function, shape.positional, dict.fromkeys(shape.names)))


def _takes(function: Callable[..., object], positional: int, named: Mapping[str, object]) -> bool:
    try:
        function(*[None] * positional, **named)
    except TypeError:
        return False
    return True
