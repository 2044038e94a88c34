"""Numbers of accounts, cards and articles whose check digits are right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.choices import Pick
from builders.draws.computed import Computed
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Padded, Text
from builders.seed.mixing import MASK, STIR
from builders.values.names.asking import Asking


def iban_of(state: int) -> str:
    """A German IBAN, with check digits as ISO 13616 has them. No bank has a code that begins with 0."""
    account = f"{state % 10**8:09d}{(state * STIR & MASK) % 10**9:09d}"
    # D and E are 13 and 14.
    return f"DE{98 - int(f'{account}131400') % 97:02d}{account}"


def card_of(state: int) -> str:
    """A card number that begins as those for tests do, with a check digit by H. P. Luhn (US patent 2950048)."""
    digits = f"424242{state % 10**9:09d}"
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def ean_of(state: int) -> str:
    """A 13-digit article number of the range for books (so it is an ISBN too), with the check digit of ISO 2108."""
    digits = f"978{state % 10**9:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


_EAN: Final = Computed(ean_of, (13, 13))
_IBAN: Final = Computed(iban_of, (22, 22))
_CARD: Final = Computed(card_of, (16, 16))
_SSN: Final = Text(("000-", Padded(Integer(1, 99), 2), "-", Padded(Integer(1, 9999), 4)))
_BIC: Final = Pick(("AAAADEFFXXX", "BBBBFRPPXXX", "CCCCGB2LXXX", "DDDDUS33XXX", "EEEEJPJTXXX"))


def _always(draw: Draw) -> Callable[[Asking], Iterable[Draw]]:
    return lambda asking: [draw]


PAYMENTS: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = {
    **dict.fromkeys(("iban", "bank account", "iban number"), _always(_IBAN)),
    **dict.fromkeys(("card number", "credit card", "credit card number", "pan"), _always(_CARD)),
    **dict.fromkeys(("bic", "swift", "swift code", "bic code"), _always(_BIC)),
    **dict.fromkeys(("ssn", "social security number"), _always(_SSN)),
    **dict.fromkeys(("isbn", "isbn 13", "ean", "gtin", "barcode"), _always(_EAN)),
    **dict.fromkeys(("cvv", "cvc"), _always(Padded(Integer(0, 999), 3))),
    **dict.fromkeys(("last 4", "last four", "card last 4"), _always(Padded(Integer(0, 9999), 4))),
}
"""By the last words of the name."""
