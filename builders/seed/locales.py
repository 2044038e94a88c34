"""Locales by name."""

from __future__ import annotations

from typing import Final

from builders.errors import CannotBuild

DEFAULT_LOCALE: Final = "en_US"


def refuse_unknown(locale: str) -> None:
    """Refuse what is no locale.

    Raises:
        CannotBuild: Faker has no such locale.
    """
    if locale == DEFAULT_LOCALE:
        return
    # Late: most suites have the default, and Faker takes its time.
    from faker.config import AVAILABLE_LOCALES

    if locale not in AVAILABLE_LOCALES:
        raise CannotBuild(_unknown(locale, AVAILABLE_LOCALES))


def _unknown(locale: str, known: list[str]) -> str:
    # Late: an error is rare.
    import difflib

    spelt = locale.replace("-", "_")
    language = spelt.split("_")[0].lower()
    same = [name for name in known if name.lower() == spelt.lower()]
    home = [name for name in known if name == f"{language}_{language.upper()}"]
    near = difflib.get_close_matches(spelt, known, n=3, cutoff=0.6)
    guesses = list(dict.fromkeys([*same, *home, *near]))[:3]
    lines = [f"there is no locale {locale!r}"]
    if guesses:
        lines.append(f"  did you mean: {' or '.join(repr(guess) for guess in guesses)}?")
    lines.append("  what to do:   use one of Faker's locales, such as 'en_US', 'de_DE', 'ja_JP'")
    return "\n".join(lines)
