"""Who was there first: a customer is created before the orders that name him.

An object in a field of another one knows nothing of it. But the names of their classes say which of them comes first:
the creation of what is there for long lies in the first half of the usual time, and the creation of what happens to
it in the second.
"""

from __future__ import annotations

from typing import Final

from builders.draws.draw import Draw
from builders.draws.larger import Larger
from builders.draws.numbers import Total
from builders.draws.words import At
from builders.values.names.people import speaks_of_person
from builders.values.names.splitting import singular, words_of
from builders.values.names.times import CREATED, LATEST_CREATION, SOME_TIME
from builders.values.times import USUAL_SECONDS, seconds_between

_LASTING_TEXT: Final = """
article brand category company course department device hotel organisation organization plan product project
property restaurant role room shop store supplier team tenant vendor warehouse workspace
"""
_LASTING: Final = frozenset(_LASTING_TEXT.split())
_HAPPENING_TEXT: Final = """
appointment booking call cart charge chat comment conversation delivery enrollment event invoice item job like line
log message notification order payment post purchase reaction receipt refund reply request reservation review run sale
session shipment subscription task ticket transaction upload visit vote
"""
_HAPPENING: Final = frozenset(_HAPPENING_TEXT.split())
_FORMS_TEXT: Final = """
base body create data db detail details dto entity in info model orm out payload read record response row schema summary
table update view
"""
_FORMS: Final = frozenset(_FORMS_TEXT.split())
"""Words behind the one that says what the class is of: `OrderRead`, `CustomerOut`."""
_MIDDLE: Final = LATEST_CREATION // 2


def in_its_era(seconds: Draw, owner: str) -> Draw:
    """The seconds from the start of all times, drawn where the class of their field lies.

    Args:
        seconds: draws them.
        owner: the name of the class.
    """
    kind = kind_of(owner)
    if kind in _HAPPENING:
        return _moved(seconds, (_MIDDLE, LATEST_CREATION), (_MIDDLE, USUAL_SECONDS[1]))
    if kind in _LASTING or speaks_of_person(kind):
        return _moved(seconds, (0, _MIDDLE - 1), USUAL_SECONDS)
    return seconds


def kind_of(owner: str) -> str:
    """The noun that says what a class is of, in the singular.

    Example:
        >>> kind_of("CustomerOrderRead")
        'order'
    """
    words = [*words_of(owner.partition("[")[0])]
    while len(words) > 1 and (words[-1] in _FORMS or words[-1].isdigit()):
        words.pop()
    return singular(words[-1]) if words else ""


def _moved(seconds: Draw, created: tuple[int, int], any_time: tuple[int, int]) -> Draw:
    """The same, counted from a creation within other bounds."""
    match seconds:
        case At(address=address) if address.endswith(CREATED):
            return At(address, seconds_between(*created))
        case At(address=address) if address.endswith(SOME_TIME):
            return At(address, seconds_between(*any_time))
        case Total() | Larger():
            return type(seconds)(_moved(seconds.first, created, any_time), _moved(seconds.second, created, any_time))
        case _:
            return seconds
