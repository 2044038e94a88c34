"""What is said of values that no column takes, and of what is no mapped class."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Numeric
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from builders import CannotBuild, InvalidOverride, build


class Base(DeclarativeBase):
    pass


class Hall(Base):
    __tablename__ = "halls"

    id: Mapped[int] = mapped_column(primary_key=True)
    seats: Mapped[int]
    rows: Mapped[int | None]
    open: Mapped[bool]
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2))


@pytest.mark.parametrize("name", ["seats", "rows"])
def test_a_bool_is_no_number(name: str) -> None:
    with pytest.raises(InvalidOverride, match=f"Hall.{name}=True is refused: it is a bool, and no int"):
        build(Hall, **{name: True})
    assert build(Hall, seats=1, rows=0, open=True).open is True


def test_a_decimal_that_is_no_number() -> None:
    assert build(Hall, price=Decimal("NaN")).price.is_nan()
    with pytest.raises(InvalidOverride, match="takes 6 digits before the point"):
        build(Hall, price=Decimal("Infinity"))
    assert build(Hall, price=Decimal("5.25")).price == Decimal("5.25")


def test_a_table_is_no_type() -> None:
    table: Any = Hall.__table__
    with pytest.raises(CannotBuild, match=r"halls is a table, and no type\n  write:  build\(...\) of the class"):
        build(table)
