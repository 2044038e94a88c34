"""The columns of each kind of draw; one file here for each file of `builders.draws`.

Importing this package registers all of them with `column_of`.
"""

from builders.bulk.evaluating import (
    choices,
    distinct,
    gathering,
    made,
    numbers,
    phrases,
    products,
    records,
    texts,
    times,
    unique,
    wide,
    words,
)

__all__ = [
    "choices",
    "distinct",
    "gathering",
    "made",
    "numbers",
    "phrases",
    "products",
    "records",
    "texts",
    "times",
    "unique",
    "wide",
    "words",
]
