"""The words of one locale."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MethodType
from typing import Final, cast

from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.gathering import Many
from builders.draws.texts import Text
from builders.draws.words import Either, Words, weighted_thresholds
from builders.seed.locales import DEFAULT_LOCALE
from builders.values.vocabulary.locales import generator_of
from builders.values.vocabulary.lookups import Kind, lookup_in
from builders.values.vocabulary.masks import masked
from builders.values.vocabulary.sampling import counted, sampled
from builders.values.vocabulary.slugs import slug

_FEW_WORDS: Final = 3
TOKEN: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
"""A name in one of Faker's templates."""


class Vocabulary:
    """What Faker knows to say in one locale, as draws. `vocabulary(locale)` finds it.

    A word's name is that of the Faker method that says it: "city", "company", "first_name". Where the locale has
    nothing of its own, Faker's stand-in for it holds.

    Attributes:
        locale: "en_US", for instance.
        generator: Faker's own. What it draws is used only for sampling.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.generator = generator_of(locale)
        self._known: dict[str, Draw] = {}
        # One generator samples for all threads; a method may need another one's words.
        self._lock = threading.RLock()

    def knows(self, name: str) -> bool:
        """Whether Faker has a method of this name."""
        return hasattr(self.generator, name)

    def draw(self, name: str) -> Draw:
        """How the text of a name is drawn."""
        with self._lock:
            known = self._known.get(name)
            if known is None:
                known = self._known[name] = self._read(name)
            return known

    def words(self, name: str) -> Words:
        """The words of a name, all of them; sampled where they are put together of parts."""
        draw = self.draw(name)
        if isinstance(draw, Words):
            return draw
        with self._lock:
            key = f"{name} sampled"
            known = self._known.get(key)
            if not isinstance(known, Words):
                known = self._known[key] = sampled(self.generator, name, getattr(self.generator, name))
            return known

    def lorem(self) -> Words:
        """The words of the locale's filler text."""
        return self._made("lorem", lambda: _table(self.attribute("word", "word_list")))

    def slugs(self) -> Words:
        """Words in lower-case Latin letters, for addresses: the filler text's, where they can be written so."""
        return self._made("slugs", lambda: _slugs(self.lorem()))

    def spelt(self) -> Words | None:
        """The filler text's words in lower-case Latin letters, each drawn when the word itself is.

        Returns:
            `None` where one of them can't be written so.
        """
        spelt = self._made("spelt", lambda: _mapped(self.lorem(), lambda word: slug(word, "")))
        return spelt if all(spelt.items) else None

    def capitals(self) -> Words:
        """The words of the filler text with a capital at the front, where the script has capitals."""
        return self._made("capitals", lambda: _mapped(self.lorem(), _capital))

    def phrase(self, fewest: int, most: int, capital: bool = False) -> Draw:
        """From `fewest` to `most` words of the filler text."""
        if fewest == most <= _FEW_WORDS:
            words = [self.capitals() if capital else self.lorem(), *[self.lorem()] * (most - 1)]
            return Text(
                tuple(piece for word in words for piece in (self.connector, word) if piece)[bool(self.connector) :]
            )
        return self._written(fewest, most, functools.partial(_phrase, self.connector, capital, ""))

    def sentence(self, fewest: int, most: int) -> Draw:
        """A sentence of so many words."""
        end = str(self.attribute("word", "sentence_punctuation"))
        return self._written(fewest, most, functools.partial(_phrase, self.connector, True, end))

    def _written(self, fewest: int, most: int, function: Callable[[list[str]], str]) -> Draw:
        lorem = self.lorem()
        known = [len(str(word)) for word in lorem.items]
        rest = len(function([""] * fewest)), len(function([""] * most))
        extent = fewest * min(known) + rest[0], most * max(known) + rest[1]
        return Of(function, Many(lorem, fewest, most), extent)

    def paragraph(self, sentences: int) -> Draw:
        """So many sentences."""
        pieces: list[str | Draw] = []
        for _ in range(sentences):
            pieces += [self.sentence(6, 9), self.connector] if self.connector else [self.sentence(6, 9)]
        return Text(tuple(pieces[: -1 if self.connector else None]))

    @property
    def connector(self) -> str:
        return str(self.attribute("word", "word_connector"))

    def _made(self, key: str, make: Callable[[], Words]) -> Words:
        with self._lock:
            known = self._known.get(f"{key} made")
            if not isinstance(known, Words):
                known = self._known[f"{key} made"] = make()
            return known

    def attribute(self, method: str, name: str) -> object:
        """A table of the provider that has a method; `None` when it has none of this name."""
        return getattr(getattr(self.generator, method).__self__, name, None)

    def template(self, template: str) -> Draw:
        """How a text with `{{name}}`s in it is drawn."""
        pieces: list[str | Draw] = []
        for number, part in enumerate(TOKEN.split(template)):
            if number % 2:
                pieces.append(self.draw(part))
            elif part:
                pieces.append(part)
        if len(pieces) == 1 and isinstance(pieces[0], Draw):
            return pieces[0]
        return Text(tuple(pieces))

    def sayable(self, forms: Words) -> Words:
        """Those templates of which every name is known, else a plain name: Faker has some that it fails on."""
        known = [
            (form, weight)
            for form, weight in zip(forms.items, forms.weights(), strict=True)
            if all(self.knows(name) for name in TOKEN.findall(str(form)))
        ]
        if len(known) == len(forms.items):
            return forms
        known = known or [("{{first_name}} {{last_name}}", 1)]
        return Words(tuple(form for form, _ in known), weighted_thresholds([weight for _, weight in known]))

    def _read(self, name: str) -> Draw:
        method = getattr(self.generator, name)
        found = lookup_in(method)
        if isinstance(found, MethodType):
            return self.draw(found.__name__)
        entries = entries_of(found.table) if found is not None else None
        if found is None or entries is None:
            return sampled(self.generator, name, method)
        items, thresholds = entries
        kind = found.kind
        if kind is Kind.WORD:
            return Words(items, thresholds)
        if kind is Kind.TEMPLATE:
            forms = self.sayable(Words(items, thresholds))
            return Either(tuple(self.template(str(form).strip()) for form in forms.items), forms.thresholds)
        if all(not set(item) & set("#%$!@?") for item in items):
            return Words(items, thresholds)
        return Either(tuple(masked(item.strip(), letters=kind is Kind.MARKS) for item in items), thresholds)


