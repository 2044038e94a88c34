"""Columns for millions of rows, from the same plans as objects: row `i` holds what object number `i` holds.

Needs `mockfactory[bulk]`.
"""

from builders.bulk.needed import need

need("bulk", "numpy", "pyarrow")

from builders.bulk.column import Slow  # noqa: E402
from builders.bulk.files import write  # noqa: E402
from builders.bulk.into_postgresql import copy_into, copy_into_async  # noqa: E402
from builders.bulk.options import Options  # noqa: E402
from builders.bulk.tables import batches, columns, slow_columns  # noqa: E402

__all__ = ["Options", "Slow", "batches", "columns", "copy_into", "copy_into_async", "slow_columns", "write"]
