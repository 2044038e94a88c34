"""The smallest change of an implementation that would mend what is wrong with how it is called."""

from __future__ import annotations

from inspect import Parameter

from mockfactory.spec import CallSpec
from mockfactory.spec.calling.gaps import Gap
from mockfactory.spec.calling.shapes import POSITIONAL
from mockfactory.spec.description.shown import shown_parameter


def mend_of(gap: Gap, given: CallSpec, asked: CallSpec) -> str:
    """What to change, in words and as code; "" where it takes more than one change.

    Args:
        gap: the calls that are not taken.
        given: how the implementation is called.
        asked: how the interface is.
    """
    assert given.signature is not None
    assert asked.signature is not None
    mine, theirs = given.signature.parameters, asked.signature.parameters
    name = gap.parameter.lstrip("*")
    promised = theirs.get(name)
    text = "" if promised is None else shown_parameter(promised, asked.hints.get(name))
    if gap.rule in (5, 6):
        return f"give {name!r} a default"
    if promised is None:
        return ""
    if gap.rule == 13 and any(one.kind is promised.kind for one in mine.values()):
        taken = [one.name for one in mine.values() if one.kind in POSITIONAL and one.name in gap.call.names]
        return f"put a / behind {taken[-1]!r}, so that it is given by position alone" if taken else ""
    if gap.rule in (12, 13):
        return f"add {text}" if all(one.kind is not promised.kind for one in mine.values()) else ""
    known = mine.get(name)
    if known is not None and known.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
        known = None  # it shares its name with what takes the rest
    if gap.rule == 11 and known is not None:
        return f"give {name!r} the default that it has there: {text}"
    if known is not None and known.kind is Parameter.POSITIONAL_ONLY:
        return f"let {name!r} be given by name: take out the / behind it"
    if known is not None and known.kind is Parameter.KEYWORD_ONLY:
        return f"let {name!r} be given by position: put it before the *"
    if known is not None:
        return f"put {name!r} where it is there"
    place = list(theirs).index(name)
    other = list(mine.values())[place] if place < len(mine) else None
    if gap.rule == 8 and other is not None and other.name not in theirs:
        return f"rename {other.name!r} to {name!r}"
    if gap.rule == 4:  # and all before it that are not there either
        places = sum(one.kind in POSITIONAL for one in mine.values())
        lacking = list(theirs.values())[places : place + 1]
        text = ", ".join(shown_parameter(one, asked.hints.get(one.name)) for one in lacking) or text
    return f"add {text}"
