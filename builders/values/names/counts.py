"""Numbers of which some are made of others: tokens, pages, ages and years, lengths of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from builders.draws.choices import Constant, Pick
from builders.draws.draw import Draw
from builders.draws.numbers import Integer, Steps, Total, Whole
from builders.draws.products import Product
from builders.draws.words import At
from builders.values.names.money import quantity
from builders.values.names.times import age, days_between, lasted, year_of_birth


def _prompt(prefix: str) -> Draw:
    return Total(_cached(prefix), At(f"{prefix}~prompt tokens", Integer(1, 3_000)))


def _cached(prefix: str) -> Draw:
    return At(f"{prefix}~cached tokens", Integer(0, 500))


def _completion(prefix: str) -> Draw:
    return Total(_reasoning(prefix), At(f"{prefix}~completion tokens", Integer(1, 1_000)))


def _reasoning(prefix: str) -> Draw:
    return At(f"{prefix}~reasoning tokens", Integer(0, 200))


def _tokens(prefix: str) -> Draw:
    return Total(_prompt(prefix), _completion(prefix))


def _page(prefix: str) -> Draw:
    return At(f"{prefix}~page", Integer(1, 20))


def _last_page(prefix: str) -> Draw:
    return Total(_page(prefix), At(f"{prefix}~later pages", Integer(0, 20)))


def _page_size(prefix: str) -> Draw:
    return At(f"{prefix}~page size", Pick((10, 20, 25, 50, 100)))


def _before_page(prefix: str) -> Draw:
    """How many things stand on the pages before."""
    return Product(Total(_page(prefix), Constant(-1)), _page_size(prefix))


def _on_all_pages(prefix: str) -> Draw:
    """Of so many things that the last page holds at least one, and at most as many as the others."""
    before = Product(Total(_last_page(prefix), Constant(-1)), _page_size(prefix))
    share = Product(At(f"{prefix}~last page", Integer(0, 999)), _page_size(prefix))
    return Total(before, Total(Whole(share, 1000), Constant(1)))


def month_of_card(prefix: str) -> Draw:
    return At(f"{prefix}~card month", Integer(1, 12))


def year_of_card(prefix: str) -> Draw:
    """The year in which a card expires."""
    return At(f"{prefix}~card year", Integer(2025, 2030))


def _milliseconds(prefix: str) -> Draw:
    return Steps(lasted(prefix), 1000)


def _minutes(prefix: str) -> Draw:
    return Whole(lasted(prefix), 60)


COUNTS: Final[dict[str, Callable[[str], Draw]]] = {
    **dict.fromkeys(("quantity", "qty"), quantity),
    **dict.fromkeys(("prompt tokens", "input tokens", "tokens in", "prompt token count", "input token count"), _prompt),
    **dict.fromkeys(("prompt eval count", "tokens prompt", "tokens input", "num prompt tokens"), _prompt),
    **dict.fromkeys(("completion tokens", "output tokens", "tokens out", "generated tokens"), _completion),
    **dict.fromkeys(("completion token count", "output token count", "candidates token count"), _completion),
    **dict.fromkeys(("tokens completion", "tokens output", "num completion tokens"), _completion),
    **dict.fromkeys(("total tokens", "tokens total", "total token count", "tokens used"), _tokens),
    **dict.fromkeys(("cached tokens", "cached prompt tokens", "cached input tokens"), _cached),
    "reasoning tokens": _reasoning,
    **dict.fromkeys(("page", "current page", "page number"), _page),
    **dict.fromkeys(("total pages", "last page", "pages total"), _last_page),
    **dict.fromkeys(("page size", "per page", "items per page"), _page_size),
    **dict.fromkeys(("total items", "total count", "total results", "total records"), _on_all_pages),
    **dict.fromkeys(("total elements", "total rows", "total hits"), _on_all_pages),
    "age": age,
    **dict.fromkeys(("year of birth", "birth year", "yob"), year_of_birth),
    **dict.fromkeys(("exp month", "expiry month", "expiration month", "expire month"), month_of_card),
    **dict.fromkeys(("exp year", "expiry year", "expiration year", "expire year"), year_of_card),
    **dict.fromkeys(("duration", "duration s", "duration sec", "duration secs", "duration seconds"), lasted),
    **dict.fromkeys(("duration in seconds", "run time seconds", "runtime seconds"), lasted),
    **dict.fromkeys(("duration ms", "duration millis", "duration milliseconds", "duration in ms"), _milliseconds),
    **dict.fromkeys(("duration min", "duration mins", "duration minutes", "duration in minutes"), _minutes),
    **dict.fromkeys(("nights", "number of nights", "duration days", "duration in days", "stay days"), days_between),
}
"""By the last words of the name; to what draws an integer."""
COUNTS_OF_PAGES: Final[dict[str, Callable[[str], Draw]]] = {
    "total": _on_all_pages,
    **dict.fromkeys(("page count", "num pages", "number of pages"), _last_page),
    **dict.fromkeys(("size", "limit"), _page_size),
    **dict.fromkeys(("offset", "skip"), _before_page),
}
"""The same in a class of pages, by the whole name."""
PAGES: Final = frozenset({"page", "paged", "paginated", "pagination", "paginator", "paging"})
"""Words of the names of such classes."""
QUICK: Final[dict[str, Draw]] = dict.fromkeys(
    ("duration ms", "duration millis", "duration milliseconds", "duration in ms"), Integer(1, 5_000)
)
"""Lengths of time in a class of requests and answers, by the whole name: nobody waits for an hour there."""
ANSWERS: Final = frozenset({"http", "request", "response"})
"""Words of the names of such classes."""
CERTAIN: Final[dict[str, Draw]] = {
    **dict.fromkeys(("is adult", "adult", "is of age", "of age", "is over 18", "over 18"), Constant(True)),
    **dict.fromkeys(("is minor", "is underage", "underage", "is child"), Constant(False)),
}
"""What is true or false of each person that is drawn, by the whole name: they are 18 to 90 years old."""
