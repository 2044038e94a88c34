"""Texts that speak of a place: one object and prefix, one place. An address holds the city beside it, and its state,
and a postal code of that state; all of them lie in the country of the locale."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.choices import Constant
from builders.draws.draw import Draw
from builders.draws.texts import Text
from builders.draws.words import At, Words, even_thresholds, weighted_thresholds
from builders.values.names.asking import Asking
from builders.values.names.homes import home_of
from builders.values.names.regions import numbered, region_codes
from builders.values.names.states import states
from builders.values.vocabulary.vocabulary import vocabulary


def _part(asking: Asking, *names: str) -> Draw:
    """What the locale has under the first of these names that it knows, at the place that the field speaks of."""
    known = next(name for name in names if asking.words.knows(name))
    return At(f"{asking.place}~{known}", asking.words.draw(known))


def _of(*names: str) -> Callable[[Asking], Iterable[Draw]]:
    return lambda asking: [_part(asking, *names)]


def _address(asking: Asking) -> Iterable[Draw]:
    street, city = (_part(asking, name) for name in ("street_address", "city"))
    [postcode] = _postcode(asking)
    known = states(asking.locale)
    if known is not None:
        return Text((street, ", ", city, ", ", At(f"{asking.place}~state", known.abbreviations), " ", postcode)), street
    if asking.locale.startswith("en_"):
        return Text((street, ", ", city, " ", postcode)), street
    return Text((street, ", ", postcode, " ", city)), street


def _postcode(asking: Asking) -> Iterable[Draw]:
    known = states(asking.locale)
    return [_part(asking, "postcode") if known is None else known.postcode(asking.place)]


def _state(asking: Asking) -> Iterable[Draw]:
    known = states(asking.locale)
    if known is None:
        return [_part(asking, *_REGIONS)]
    address = f"{asking.place}~state"
    return At(address, known.names), At(address, known.abbreviations)


def _state_code(asking: Asking) -> Iterable[Draw]:
    known = states(asking.locale)
    if known is not None:
        return [At(f"{asking.place}~state", known.abbreviations)]
    region = next(name for name in _REGIONS if asking.words.knows(name))
    codes = region_codes(asking.words.draw(region), asking.locale)
    if codes is not None:
        return [At(f"{asking.place}~{region}", codes)]
    abbreviated = [name for name in ("state_abbr", "province_abbr", "canton_code") if asking.words.knows(name)]
    return [_part(asking, *abbreviated)] if abbreviated else [At(f"{asking.place}~region", numbered())]


_REGIONS: Final = ("state", "administrative_unit", "region", "city")
"""What Faker calls the parts of a country; each locale knows the last at least."""


def _home(asking: Asking) -> Iterable[Draw]:
    home = home_of(asking.locale)
    return _country(asking) if home is None else [Constant(home[0]), Constant(home[1])]


def _home_code(asking: Asking) -> Iterable[Draw]:
    home = home_of(asking.locale)
    return _country_code(asking) if home is None else [Constant(home[1])]


def _country(asking: Asking) -> Iterable[Draw]:
    return [At(f"{asking.place}~country", _countries(asking.locale)[0])]


def _country_code(asking: Asking) -> Iterable[Draw]:
    return [At(f"{asking.place}~country", _countries(asking.locale)[1])]


@functools.cache
def _countries(locale: str) -> tuple[Words, Words]:
    """The countries as the locale calls them, and their codes; they fit where Faker's English names do."""
    from faker.providers.date_time import Provider

    names = vocabulary(locale).words("country")
    codes = {country.name: country.alpha_2_code for country in Provider.countries}
    coded = [(name, weight) for name, weight in zip(names.items, names.weights(), strict=True) if name in codes]
    if len(coded) < len(names.items) * 3 // 4:
        all_codes = tuple(sorted(set(codes.values())))
        return names, Words(all_codes, even_thresholds(len(all_codes)))
    thresholds = weighted_thresholds([weight for _, weight in coded])
    return (
        Words(tuple(name for name, _ in coded), thresholds),
        Words(tuple(codes[str(name)] for name, _ in coded), thresholds),
    )


_STREET: Final = _of("street_address")
_SECOND_LINE: Final = _of("secondary_address", "building_number")

PLACES: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = {
    **dict.fromkeys(("street", "street address", "address line", "address line 1", "address 1", "street 1"), _STREET),
    **dict.fromkeys(("line 1", "street line 1"), _STREET),
    **dict.fromkeys(("address line 2", "address 2", "line 2", "street line 2", "apartment"), _SECOND_LINE),
    "street name": _of("street_name"),
    **dict.fromkeys(("house number", "building number", "street number"), _of("building_number")),
    **dict.fromkeys(("address", "full address", "postal address", "location"), _address),
    **dict.fromkeys(("city", "town", "city name", "municipality", "hometown", "birthplace"), _of("city")),
    **dict.fromkeys(("state", "province", "region", "county", "state name"), _state),
    **dict.fromkeys(("state code", "state abbr", "state abbreviation", "province code", "region code"), _state_code),
    **dict.fromkeys(("zip", "zip code", "zipcode", "postcode", "postal code", "post code", "plz"), _postcode),
    **dict.fromkeys(("country", "country name"), _home),
    **dict.fromkeys(("country code", "country iso", "country alpha 2", "iso country"), _home_code),
    **dict.fromkeys(("nation", "nationality", "country of birth", "birth country", "country of origin"), _country),
}
"""By the last words of the name; to draws, the richest first."""
