"""Sums that add up: quantity times price is the net sum, and the net sum plus its tax is the total.

All are made of the same three: a quantity, a price and a rate. Prices are whole multiples of 20 cents and rates of 5
percent, so no tax is ever rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from builders.draws.choices import Pick
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Steps, Total, Whole
from builders.draws.products import Product
from builders.draws.words import At, Words, weighted_thresholds

CENTS: Final = 2
"""A sum as a float or a decimal has so many decimal places; as an integer it is in cents."""


_PERCENTS: Final = (5, 10, 20, 25)
_SCALES: Final = Words((1, 2, 5, 25), weighted_thresholds((60, 26, 10, 4)))
"""What most prices are multiplied with: 1.00 to 80.00 is usual, 25.00 to 2,000.00 seldom, and a round price then."""


def _price(prefix: str) -> Draw:
    return Steps(Product(At(f"{prefix}~price", Integer(5, 400)), At(f"{prefix}~scale", _SCALES)), 20)


def quantity(prefix: str) -> Draw:
    return At(f"{prefix}~quantity", Integer(1, 10))


def _net(prefix: str) -> Draw:
    return Product(quantity(prefix), _price(prefix))


def percent(of: str, prefix: str) -> Draw:
    """A rate: 20 for 20 percent.

    Args:
        of: "tax" or "discount".
        prefix: the words before the sum that it is a part of.
    """
    return At(f"{prefix}~{of}", Pick(_PERCENTS))


def _percent_left(of: str, prefix: str) -> Draw:
    """What a rate leaves: 80 where `percent` is 20. Drawn so, it is seen never to be negative."""
    return At(f"{prefix}~{of}", Pick(tuple(100 - rate for rate in _PERCENTS)))


def _tax(prefix: str) -> Draw:
    return Whole(Product(_net(prefix), percent("tax", prefix)), 100)


def _discount(prefix: str) -> Draw:
    """What is taken off a price."""
    return Whole(Product(_price(prefix), percent("discount", prefix)), 100)


def _discount_of_all(prefix: str) -> Draw:
    return Whole(Product(_net(prefix), percent("discount", prefix)), 100)


def _reduced(prefix: str) -> Draw:
    return Whole(Product(_price(prefix), _percent_left("discount", prefix)), 100)


def _before_reduction(prefix: str) -> Draw:
    """What a thing was sold for before: more than now, be that the price or the reduced one."""
    return Total(_price(prefix), _discount(prefix))


def _purchase_price(prefix: str) -> Draw:
    return Whole(Steps(_price(prefix), 3), 5)


def _deposit(prefix: str) -> Draw:
    return Whole(Product(_net(prefix), percent("deposit", prefix)), 100)


def _gross(prefix: str) -> Draw:
    return Total(_net(prefix), _tax(prefix))


_PRICE_NAMES: Final = ("price", "unit price", "price per unit", "unit amount", "item price", "price each", "list price")
_NET_NAMES: Final = (
    *("net", "net amount", "amount net", "net total", "total net", "net price", "price net", "subtotal", "sub total"),
    *("amount", "line total", "line amount", "line price", "extended price", "item total", "total price"),
    *("taxable amount", "amount before tax", "total before tax", "total excl tax", "amount excl tax"),
)
_TAX_NAMES: Final = (
    *("tax", "tax amount", "amount tax", "total tax", "tax total", "sales tax", "tax due"),
    *("vat", "vat amount", "amount vat", "total vat", "vat total", "gst", "gst amount"),
)
_GROSS_NAMES: Final = (
    *("total", "total amount", "amount total", "grand total", "total due", "gross", "gross amount", "amount gross"),
    *(
        "gross total",
        "total gross",
        "gross price",
        "price gross",
        "total incl tax",
        "total with tax",
        "total after tax",
    ),
    *("amount incl tax", "amount with tax", "amount after tax"),
)
_DISCOUNT_NAMES: Final = ("discount", "discount amount", "total discount", "discount total")
SUMS: Final[dict[str, Callable[[str], Draw]]] = {
    **dict.fromkeys(_PRICE_NAMES, _price),
    **dict.fromkeys(_NET_NAMES, _net),
    **dict.fromkeys(_TAX_NAMES, _tax),
    **dict.fromkeys(_GROSS_NAMES, _gross),
    **dict.fromkeys(_DISCOUNT_NAMES, _discount),
    **dict.fromkeys(("sale price", "discounted price", "reduced price", "special price"), _reduced),
    **dict.fromkeys(("original price", "regular price", "old price", "compare at price"), _before_reduction),
    **dict.fromkeys(("cost price", "purchase price", "wholesale price"), _purchase_price),
    **dict.fromkeys(("deposit", "deposit amount", "down payment", "deposit paid", "prepayment"), _deposit),
}
"""By the last words of the name, without its unit; to what draws cents."""
RATES: Final = {
    **dict.fromkeys(("tax rate", "vat rate", "sales tax rate"), "tax"),
    "discount rate": "discount",
}
"""By the last words of the name: rates that are parts of one, or percent as an integer."""
PERCENTS: Final = {
    **dict.fromkeys(("tax percent", "tax percentage", "tax pct", "vat percent", "vat percentage"), "tax"),
    **dict.fromkeys(("discount percent", "discount percentage", "discount pct"), "discount"),
}
"""By the last words of the name."""
_DISCOUNTS_OF_ALL: Final[dict[str, Callable[[str], Draw]]] = dict.fromkeys(_DISCOUNT_NAMES, _discount_of_all)
_SUMS_OF_A_LINE: Final[dict[str, Callable[[str], Draw]]] = {**_DISCOUNTS_OF_ALL, "total": _net}
"""In a class of lines: the total of a line is its quantity times its price."""
_LINES: Final = ("item", "line", "row", "position", "entry")
_SALES: Final = (
    *("basket", "bill", "booking", "cart", "checkout", "estimate", "invoice", "order", "payment", "purchase"),
    *("quote", "receipt", "reservation", "sale", "summary", "totals", "transaction"),
)
SUMS_IN: Final[dict[str, dict[str, Callable[[str], Draw]]]] = {
    **dict.fromkeys(_LINES, _SUMS_OF_A_LINE),
    **dict.fromkeys(_SALES, _DISCOUNTS_OF_ALL),
}
"""By the last word of the class's name: sums that are something else there."""
CENTS_NAMES: Final = frozenset({"cents", "minor"})
CURRENCIES: Final = frozenset({"usd", "eur", "gbp", "chf", "jpy"})
"""Behind a sum these say what all the sums beside it are in: `total_eur` is another one than `total_usd`."""
WHOLES: Final = frozenset({"bill", "cart", "invoice", "item", "line", "order", "receipt"})
"""In front of a sum these say what all the sums beside it are of, too: `order_total` is `subtotal` plus `tax`."""
