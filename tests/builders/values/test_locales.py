"""Faker's words in each locale: read with their weights, and sampled where a locale does more than look them up."""

import re
import subprocess
import sys
from collections import Counter

import pytest
from faker import Faker

from builders import CannotBuild
from builders.values.vocabulary.people import people
from builders.values.vocabulary.vocabulary import vocabulary
from tests.builders.values.drawing import drawn

LOCALES = ["en_US", "de_DE", "ja_JP", "pl_PL", "zh_CN", "ru_RU", "es_AR"]
TEXTS = ["full_name", "email", "username", "city", "street", "postcode", "country", "state", "company", "job", "phone"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_has_a_word_for_every_name(locale: str) -> None:
    for name in [*TEXTS, "title", "description", "body", "address", "slug", "value"]:
        assert all(isinstance(text, str) and text.strip() == text != "" for text in drawn(str, name, 5, locale=locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_emails_are_of_latin_letters_at_domains_that_nobody_owns(locale: str) -> None:
    for email in drawn(str, "email", locale=locale):
        assert re.fullmatch(r"[a-z0-9]+\.[a-z0-9]+@example\.(com|org|net)", email)


def test_names_come_as_often_as_faker_says() -> None:
    names = Counter(drawn(str, "last_name", 20_000))
    table = Faker("en_US").get_providers()
    weights = next(p.last_names for p in table if hasattr(p, "last_names"))
    total = sum(weights.values())
    for name in ("Smith", "Johnson", "Williams", "Brown"):
        expected = weights[name] / total * 20_000
        assert abs(names[name] - expected) < 5 * expected**0.5


def test_every_word_of_a_table_can_be_drawn() -> None:
    for name in ("first_name", "last_name", "job", "country"):
        assert all(weight > 0 for weight in vocabulary("en_US").words(name).weights())


def test_women_and_men_are_as_many() -> None:
    assert 400 < Counter(drawn(str, "gender", 1000))["female"] < 600


def test_family_names_follow_the_sex_where_the_language_does() -> None:
    surnames: Counter[tuple[str, str, bool]] = Counter()
    for locale, woman in (("ru_RU", "\N{CYRILLIC SMALL LETTER A}"), ("is_IS", "dóttir")):
        pairs = zip(drawn(str, "gender", locale=locale), drawn(str, "last_name", locale=locale), strict=True)
        surnames.update((locale, gender, name.endswith(woman)) for gender, name in pairs)
    assert surnames["ru_RU", "male", True] <= 2
    assert surnames["is_IS", "male", True] == 0
    assert surnames["is_IS", "female", False] == 0
    assert surnames["ru_RU", "female", True] > 15


def test_methods_that_a_locale_overrides_are_what_faker_says_then() -> None:
    # Faker's own stand-in where a locale has no family names in a table: that of pl_PL is in a method.
    assert "Doe" not in drawn(str, "last_name", 200, locale="pl_PL")
    assert all(name.endswith(("son", "dóttir")) for name in drawn(str, "last_name", locale="is_IS"))


def test_japanese_emails_are_spelt_as_the_names_are_read() -> None:
    assert people("ja_JP").ascii("佐藤") == "sato"


def test_german_umlauts_are_written_out() -> None:
    assert people("de_DE").ascii("Jürgen Weiß") == "juergenweiss"


@pytest.mark.parametrize(
    ("locale", "meant"),
    [("de-DE", "de_DE"), ("de_Germany", "de_DE"), ("en_us", "en_US"), ("jp_JP", "ja_JP"), ("fr_fr", "fr_FR")],
)
def test_a_locale_that_is_none_says_which_was_meant(locale: str, meant: str) -> None:
    with pytest.raises(CannotBuild) as refused:
        drawn(str, "city", locale=locale)
    message = str(refused.value)
    assert message.startswith(f"there is no locale {locale!r}")
    assert f"'{meant}'" in message.partition("did you mean")[2].partition("\n")[0]


def test_a_locale_that_is_like_none_says_what_one_looks_like() -> None:
    with pytest.raises(CannotBuild, match="'ja_JP'"):
        drawn(str, "city", locale="klingon")


def test_what_faker_draws_elsewhere_is_not_moved() -> None:
    Faker.seed(1)
    before = Faker("it_IT").name()
    Faker.seed(1)
    drawn(str, "phone", locale="it_IT")
    assert Faker("it_IT").name() == before


def test_words_do_not_depend_on_which_were_read_before() -> None:
    """Two processes ask for sampled words in different order."""
    program = (
        "import sys\n"
        "from builders.values.vocabulary.vocabulary import Vocabulary\n"
        "names = sys.argv[1].split()\n"
        "words = {name: Vocabulary('en_US').words(name).items[:5] for name in names}\n"
        "vocabulary = Vocabulary('en_US')\n"
        "print(sorted((name, vocabulary.words(name).items[:5]) for name in names))\n"
    )
    said = [
        subprocess.run([sys.executable, "-c", program, names], capture_output=True, text=True, check=True).stdout
        for names in ("postcode state_abbr", "state_abbr postcode")
    ]
    assert said[0] == said[1]


def test_numbers_and_times_need_no_faker() -> None:
    program = (
        "import sys, datetime\n"
        "from builders.values.leaves import leaf\n"
        "for type_ in (int, float, datetime.datetime): leaf(type_, 'created_at')\n"
        "assert 'faker' not in sys.modules, 'faker was imported'\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
