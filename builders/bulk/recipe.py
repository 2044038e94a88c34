"""What rows are made: all that another process has to be told to make the same ones."""

from __future__ import annotations

import itertools
import operator
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Final, cast

from builders.bulk.options import Options
from builders.bulk.sheet import Sheet
from builders.plan.nesting import unknown
from builders.seed.locales import DEFAULT_LOCALE
from builders.seed.namespaces import HERE, Namespace

_LAST: Final = 1 << 63


@dataclass(frozen=True, slots=True)
class Recipe:
    """The rows of a type, all of them.

    Attributes:
        source: a type with fields, or a builder.
        seed, namespace, locale: as of `seeded`.
        having: values of fields, the same in all rows; named as overrides of `build` are.
        traits: of the builder.
        validate: whether each row is made by its type; `None` where the type has code of its own.
    """

    source: object
    seed: int
    namespace: str
    locale: str
    having: Mapping[str, object]
    traits: tuple[str, ...]
    validate: bool | None

    @classmethod
    def of(cls, source: object, options: Options) -> Recipe:
        """The rows that were asked for here and now.

        Raises:
            TypeError: there is no such option, or a value can't be one.
        """
        for name in options:
            if name not in Options.__annotations__:
                raise TypeError(str(unknown("This function", name, Options.__annotations__, "option")))
        here = HERE.namespace
        seed, namespace, locale = here.seed, here.name, here.locale
        if "seed" in options:
            seed, namespace, locale = _integer("seed", options["seed"]), "", DEFAULT_LOCALE
        namespace, locale = options.get("namespace", namespace), options.get("locale", locale)
        traits, having = options.get("traits", ()), options.get("having", {})
        _check("namespace", namespace, "text", str)
        _check("locale", locale, "text", str)
        _check("having", having, "a mapping of fields to values", Mapping)
        _check("traits", traits, "a list of names", Sequence, but=str)
        validate = options.get("validate")
        _check("validate", validate, "True, False or None", bool | None)
        return cls(source, seed, namespace, locale, having, tuple(traits), validate)

    def sheet(self) -> Sheet:
        """The sheet that the rows are read from."""
        here = HERE.namespace
        same = (here.seed, here.name, here.locale) == (self.seed, self.namespace, self.locale)
        return Sheet(
            self.source,
            here if same else Namespace(self.namespace, self.seed, self.locale),
            having=self.having,
            traits=self.traits,
            validate=self.validate,
        )

    def check_portable(self) -> None:
        """See that another process can be told.

        Raises:
            ValueError: the type is one that can't be imported by its name, or a given value can't be pickled.
        """
        try:
            pickle.dumps(self)
        except Exception as error:
            raise ValueError(
                f"other processes can't be told which rows to make: {error}\n"
                "  what to do:  define the type at the top of a module, or say workers=1"
            ) from None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows one after the other: `count` from number `start` on."""

    start: int
    count: int


def stretches(rows: int, options: Options, shards: int = 1) -> list[Stretch]:
    """Rows cut into shards of nearly the same length.

    Args:
        rows: how many.
        options: say with which row to start.
        shards: how many.

    Raises:
        TypeError: what should be a number of rows or shards is no whole one.
        ValueError: less than no row, less than one shard, or more rows than have a number.
    """
    rows = at_least(0, "the number of rows", rows)
    start = at_least(0, "start", options.get("start", 0))
    shards = at_least(1, "the number of shards", shards)
    if start + rows > _LAST:
        raise ValueError(f"rows have numbers below 2**63, and start + rows is {start + rows}")
    ends = [rows * number // shards for number in range(shards + 1)]
    return [Stretch(start + first, end - first) for first, end in itertools.pairwise(ends)]


def at_least(least: int, name: str, value: object) -> int:
    """A whole number that is not too small.

    Raises:
        TypeError: it is no whole number.
        ValueError: it is too small.
    """
    number = _integer(name, value)
    if number < least:
        raise ValueError(f"{name} has to be {least} or more, not {number}")
    return number


def _check(name: str, value: object, words: str, kind: type | UnionType, but: type | None = None) -> None:
    if not isinstance(value, kind) or (but is not None and isinstance(value, but)):
        raise TypeError(f"{name} has to be {words}, not {value!r}")


def _integer(name: str, value: object) -> int:
    try:
        if not isinstance(value, bool):
            return operator.index(cast("int", value))
    except TypeError:
        pass
    raise TypeError(f"{name} has to be a whole number, not {value!r}")
