"""Values of one type and name, as the objects of a seed would hold them."""

from __future__ import annotations

from typing import Any

from builders.draws.compiling import compiled
from builders.seed.mixing import key_of, state_of
from builders.values.constraints import Constraints
from builders.values.leaves import leaf


def drawn(
    type_: type,
    name: str = "value",
    times: int = 50,
    *,
    seed: int = 1,
    owner: str = "",
    locale: str = "en_US",
    **said: Any,
) -> list[Any]:
    """What the field `name` holds in the first objects of a seed; `said` are its constraints."""
    draw = leaf(type_, name, Constraints(**said), path=f"Thing.{name}", owner=owner, locale=locale)
    assert draw is not None
    function = compiled(draw, name, name)
    key = key_of(seed, "a test", "Thing")
    return [function(state_of(key, index), index, 0) for index in range(times)]
