"""Numbers of accounts, cards and articles whose check digits are right."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.choices import Constant, Pick
from builders.draws.computed import Computed
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Total
from builders.draws.texts import Padded, Text
from builders.draws.words import At
from builders.seed.mixing import MASK, STIR
from builders.values.names.asking import Asking
from builders.values.names.counts import month_of_card, year_of_card
from builders.values.names.customs import ACCOUNTS, country_of


def iban_of(country: str, letters: int, digits: int, state: int) -> str:
    """An IBAN, with check digits as ISO 13616 has them. In Germany no bank has a code that begins with 0.

    Args:
        country: its code.
        letters: how many of them an account begins with.
        digits: how many follow them.
        state: of the object.
    """
    stirred = state * STIR & MASK
    numbers = f"{state % 10**8:09d}{stirred % 10**9:09d}{stirred >> 32:010d}"
    account = f"{'TEST'[:letters]}{numbers[:digits]}"
    # Letters count from A, which is 10.
    read = int("".join(str(int(mark, 36)) for mark in f"{account}{country}00"))
    return f"{country}{98 - read % 97:02d}{account}"


def card_of(state: int) -> str:
    """A card number that begins as those for tests do, with a check digit by H. P. Luhn (US patent 2950048)."""
    digits = f"424242{state % 10**9:09d}"
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def last_digits_of(state: int) -> str:
    """The last four digits of the card number of the same state."""
    return card_of(state)[-4:]


def ean_of(state: int) -> str:
    """A 13-digit article number of the range for books (so it is an ISBN too), with the check digit of ISO 2108."""
    digits = f"978{state % 10**9:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


_EAN: Final = Computed(ean_of, (13, 13))
_CARD: Final = Computed(card_of, (16, 16))
_LAST_DIGITS: Final = Computed(last_digits_of, (4, 4))
_SSN: Final = Text(("000-", Padded(Integer(1, 99), 2), "-", Padded(Integer(1, 9999), 4)))
_BIC: Final = Pick(("AAAADEFFXXX", "BBBBFRPPXXX", "CCCCGB2LXXX", "DDDDUS33XXX", "EEEEJPJTXXX"))


def _always(draw: Draw) -> Callable[[Asking], Iterable[Draw]]:
    return lambda asking: [draw]


def _iban(asking: Asking) -> Iterable[Draw]:
    """Of the locale's country, or where that has none, German."""
    country = country_of(asking.locale)
    country = country if country in ACCOUNTS else "DE"
    letters, digits = ACCOUNTS[country]
    length = 4 + letters + digits
    return [Computed(functools.partial(iban_of, country, letters, digits), (length, length))]


def card_number(asking: Asking) -> Iterable[Draw]:
    """The number of a card for tests."""
    return [At(f"{asking.prefix}~card", _CARD)]


def _last_digits(asking: Asking) -> Iterable[Draw]:
    return [At(f"{asking.prefix}~card", _LAST_DIGITS)]


def _expiry(asking: Asking) -> Iterable[Draw]:
    month, year = Padded(month_of_card(asking.prefix), 2), year_of_card(asking.prefix)
    return [Text((month, "/", Padded(Total(year, Constant(-2000)), 2)))]


def _month(asking: Asking) -> Iterable[Draw]:
    return [Padded(month_of_card(asking.prefix), 2)]


def _year(asking: Asking) -> Iterable[Draw]:
    return Text((year_of_card(asking.prefix),)), Padded(Total(year_of_card(asking.prefix), Constant(-2000)), 2)


PAYMENTS: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = {
    **dict.fromkeys(("iban", "bank account", "iban number"), _iban),
    **dict.fromkeys(("card number", "credit card", "credit card number", "pan", "card no"), card_number),
    **dict.fromkeys(("bic", "swift", "swift code", "bic code"), _always(_BIC)),
    **dict.fromkeys(("ssn", "social security number"), _always(_SSN)),
    **dict.fromkeys(("isbn", "isbn 13", "ean", "gtin", "barcode"), _always(_EAN)),
    **dict.fromkeys(("cvv", "cvc"), _always(Padded(Integer(0, 999), 3))),
    **dict.fromkeys(("last 4", "last four", "card last 4"), _last_digits),
    **dict.fromkeys(("pin", "pin code"), _always(Padded(Integer(0, 9999), 4))),
    **dict.fromkeys(("otp", "otp code", "verification code", "one time code"), _always(Padded(Integer(0, 999999), 6))),
    **dict.fromkeys(("card last four", "last 4 digits", "last digits", "last four digits"), _last_digits),
    **dict.fromkeys(("expiry", "card expiry", "exp", "exp date", "card expiration", "card exp", "valid thru"), _expiry),
    **dict.fromkeys(("exp month", "expiry month", "expiration month", "expire month"), _month),
    **dict.fromkeys(("exp year", "expiry year", "expiration year", "expire year"), _year),
    **dict.fromkeys(("card brand", "card type", "card network", "card scheme"), _always(Pick(("visa",)))),
}
"""By the last words of the name."""
PAYMENTS_OF_A_CARD: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = {
    "number": card_number,
    **dict.fromkeys(("expires", "expiration", "expiry date", "expiration date"), _expiry),
    **dict.fromkeys(("brand", "network", "scheme"), _always(Pick(("visa",)))),
}
"""The same in a class of cards."""
