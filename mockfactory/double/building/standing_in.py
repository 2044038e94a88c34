"""Hand-written fakes: whether an object may stand for one of another class, by the rules."""

from __future__ import annotations

from mockfactory.double.planning.refusals import is_double, why_not_doubled
from mockfactory.spec import SpecError, SpecKind
from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.looking.raw import module_name_of
from mockfactory.spec.looking.static import instance_dict, is_class, name_of
from mockfactory.spec.read import read_spec


def why_no_fake_of(new: object, asked: type) -> str | None:
    """Why an object of another class can't stand for one of a class; None for a fake that has all its members.

    Args:
        new: what is to be put there.
        asked: the class of what is there, or the one that was promised.

    Returns:
        A phrase, or a `Misfit` where all members are there and one of them does not fit.
    """
    plain, kind = f"it is no {name_of(asked)}", type(new)
    if is_double(new) or is_class(new) or module_name_of(kind) == "builtins" or why_not_doubled(asked) is not None:
        return plain
    from mockfactory.rules.comparing.reading import pair_of
    from mockfactory.rules.presence import missing

    try:
        pair = pair_of(kind, asked)
    except SpecError:
        return plain
    if not pair.demanded:
        return plain
    own = instance_dict(new)
    lacks = next((one for one in missing(pair) if one.member not in own), None)
    if lacks is not None:
        return f"{plain}, and has no {lacks.member!r}"
    return why_rules_refuse(kind, asked)


def why_rules_refuse(new: object, asked: object) -> str | None:
    """By the rules: the first call of what is asked for that can't be made of what is put there.

    Args:
        new: a class or a function.
        asked: a class, a function or a type.
    """
    if new is asked or read_kind(new) is None or read_kind(asked) is None:
        return None
    from mockfactory.rules.at_once import why_fake_fails

    return why_fake_fails(new, asked)


def why_rules_refuse_value(new: object, asked: object) -> str | None:
    """The same of a value that is of the type that is asked for: of its class, or of a function itself."""
    if is_double(new) or not is_class(origin_of(asked) or asked):
        return None
    if is_class(new):
        return why_rules_refuse_maker(new, asked)
    if read_kind(new) is SpecKind.FUNCTION:
        return why_rules_refuse(new, asked) if read_kind(asked) is SpecKind.CALLABLE else None
    return why_rules_refuse(type(new), asked)


def why_rules_refuse_maker(new: type, asked: object) -> str | None:
    """The same of a class that is called where a function or something to call is asked for."""
    return None if is_double(new) or not is_called_for(new, asked) else why_rules_refuse(new, asked)


def is_called_for(new: type, asked: object) -> bool:
    """Whether it is a class itself that is called where a function or something to call is asked for."""
    if read_kind(new) is None or read_kind(asked) is None:
        return False
    from mockfactory.rules.comparing.making import is_maker

    return is_maker(read_spec(new), read_spec(asked))


def read_kind(value: object) -> SpecKind | None:
    """What `read_spec` says of a value; None where it can't be a spec."""
    try:
        return read_spec(value).kind
    except TypeError:
        return None
