"""The compiled check of one annotation, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, final


class Problem(NamedTuple):
    """Why a value was refused, and where in it.

    `path` names the place from the outside in ("list item 2", "key 'age'"). `text` is a noun ("str, not int") where
    `noun` is set, else a sentence ("key 'age' is missing").
    """

    path: tuple[str, ...]
    text: str
    noun: bool = True
    tag: str = ""
    """Of a TypedDict whose tag (a key of a `Literal` type) says that the value is another one: the tag it wants."""

    def under(self, part: str) -> Problem:
        """The same problem, seen from one container further out."""
        return Problem((part, *self.path), self.text, self.noun)

    def __str__(self) -> str:
        if not self.path:
            return self.text
        return f"{', '.join(self.path)}{' is ' if self.noun else ': '}{self.text}"


class Flat(NamedTuple):
    """A built-in container type of which a check accepts every instance whose items are of these types, and others.

    `items` are the types of items, of a dict those of values, `keys` the types of its keys; None stands for "anything".
    """

    container: type
    items: frozenset[type] | None
    keys: frozenset[type] | None = None


@final
@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """What one annotation accepts.

    Ask `type(value) in check.exact or check.accepts(value)`: for most values of most annotations the answer is one set
    look-up. `exact` holds only types for which the type alone decides, and may be empty; `accepts` is the whole verdict
    and never raises. (A metaclass may make its classes unhashable: then the look-up raises TypeError.)

    >>> from mockfactory.spec.check import compile_check
    >>> from mockfactory.spec.model import Hint
    >>> check = compile_check(Hint(list[int]))
    >>> check.accepts([1, 2]), check.accepts([1, "x"])
    (True, False)
    >>> check.mismatch([1, "x"])
    "list item 1 is str ('x'), not int"
    """

    exact: frozenset[type]
    accepts: Callable[[object], bool]
    explain: Callable[[object], Problem]
    name: str
    classes: tuple[type, ...] = ()
    """Set when the whole verdict is `isinstance(value, classes)`: a union then needs one call for many arms."""
    flat: tuple[Flat, ...] = ()
    """Containers that the types of their items may show to be accepted. Where they do not, `accepts` decides."""

    def mismatch(self, value: object) -> str:
        """Say what came and what was promised. Only for a value that `accepts` refused.

        Returns:
            "str ('x'), not int", or with the place in front: "list item 2 is str ('x'), not int".
        """
        return str(self._problem(value))

    def told(self, value: object, plain: str, inside: str) -> str:
        """The same as a sentence.

        Args:
            value: what `accepts` refused.
            plain: the words before it ("argument 'ids' is").
            inside: the words before it where only a part of the value is wrong ("argument 'ids':").
        """
        problem = self._problem(value)
        return f"{plain if problem.noun and not problem.path else inside} {problem}"

    def _problem(self, value: object) -> Problem:
        try:
            return self.explain(value)
        except Exception:  # the value's own code, run while it is described
            return refusal(value, self.name)


def refusal(value: object, name: str, detail: str = "") -> Problem:
    """`value` as a whole is not what was promised."""
    from mockfactory.spec.check.words import cut_union, describe_value

    return Problem((), f"{describe_value(value, name)}, not {cut_union(name)}{': ' + detail if detail else ''}")
