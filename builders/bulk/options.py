"""What can be said of rows, by keyword, wherever rows are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict


class Options(TypedDict, total=False):
    """Which rows are made: the options of `columns`, `batches`, `write`, `copy_into`, `slow_columns` and `on_dask`.

    Where neither a seed nor a namespace is given, the rows are those of the current namespace: what `build_many` gives
    in the same test, or within the same `with seeded(...)`.

    Attributes:
        seed: any integer. Rows are then those that `build_many` gives within `seeded(seed, namespace, locale=locale)`,
            wherever they are asked for. By default the current seed.
        namespace: a name that gives other rows for the same seed. By default the current one, or "" beside a seed.
        locale: in whose words names and addresses are; any of Faker's. By default the current one, or "en_US" beside a
            seed.
        start: the number of the first row, 0 by default: any process may make any stretch.
        having: values of fields, the same in all rows, named as the overrides of `build` are: `{"role": "admin"}`.
        traits: names of traits, where rows of a `Builder` are made.
        validate: `True` lets the type make each row, as `build` does: slow, and always right. `False` never does.
            `None`, the default, does so for types with code of their own: validators, a `__post_init__`. `slow_columns`
            says which they are.
    """

    seed: int
    namespace: str
    locale: str
    start: int
    having: Mapping[str, object]
    traits: Sequence[str]
    validate: bool | None
