"""What is done with an object when it is made."""

from __future__ import annotations

from collections.abc import Callable

from builders.errors import BuildError, CannotBuild
from builders.plan.refusing import completed
from builders.seed.namespaces import HERE

Step = Callable[..., object]


def finished(built: object, steps: tuple[Step, ...], options: object, title: str, index: int) -> object:
    """The object after all steps.

    Args:
        built: the object.
        steps: in the order in which they run.
        options: their second argument, unless it is `None`.
        title: the object's type.
        index: the object's number.

    Raises:
        CannotBuild: a step raised, or returned something else.
    """
    for number, step in enumerate(steps, start=1):
        try:
            result = step(built) if options is None else step(built, options)
        except BuildError:
            raise
        except Exception as error:
            refused = CannotBuild(
                f"{title}: step {number} of {len(steps)} after it was built raised {type(error).__name__}: {error}\n"
                f"  the step:   {where(step)}"
            )
            raise completed(refused, title, HERE.namespace, index) from error
        if result is not None:
            if not isinstance(result, type(built)):
                raise CannotBuild(
                    f"A step after {title} returned {result!r}.\n"
                    f"  promised:  the {type(built).__name__} that takes the object's place, or None\n"
                    f"  the step:  {where(step)}"
                )
            built = result
    return built


def where(function: object) -> str:
    """A function's name, and where it was written."""
    name: str = getattr(function, "__qualname__", None) or repr(function)
    code = getattr(function, "__code__", None)
    return name if code is None else f"{name}, line {code.co_firstlineno} of {code.co_filename}"
