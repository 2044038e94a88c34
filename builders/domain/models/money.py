"""Amounts of money, exact and rounded in one way."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

Currency = Literal["USD", "EUR", "GBP", "JPY"]

_DIGITS: Final[dict[Currency, int]] = {"USD": 2, "EUR": 2, "GBP": 2, "JPY": 0}
"""Digits after the point (ISO 4217)."""


def rounded(amount: Decimal, currency: Currency) -> Decimal:
    """An amount in whole units of the currency's smallest coin; half a coin goes away from zero.

    Example:
        >>> rounded(Decimal("0.125"), "EUR"), rounded(Decimal("0.5"), "JPY")
        (Decimal('0.13'), Decimal('1'))
    """
    return amount.quantize(Decimal(1).scaleb(-_DIGITS.get(currency, 2)), rounding=ROUND_HALF_UP)


def in_coins(what: str, amount: Decimal, currency: Currency) -> None:
    """Refuse an amount that nobody can pay: a fraction of the smallest coin.

    Raises:
        ValueError: it is one.
    """
    if amount != rounded(amount, currency):
        raise ValueError(f"{what} {amount} is no amount of {currency}, which has {_DIGITS[currency]} decimal places")
