"""The people of one locale: given and family names that belong together, and how a full name is put together of them.

All that is said of one person comes from the same lanes: the given name's lane decides the sex too (women below the
middle, men above), and so which family name, title and form of a name fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, cast

from builders.draws.draw import Draw
from builders.draws.positions import Ordinal
from builders.draws.texts import Cut, Text
from builders.draws.wide import CHOICE_BITS, Mostly, Serial, Slice
from builders.draws.words import At, Either, Words, even_thresholds, weighted_thresholds
from builders.seed.mixing import LANE_BITS
from builders.values.vocabulary.sexes import Sex, kind_of, of_any_sex, usual_form
from builders.values.vocabulary.vocabulary import TOKEN, Vocabulary, entries_of, vocabulary

HALF: Final = 1 << LANE_BITS >> 1
EMAIL_DOMAINS: Final = ("example.com", "example.org", "example.net")
"""Nobody can own these (RFC 2606), so no mail that a test sends reaches anybody."""
_NUMBER: Final = Ordinal(20)
_DOMAIN_BITS: Final = 6


class People:
    """Draws of what is said of a person. `people(locale)` finds them.

    Each takes `who`: the address of the person, such as "~person", so that two fields may speak of the same one, or of
    another.
    """

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._romanized: dict[str, str] = {}
        women, men = self._sex("female"), self._sex("male")
        self._sexes = (women, men) if women.given.items != men.given.items else (women,)
        self._given = women.given if len(self._sexes) == 1 else _halves(women.given, men.given)
        self._given_ascii = self._ascii(self._given)
        self._given_dotted = Words(tuple(f"{item}." for item in self._given_ascii.items), self._given_ascii.thresholds)
        self._families = tuple(sex.family for sex in self._sexes)
        self._families_ascii = tuple(self._ascii(family) for family in self._families)
        self._domains = Words(EMAIL_DOMAINS, even_thresholds(len(EMAIL_DOMAINS)))
        # Of a few bits: they are left over from those that draw the names.
        third = round((1 << _DOMAIN_BITS) / len(EMAIL_DOMAINS)) << LANE_BITS - _DOMAIN_BITS
        ends = tuple(f"@{domain}" for domain in EMAIL_DOMAINS)
        self._few_domains = Words(ends, tuple(third * number for number in range(1, len(EMAIL_DOMAINS))))

    def given_name(self, who: str) -> Draw:
        return At(f"{who}~given", self._given)

    def family_name(self, who: str) -> Draw:
        return self._of_sex(self._families, who)

    def gender(self, who: str) -> Draw:
        """ "female" or "male"."""
        return At(f"{who}~given", Words(("female", "male"), even_thresholds(2)))

    def full_name(self, who: str) -> Draw:
        usual, share = usual_form(self._sexes)
        if not share:
            return self._forms_of(who, "", 0)
        form = self._form(usual, self._sexes[0], who)
        if share == 1 << CHOICE_BITS:
            return form
        return Mostly(form, self._forms_of(who, usual, share << LANE_BITS - CHOICE_BITS), share, f"{who}~given")

    def _forms_of(self, who: str, usual: str, share: int) -> Draw:
        """One of all forms; the usual one has so much less weight, as it has been drawn already."""
        chosen: list[Draw] = []
        for sex in self._sexes:
            weights, left = sex.weights(), share
            for place, form in enumerate(sex.forms):
                if of_any_sex(form) == usual:
                    drawn = min(weights[place], left)
                    weights[place], left = weights[place] - drawn, left - drawn
            forms = tuple(self._form(form, sex, who) for form in sex.forms)
            chosen.append(At(f"{who}~name", Either(forms, weighted_thresholds(weights))))
        return chosen[0] if len(chosen) == 1 else Either(tuple(chosen), (HALF,), f"{who}~given")

    def short_name(self, who: str) -> Draw:
        """The given and the family name and nothing else, in the order of the locale."""
        given, family = self.given_name(who), self.family_name(who)
        first = self._sexes[0].forms[0]
        if 0 <= first.find("last_name") < first.find("first_name"):
            return Text((family, "" if "}}{{" in first else " ", given))
        return Text((given, " ", family))

    def email(self, who: str, longest_local: int | None = None) -> Draw:
        """An address that fits the person's name, at a domain that nobody owns.

        Args:
            who: the person.
            longest_local: how long the part before the @ may be at most, at least 8; `None` leaves it as it is.
        """
        given, family = self._ascii_names(who)
        if longest_local is None:
            given = self._given_of(self._given_dotted, who)
            domain = Slice(self._few_domains, f"{who}~given", 0, _DOMAIN_BITS)
            return Text((given, family, Serial(f"{who}~given"), domain))
        local = Cut(Text((given, ".", family)), longest_local - 7)
        return At(f"{who}~email", Text((local, _NUMBER, "@", self._domains)))

    def shortest_email(self, who: str) -> Draw:
        """An address of at most 15 characters: an initial and a number."""
        given, _ = self._ascii_names(who)
        return At(f"{who}~email", Text((Cut(given, 1), Ordinal(6), "@", self._domains)))

    def username(self, who: str) -> Draw:
        given, family = self._ascii_names(who)
        return Text((given, "_", family, Serial(f"{who}~given")))

    def short_username(self, who: str) -> Draw:
        """Of at most 15 characters."""
        given, _ = self._ascii_names(who)
        return Text((Cut(given, 8), _NUMBER))

    def _ascii_names(self, who: str) -> tuple[Draw, Draw]:
        return self._given_of(self._given_ascii, who), self._of_sex(self._families_ascii, who)

    def _given_of(self, words: Words, who: str) -> Draw:
        """The same as at the given name's own lane; written so that the family name takes the rest of the bits."""
        return Slice(words, f"{who}~given", shift=LANE_BITS)

    def _of_sex(self, words: tuple[Words, ...], who: str) -> Draw:
        families = tuple(Slice(each, f"{who}~given") for each in words)
        if len(words) == 1 or words[0].items == words[1].items:
            return families[0]
        return Either(families, (HALF,), f"{who}~given")

    def _form(self, form: str, sex: Sex, who: str) -> Draw:
        pieces: list[str | Draw] = []
        seen: dict[str, int] = {}
        for number, part in enumerate(TOKEN.split(form)):
            if number % 2 == 0:
                if part:
                    pieces.append(part)
                continue
            kind = kind_of(part)
            seen[kind] = seen.get(kind, 0) + 1
            again = seen[kind] if seen[kind] > 1 else ""
            if kind == "first_name":
                # The given name's lane leaves out the other sex's half; a second name has a lane of its own.
                pieces.append(At(f"{who}~given{again}", sex.given) if again else self._given_of(self._given, who))
            elif kind == "last_name":
                own = At(f"{who}~family{again}", sex.family)
                pieces.append(own if again else Slice(sex.family, f"{who}~given"))
            else:
                pieces.append(At(f"{who}~{kind}{again}", self._words.draw(part)))
        return Text(tuple(pieces))

    def _sex(self, sex: str) -> Sex:
        forms = self._words.sayable(Words(*self._forms(sex)))
        return Sex(
            self._names(f"first_name_{sex}", f"first_name_{sex}_pairs"),
            self._names(f"last_name_{sex}", "last_name_pairs"),
            tuple(str(form) for form in forms.items),
            forms.thresholds,
        )

    def _names(self, name: str, pairs_name: str) -> Words:
        pairs = self._words.attribute("first_name", pairs_name)
        if pairs is None:
            return self._words.words(name)
        # Names with their reading: (written, in kana, in Latin letters).
        entries = cast("Mapping[tuple[str, ...], float] | tuple[tuple[str, ...], ...]", pairs)
        weighted = dict(entries) if isinstance(entries, Mapping) else dict.fromkeys(entries, 1.0)
        table: dict[str, float] = {}
        for reading, weight in weighted.items():
            table[reading[0]] = table.get(reading[0], 0.0) + weight
            self._romanized.setdefault(reading[0], reading[-1])
        found = entries_of(table)
        assert found is not None
        return Words(*found)

    def _forms(self, sex: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
        own = entries_of(self._words.attribute("name", f"formats_{sex}"))
        if own is not None:
            return own
        table = self._words.attribute("name", "formats")
        other = "_male" if sex == "female" else "_female"
        forms = cast("Mapping[str, float] | tuple[str, ...]", table)
        weighted = forms if isinstance(forms, Mapping) else {form: forms.count(form) for form in forms}
        found = entries_of({form: weight for form, weight in weighted.items() if f"{other}}}" not in form})
        found = found or entries_of(forms)
        assert found is not None
        return found

    def _ascii(self, words: Words) -> Words:
        return Words(tuple(self.ascii(cast("str", item)) for item in words.items), words.thresholds)

    def ascii(self, name: str) -> str:
        """A name in lower-case Latin letters and digits, as Faker spells it in emails of the locale."""
        from faker.decode import unidecode

        spelt = self._romanized.get(name, name).lower()
        replacements = self._words.attribute("email", "replacements")
        for search, replace in cast("tuple[tuple[str, str], ...]", replacements or ()):
            spelt = spelt.replace(search, replace)
        romanize: Callable[[str], str] = unidecode
        return re.sub("[^a-z0-9]", "", romanize(spelt).lower()) or "user"


def _halves(women: Words, men: Words) -> Words:
    """Women's names in the lower half of the lane, men's in the upper."""
    return Words(women.items + men.items, weighted_thresholds([*women.weights(), *men.weights()]))


_people: Final[dict[str, People]] = {}


def people(locale: str) -> People:
    """The people of a locale; read when they are first asked for."""
    found = _people.get(locale)
    if found is None:
        found = _people.setdefault(locale, People(vocabulary(locale)))
    return found
