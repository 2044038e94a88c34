"""Values of PostgreSQL's own column types."""

from __future__ import annotations

import datetime as dt
import ipaddress
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.dialects import postgresql as pg

RANGES: Final[dict[type, type]] = {
    pg.INT4RANGE: int,
    pg.INT8RANGE: int,
    pg.NUMRANGE: Decimal,
    pg.DATERANGE: dt.date,
    pg.TSRANGE: dt.datetime,
    pg.TSTZRANGE: dt.datetime,
}
"""The columns of ranges, each with the type of its bounds."""


def ordered(one: Any, other: Any) -> pg.Range[Any]:
    return pg.Range(min(one, other), max(one, other))


def address(number: int) -> str:
    return str(ipaddress.IPv4Address((10 << 24) + number))


def network(number: int) -> str:
    return f"10.{number >> 8}.{number & 255}.0/24"


def mac_address(number: int) -> str:
    return ":".join(f"{byte:02x}" for byte in (0x02, 0, 0, number >> 16, number >> 8 & 255, number & 255))