def entries_of(table: object) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    """The strings of one of Faker's tables, and their thresholds; `None` when it holds anything else.

    What is there twice is as likely as both together.
    """
    weights: dict[str, float] = {}
    pairs: Iterable[tuple[object, float]]
    if isinstance(table, Mapping):
        pairs = cast("Mapping[object, float]", table).items()
    elif isinstance(table, (tuple, list)):
        pairs = ((item, 1.0) for item in cast("Sequence[object]", table))
    else:
        return None
    for item, weight in pairs:
        if not isinstance(item, str):
            return None
        weights[item] = weights.get(item, 0.0) + weight
    if not weights:
        return None
    return tuple(weights), weighted_thresholds(list(weights.values()))


def _table(table: object) -> Words:
    entries = entries_of(table)
    assert entries is not None
    return Words(*entries)


def _mapped(words: Words, function: Callable[[str], str]) -> Words:
    return Words(tuple(function(str(word)) for word in words.items), words.thresholds)


def _phrase(connector: str, capital: bool, end: str, words: list[str]) -> str:
    text = connector.join(words)
    return f"{_capital(text) if capital else text}{end}".rstrip()


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _slugs(words: Words) -> Words:
    spelt = (slug(str(word), "") for word in words.items)
    return counted([word for word in spelt if word])


@functools.cache
def vocabulary(locale: str = DEFAULT_LOCALE) -> Vocabulary:
    """The words of a locale; read when they are first asked for.

    Args:
        locale: as Faker writes it: "en_US", "de_DE", "ja_JP".

    Raises:
        CannotBuild: there is no such locale; the message says which are near.

    Example:
        >>> vocabulary("de_DE").locale
        'de_DE'
    """
    return Vocabulary(locale)
