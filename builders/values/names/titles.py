"""What things are called, and the slugs that are made of it.

The name of a thing is the first two words of its title, and its slug is made of these two: so a slug fits the name
and the title beside it, whichever of them there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.texts import Text
from builders.draws.words import At, Either, even_thresholds
from builders.values.names.asking import Asking
from builders.values.names.people import speaks_of_person
from builders.values.vocabulary.slugs import slug

COMPANY_CLASSES: Final = frozenset(
    ["company", "organization", "organisation", "business", "employer", "vendor", "supplier", "tenant", "brand"]
)
_LONGEST_SLUG: Final = 60


def heading(asking: Asking) -> Iterable[Draw]:
    """A title that speaks of nothing else in its object: three to five words."""
    words = asking.words
    return _titled(asking, words.capitals(), words.lorem()), *_short(asking, words.capitals(), words.lorem())


def title(asking: Asking) -> Iterable[Draw]:
    """The title of a thing: three to five words, of which the first two are its name."""
    first, second = _first_words(asking)
    return _titled(asking, first, second), *_short(asking, first, second)


def label(asking: Asking) -> Iterable[Draw]:
    """The name of a thing that nothing else is known of."""
    return _short(asking, *_first_words(asking))


def company_of(asking: Asking) -> Draw:
    """The name of the company that the field speaks of."""
    return At(f"{asking.prefix}~company", asking.words.draw("company"))


def slugs_of(subject: str, asking: Asking) -> Iterable[Draw]:
    """The slugs of a thing, a company or a person.

    Args:
        subject: what it is a slug of, by the class's name.
        asking: of the field.
    """
    if subject in COMPANY_CLASSES:
        return _written(company_of(asking)), *slug_of_a_thing(asking)
    if speaks_of_person(subject):
        return _written(asking.people.full_name(asking.person)), *slug_of_a_thing(asking)
    return slug_of_a_thing(asking)


def slug_of_a_thing(asking: Asking) -> Iterable[Draw]:
    """The first two words of a title, as addresses have them."""
    spelt, any_word = asking.words.spelt(), asking.words.slugs()
    if spelt is None:
        return Text((any_word, "-", any_word)), any_word
    first, second = (At(address, spelt) for address in _addresses(asking))
    return Text((first, "-", second)), first


def _first_words(asking: Asking) -> tuple[Draw, Draw]:
    first, second = _addresses(asking)
    return At(first, asking.words.capitals()), At(second, asking.words.lorem())


def _addresses(asking: Asking) -> tuple[str, str]:
    return f"{asking.prefix}~title", f"{asking.prefix}~title second"


def _short(asking: Asking, first: Draw, second: Draw) -> Iterable[Draw]:
    return _joined(asking, first, second), first


def _titled(asking: Asking, first: Draw, second: Draw) -> Draw:
    word = asking.words.lorem()
    return Either(tuple(_joined(asking, first, second, *[word] * more) for more in (1, 2, 3)), even_thresholds(3))


def _joined(asking: Asking, first: Draw, *others: Draw) -> Draw:
    between = asking.words.connector
    pieces: list[str | Draw] = [first]
    for word in others:
        pieces += [between, word] if between else [word]
    return Text(tuple(pieces))


def _written(text: Draw) -> Draw:
    return Of(_slug, text, (1, _LONGEST_SLUG))


def _slug(text: str) -> str:
    return slug(text)[:_LONGEST_SLUG].strip("-")
