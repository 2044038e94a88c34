"""What is usual in the country of a locale: its currency, its time zone, its locale, the form of its accounts' numbers.

Without a locale of its own, data is of the whole world: a service keeps accounts in many currencies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.seed.locales import DEFAULT_LOCALE
from builders.values.names.asking import Asking
from builders.values.names.homes import home_of

_COUNTRIES: Final = {
    code: (zone, currency)
    for code, zone, currency in (
        line.split()
        for line in """
AE Asia/Dubai AED
AL Europe/Tirane ALL
AM Asia/Yerevan AMD
AR America/Argentina/Buenos_Aires ARS
AT Europe/Vienna EUR
AU Australia/Sydney AUD
AZ Asia/Baku AZN
BA Europe/Sarajevo BAM
BD Asia/Dhaka BDT
BE Europe/Brussels EUR
BG Europe/Sofia BGN
BH Asia/Bahrain BHD
BR America/Sao_Paulo BRL
CA America/Toronto CAD
CH Europe/Zurich CHF
CL America/Santiago CLP
CN Asia/Shanghai CNY
CO America/Bogota COP
CY Asia/Nicosia EUR
CZ Europe/Prague CZK
DE Europe/Berlin EUR
DK Europe/Copenhagen DKK
DZ Africa/Algiers DZD
EE Europe/Tallinn EUR
EG Africa/Cairo EGP
ES Europe/Madrid EUR
ET Africa/Addis_Ababa ETB
FI Europe/Helsinki EUR
FR Europe/Paris EUR
GB Europe/London GBP
GE Asia/Tbilisi GEL
GH Africa/Accra GHS
GR Europe/Athens EUR
HR Europe/Zagreb EUR
HU Europe/Budapest HUF
ID Asia/Jakarta IDR
IE Europe/Dublin EUR
IL Asia/Jerusalem ILS
IN Asia/Kolkata INR
IR Asia/Tehran IRR
IS Atlantic/Reykjavik ISK
IT Europe/Rome EUR
JO Asia/Amman JOD
JP Asia/Tokyo JPY
KE Africa/Nairobi KES
KR Asia/Seoul KRW
LI Europe/Vaduz CHF
LK Asia/Colombo LKR
LT Europe/Vilnius EUR
LU Europe/Luxembourg EUR
LV Europe/Riga EUR
MK Europe/Skopje MKD
MT Europe/Malta EUR
MX America/Mexico_City MXN
NG Africa/Lagos NGN
NL Europe/Amsterdam EUR
NO Europe/Oslo NOK
NP Asia/Kathmandu NPR
NZ Pacific/Auckland NZD
PH Asia/Manila PHP
PK Asia/Karachi PKR
PL Europe/Warsaw PLN
PS Asia/Gaza ILS
PT Europe/Lisbon EUR
RO Europe/Bucharest RON
RU Europe/Moscow RUB
SA Asia/Riyadh SAR
SE Europe/Stockholm SEK
SI Europe/Ljubljana EUR
SK Europe/Bratislava EUR
TH Asia/Bangkok THB
TR Europe/Istanbul TRY
TW Asia/Taipei TWD
UA Europe/Kyiv UAH
UZ Asia/Tashkent UZS
VN Asia/Ho_Chi_Minh VND
ZA Africa/Johannesburg ZAR
""".strip().splitlines()
    )
}
"""The time zone of most people there (tz database) and the currency of January 2025 (ISO 4217); by code (ISO 3166)."""
_SYMBOLS: Final = {
    "AUD": "A$", "BGN": "лв", "BRL": "R$", "CAD": "C$", "CNY": "CN¥", "CZK": "Kč", "DKK": "kr", "EUR": "€", "GBP": "£",
    "HUF": "Ft", "ILS": "₪", "INR": "₹", "ISK": "kr", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NGN": "₦", "NOK": "kr",
    "PHP": "₱", "PLN": "zł", "RON": "lei", "RUB": "₽", "SEK": "kr", "THB": "฿", "TRY": "₺", "UAH": "₴", "VND": "₫",
}  # fmt: skip
"""Of other currencies, the code stands for the symbol."""
ACCOUNTS: Final = {
    "AT": (0, 16), "BE": (0, 12), "BG": (4, 14), "CH": (0, 17), "CY": (0, 24), "CZ": (0, 20), "DE": (0, 18),
    "DK": (0, 14), "EE": (0, 16), "ES": (0, 20), "FI": (0, 14), "FR": (0, 23), "GB": (4, 14), "GR": (0, 23),
    "HR": (0, 17), "HU": (0, 24), "IE": (4, 14), "IS": (0, 22), "IT": (1, 22), "LI": (0, 17), "LT": (0, 16),
    "LU": (0, 16), "LV": (4, 13), "MT": (4, 23), "NL": (4, 10), "NO": (0, 11), "PL": (0, 24), "PT": (0, 21),
    "RO": (4, 16), "SE": (0, 20), "SI": (0, 15), "SK": (0, 20), "TR": (0, 22), "UA": (0, 25),
}  # fmt: skip
"""How many letters and then digits an IBAN has after its check digits (SWIFT's IBAN registry), by country."""

Texts = Callable[[Asking], Iterable[Draw]]


def country_of(locale: str) -> str:
    """The code of a locale's country; "" where it is of none, or is only the default."""
    home = None if locale == DEFAULT_LOCALE else home_of(locale)
    return home[1] if home is not None else ""


def at_home(usual: Callable[[str], str], elsewhere: Texts) -> Texts:
    """What is usual in the locale's country, and where nothing is known of it, or that does not fit, anything."""

    def texts(asking: Asking) -> Iterable[Draw]:
        known = usual(asking.locale)
        return [Constant(known), *elsewhere(asking)] if known else elsewhere(asking)

    return texts


def zone(locale: str) -> str:
    """Its time zone, "" for none."""
    return _COUNTRIES.get(country_of(locale), ("", ""))[0]


def currency(locale: str) -> str:
    """Its currency, "" for none."""
    return _COUNTRIES.get(country_of(locale), ("", ""))[1]


def symbol(locale: str) -> str:
    """The symbol of its currency, "" for none."""
    return _SYMBOLS.get(currency(locale), currency(locale))


def tag(locale: str) -> str:
    """The locale itself (RFC 5646), "" for none."""
    return locale.replace("_", "-") if country_of(locale) else ""


def language(locale: str) -> str:
    """Its language, "" for none."""
    return tag(locale).partition("-")[0]
