"""Values as the code that makes them."""

from __future__ import annotations

from typing import Final

from mockfactory.double.wording.text import show


def code(word: str, *given: object, **options: tuple[object, object]) -> str:
    """`delays(2, growth=2)`: what is given by position, and each option that is not its default.

    Args:
        word: the name of the function.
        given: what it takes by position.
        options: the value and the default of each option.
    """
    parts = [written(value) for value in given]
    parts += [f"{name}={written(value)}" for name, (value, default) in options.items() if value != default]
    return f"{word}({', '.join(parts)})"


def written(value: object) -> str:
    """One value: whole, but for what is very long; a class by its name."""
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, BaseException):  # some have a text of their own
        return code(type(value).__name__, *value.args)
    try:
        text = repr(value)
    except Exception:
        return show(value)
    return text if len(text) <= _LONG else show(value)


_LONG: Final = 400


def alike(one: object, other: object) -> bool:
    """Whether two values in a plan are the same as far as a plan goes.

    Two exceptions of one class with equal arguments are; so are two matchers that print alike.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, BaseException) and isinstance(other, BaseException):
        return alike(one.args, other.args) and one.__dict__ == other.__dict__
    if getattr(type(one), "__mockfactory_matcher__", False):
        return repr(one) == repr(other)
    try:
        return bool(one == other)
    except Exception:
        return False


def hashed(value: object) -> int:
    """A hash that values which are alike have in common."""
    return hash(type(value).__qualname__)
