"""Numbers by their names: the usual range, and how many decimal places."""

from __future__ import annotations

from typing import Final

IDENTIFIERS: Final = frozenset({"id", "pk"})

INTEGERS: Final[dict[str, tuple[int, int]]] = {
    **dict.fromkeys(
        ("price", "amount", "total", "subtotal", "cost", "cents", "fee", "balance", "salary"), (100, 99_999)
    ),
    **dict.fromkeys(("total cents", "amount cents", "price cents", "tax", "discount", "revenue"), (100, 99_999)),
    **dict.fromkeys(("quantity", "qty"), (1, 10)),
    **dict.fromkeys(("pieces", "seats"), (1, 20)),
    **dict.fromkeys(("count", "views", "likes", "clicks", "visits", "stock", "followers"), (0, 999)),
    **dict.fromkeys(("percent", "percentage", "progress", "score", "pct"), (0, 100)),
    **dict.fromkeys(("rating", "stars", "priority", "level", "severity"), (1, 5)),
    **dict.fromkeys(("shipping", "shipping cost", "shipping amount", "shipping fee", "delivery fee"), (100, 2_999)),
    **dict.fromkeys(("weight kg", "weight"), (1, 100)),
    **dict.fromkeys(("weight g", "weight grams"), (10, 5_000)),
    "top k": (1, 100),
    **dict.fromkeys(("temperature", "temp"), (0, 40)),
    "humidity": (0, 100),
    "floor": (0, 30),
    **dict.fromkeys(("bedroom", "bathroom", "room", "guest", "adult", "bed"), (1, 5)),
    **dict.fromkeys(("guest count", "room count", "adult count", "traveler", "traveller", "passenger"), (1, 5)),
    **dict.fromkeys(("children", "kid", "infant", "pet", "child count", "children count"), (0, 4)),
    **dict.fromkeys(("party size", "person", "people", "occupancy", "seat count", "group size"), (1, 12)),
    **dict.fromkeys(("attendee", "participant"), (1, 50)),
    **dict.fromkeys(("employee", "member"), (1, 200)),
    **dict.fromkeys(("capacity", "max attendee", "max participant", "max seat"), (50, 200)),
    **dict.fromkeys(("read time", "reading time"), (1, 15)),
    **dict.fromkeys(("cvv", "cvc"), (100, 999)),
    "expires in": (300, 86_400),
    "age": (18, 90),
    "year": (1990, 2024),
    "month": (1, 12),
    "quarter": (1, 4),
    "week": (1, 52),
    "day": (1, 28),
    "weekday": (0, 6),
    "hour": (0, 23),
    **dict.fromkeys(("minute", "second"), (0, 59)),
    **dict.fromkeys(("zip", "zip code", "zipcode", "postal code", "postcode"), (10_000, 99_999)),
    **dict.fromkeys(("phone", "phone number", "mobile"), (2_010_000_000, 9_899_999_999)),
    "port": (1024, 65_535),
    **dict.fromkeys(("page", "position", "rank", "index", "order", "sort order", "line number"), (1, 100)),
    **dict.fromkeys(("page size", "limit", "per page"), (10, 100)),
    "offset": (0, 1000),
    **dict.fromkeys(("version", "revision", "version number"), (1, 20)),
    **dict.fromkeys(("retries", "attempts", "max retries", "max attempts", "retry count", "attempt", "depth"), (0, 5)),
    **dict.fromkeys(("size", "bytes", "file size", "length", "size bytes"), (1_000, 9_999_999)),
    **dict.fromkeys(("width", "height"), (100, 2_000)),
    **dict.fromkeys(("latency", "elapsed", "elapsed ms", "latency ms", "timeout ms"), (1, 5_000)),
    "duration": (60, 7_200),
    **dict.fromkeys(("timeout", "ttl", "interval"), (1, 300)),
    **dict.fromkeys(("timestamp", "unix time", "epoch"), (1_672_531_200, 1_735_689_599)),
    **dict.fromkeys(("timestamp ms", "timestamp millis", "ts ms", "epoch ms"), (1_672_531_200_000, 1_735_689_599_999)),
    "ts": (1_672_531_200, 1_735_689_599),
    **dict.fromkeys(("tokens", "prompt tokens", "completion tokens", "total tokens"), (1, 4_000)),
}
"""By the last words of the name."""

INTEGER_CHOICES: Final[dict[str, tuple[int, ...]]] = {
    **dict.fromkeys(
        ("status code", "http status", "response code", "http status code"),
        (200, 201, 204, 301, 302, 304, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503),
    ),
}
"""By the last words of the name."""

REALS: Final[dict[str, tuple[int, int, int]]] = {
    **dict.fromkeys(("price", "amount", "total", "subtotal", "cost", "balance", "revenue"), (1, 1_000, 2)),
    **dict.fromkeys(("fee", "tax", "discount"), (0, 100, 2)),
    **dict.fromkeys(("salary", "budget"), (20_000, 150_000, 2)),
    **dict.fromkeys(("ratio", "score", "probability", "confidence", "fraction", "accuracy", "precision"), (0, 1, 4)),
    **dict.fromkeys(("recall", "rate", "similarity", "threshold", "tax rate", "loss"), (0, 1, 4)),
    **dict.fromkeys(("percent", "percentage", "pct"), (0, 100, 2)),
    "progress": (0, 1, 2),
    "rating": (1, 5, 1),
    **dict.fromkeys(("latitude", "lat"), (-90, 90, 6)),
    **dict.fromkeys(("longitude", "lon", "lng", "long"), (-180, 180, 6)),
    "altitude": (0, 3_000, 1),
    **dict.fromkeys(("top p", "min p", "dropout"), (0, 1, 2)),
    **dict.fromkeys(("frequency penalty", "presence penalty"), (-2, 2, 1)),
    # Beside nothing else a temperature is that of a language model: 40 is more than it may be.
    "temperature": (0, 1, 2),
    **dict.fromkeys(("celsius", "temperature c", "temperature celsius", "temp c"), (-10, 40, 1)),
    **dict.fromkeys(("outdoor temperature", "air temperature", "water temperature"), (-10, 40, 1)),
    **dict.fromkeys(("fahrenheit", "temperature f", "temp f"), (14, 104, 1)),
    "body temperature": (35, 41, 1),
    "humidity": (0, 100, 1),
    **dict.fromkeys(("weight", "weight kg", "kg", "weight lb", "weight lbs"), (1, 100, 1)),
    **dict.fromkeys(("weight g", "weight grams"), (10, 5_000, 0)),
    **dict.fromkeys(("shipping", "shipping cost", "shipping amount", "shipping fee", "delivery fee"), (1, 30, 2)),
    **dict.fromkeys(("elapsed", "latency", "seconds"), (0, 60, 3)),
    "duration": (60, 7_200, 0),
    **dict.fromkeys(("latency ms", "elapsed ms"), (1, 5_000, 2)),
    "timeout": (1, 60, 1),
    **dict.fromkeys(("height", "width", "depth", "length"), (1, 200, 1)),
    **dict.fromkeys(("speed",), (0, 120, 1)),
    **dict.fromkeys(("exchange rate",), (0, 2, 4)),
    **dict.fromkeys(("timestamp", "unix time", "epoch", "ts"), (1_672_531_200, 1_735_689_599, 3)),
}
"""By the last words of the name: least, greatest, decimal places. For floats and decimals."""
