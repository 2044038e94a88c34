"""Whether the functions of a builder take what they are given."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence

from builders.declaring.options import Options
from builders.declaring.steps import where
from builders.errors import CannotBuild


def check_functions(
    title: str,
    rules: Mapping[str, Callable[..., object]],
    steps: Sequence[Callable[..., object]],
    options: Options,
) -> None:
    """See that rules and steps can be called: with the object, and with the options where there are some.

    Args:
        title: of the object's type.
        rules: by field.
        steps: in their order.
        options: of the builder.

    Raises:
        CannotBuild: one takes fewer values, or needs more.
    """
    given = 1 if options.type is None else 2
    for name, rule in rules.items():
        if not _takes(rule, given):
            raise _refusal(f"The rule for {title}.{name}", rule, f"deriving({name}=lambda {{}}: ...)", title, options)
    for number, step in enumerate(steps, start=1):
        if not _takes(step, given):
            raise _refusal(f"{title}: step {number} of {len(steps)}", step, "after(lambda {}: ...)", title, options)


def _takes(function: Callable[..., object], given: int) -> bool:
    try:
        inspect.signature(function).bind(*range(given))
    except TypeError:
        return False
    except ValueError:
        # Some functions in C don't say.
        return True
    return True


def _refusal(what: str, function: Callable[..., object], way: str, title: str, options: Options) -> CannotBuild:
    made = variable(title)
    if options.type is None:
        promised, parameters = "one argument, the object", made
        more = ", or .transient(...) before it, where it asks for options"
    else:
        promised, parameters = f"two arguments, the object and the {options.type.__qualname__}", f"{made}, options"
        more = ""
    return CannotBuild(
        f"{what} can't be called: it takes {inspect.signature(function)}\n"
        f"  promised:  {promised}\n"
        f"  it is:     {where(function)}\n"
        f"  write:     .{way.format(parameters)}{more}"
    )


def variable(title: str) -> str:
    """A name for an object of a type, in messages that show code."""
    name = title.rpartition(".")[2].lower()
    return name if name.isidentifier() else "made"
