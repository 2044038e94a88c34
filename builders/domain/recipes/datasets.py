"""Datasets, and models that were trained on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from builders.builder import Builder
from builders.domain.models.datasets import Cell, Column, Dataset, Row
from builders.domain.recipes.belonging import OfTenant, check_size
from builders.domain.recipes.material import LATEST, Material, drawn_by
from builders.seed.mixing import item

_TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "Customer churn": (
        Column(name="customer", type="string"),
        Column(name="seats", type="integer"),
        Column(name="monthly_spend", type="number"),
        Column(name="last_login_on", type="date", nullable=True),
        Column(name="churned", type="boolean"),
    ),
    "Support tickets": (
        Column(name="ticket", type="string"),
        Column(name="subject", type="string"),
        Column(name="opened_on", type="date"),
        Column(name="replies", type="integer"),
        Column(name="rating", type="integer", nullable=True),
        Column(name="escalated", type="boolean"),
    ),
    "Order forecast": (
        Column(name="ordered_on", type="date"),
        Column(name="region", type="string", nullable=True),
        Column(name="orders", type="integer"),
        Column(name="revenue", type="number"),
        Column(name="late", type="boolean"),
    ),
}
_TEXTS: Final = {
    "subject": ("Can't sign in", "Invoice, again", "The export says \"denied\"", "Slow since Monday", "New colleague"),
    "region": ("north", "south", "east", "west"),
}  # fmt: skip
_INTEGERS: Final = {"seats": (1, 250), "replies": (0, 12), "rating": (1, 5), "orders": (0, 900)}

_COUNTED_BY: Final = {"monthly_spend": "seats", "revenue": "orders"}
"""Amounts of money, each with the column that it depends on."""


@dataclass(frozen=True)
class Sized(OfTenant):
    """Options: whose dataset, and how large.

    Attributes:
        size: how many rows, 0 to 1,000,000.
    """

    size: int = 10

    def __post_init__(self) -> None:
        check_size("size", self.size, 1_000_000)


def _rows(dataset: Dataset, options: Sized) -> tuple[Row, ...]:
    state = Material.of(dataset.id).state
    last = dataset.created_at.date()
    return tuple(_row(dataset.columns, Material(item(state, number), number), last) for number in range(options.size))


def _row(columns: Sequence[Column], material: Material, last: dt.date) -> Row:
    """Cells that agree with those before them."""
    cells: dict[str, Cell] = {}
    for column in columns:
        cells[column.name] = _cell(column, material, last, cells)
    return tuple(cells.values())


def _cell(column: Column, material: Material, last: dt.date, before: Mapping[str, Cell]) -> Cell:
    """Whatever the column, nothing in it is later than the dataset.

    Who pays by the seat pays more for more of them, who left had not signed in for long, and where nothing was ordered
    there is no revenue.
    """
    name = column.name
    if column.nullable and material.number(f"{name}~none", 1, 8) == 1:
        return None
    match column.type:
        case "string":
            return material.pick(name, _TEXTS[name]) if name in _TEXTS else f"{name}-{material.index + 1}"
        case "integer":
            return material.number(name, *_INTEGERS.get(name, (0, 1000)))
        case "number":
            return _amount(material, name, before)
        case "boolean":
            return _yes(material, name, before, last)
        case "date":
            return last - dt.timedelta(days=material.number(name, 0, 365))


def _amount(material: Material, name: str, before: Mapping[str, Cell]) -> float:
    counted = before.get(_COUNTED_BY.get(name, ""))
    if isinstance(counted, int):
        return round(counted * (8 + material.share(name) * 30), 2)
    return round(material.share(name) * 5000, 2)


def _yes(material: Material, name: str, before: Mapping[str, Cell], last: dt.date) -> bool:
    likely = material.number(name, 1, 4) == 1
    if name == "churned":
        seen = before.get("last_login_on")
        return likely if not isinstance(seen, dt.date) else (last - seen).days > 270
    # Nothing is late where nothing was ordered, and nobody escalates what was not even answered once.
    return likely and before.get("orders") != 0 and before.get("replies") != 0


datasets: Final = (
    Builder(
        Dataset,
        id=drawn_by(lambda material: material.id("dataset")),
        name=drawn_by(lambda material: material.pick("name", tuple(_TABLES))),
    )
    .transient(Sized)
    .deriving(
        tenant_id=lambda dataset, options: options.tenant.id,
        columns=lambda dataset, options: _TABLES.get(dataset.name, _TABLES["Customer churn"]),
        rows=_rows,
        created_at=lambda dataset, options: Material.of(dataset.id).moment(
            "created", options.tenant.created_at, LATEST - dt.timedelta(days=30)
        ),
    )
    .trait("empty", size=0)
)
"""Builds datasets whose rows keep their schema. Options: `tenant`, `size` (10). Trait: `empty`."""
