"""The words for what was refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NoReturn, TypeVar

from builders.errors import BuildError, CannotBuild, InvalidOverride
from builders.seed.namespaces import Namespace

_E = TypeVar("_E", bound=BuildError)
_LONGEST = 80


def refused_override(
    title: str,
    blamed: Mapping[str, str],
    given: Mapping[str, object],
    evidence: str = "",
    others: Sequence[str] | None = None,
) -> InvalidOverride:
    """The error for values that the caller gave.

    Args:
        title: of the type that refuses them.
        blamed: the reason for each field that is refused, "" for the whole.
        given: all values that the caller gave.
        evidence: how it is known that they are to blame, "" where the reasons say it.
        others: fields that they may not fit, as far as is known; `None` where they are not refused for what stands
            beside them.
    """
    lines = [
        f"{title}.{name}={_short(given[name])} is refused: {reason}" for name, reason in blamed.items() if name in given
    ]
    if not lines:
        said = "; ".join(blamed.values())
        lines = [f"{title} refuses what was given as a whole: {said}", f"  given:  {_listed(given)}"]
    if evidence:
        lines.append(f"  so:     {evidence}")
    if others is not None and not others:
        lines.append("  write:  what fits it, for the fields that have to, or a rule that computes one:")
        lines.append(f"          Builder({title}).deriving(...=lambda {_variable(title)}: ...)")
    elif others:
        way = "" if len(others) > 1 else f": {others[0]}=..."
        lines.append(f"  write:  what fits it, for {' or '.join(others)}{way}")
        lines.append(f"          or a rule: Builder({title}).deriving({others[0]}=lambda {_variable(title)}: ...)")
    return _of(title, InvalidOverride("\n".join(lines)))


def declared_as(error: InvalidOverride, declared: Mapping[str, str]) -> InvalidOverride:
    """The error with the declarations that gave the values, by field; plain values need no more words."""
    said = ", ".join(f"{name}={words}" for name, words in declared.items() if words)
    if said:
        error.args = (f"{error}\n  declared:  {said}",)
    return error


def miscomputed(title: str, blamed: Mapping[str, str], values: Mapping[str, object]) -> InvalidOverride:
    """The error for rules that compute what is refused."""
    error = refused_override(title, blamed, values)
    error.args = (f"{error}\n  computed:  by its rule, .deriving({', '.join(f'{name}=...' for name in blamed)})",)
    return error


def broken(title: str, error: Exception, values: Mapping[str, object], given: Collection[str]) -> CannotBuild:
    """The error for a constructor or validator that raised what is no refusal of values.

    Args:
        title: of the type.
        error: what was raised.
        values: those that it was given.
        given: the names of those among them that the caller gave; without them, the same was raised.
    """
    message = f"{title} could not be made: its constructor or a validator raised {type(error).__name__}: {error}\n"
    if given:
        message += (
            f"  given:  {_listed({name: values[name] for name in given})}; without it, no object could be made either"
        )
    else:
        message += "  so:  this is no refusal of values, so nothing else is tried"
    return _of(title, CannotBuild(message))


def unaccepted(
    title: str,
    blamed: Mapping[str, str],
    values: Mapping[str, object],
    given: Mapping[str, object],
    asked: Mapping[str, str],
    tries: int,
    ruled: Collection[str] = (),
) -> CannotBuild:
    """The error for drawn values of which none was accepted.

    Args:
        title: of the type that refuses them.
        blamed: the reason for each field that is refused, "" for the whole.
        values: those that were refused last.
        given: those among them that the caller gave.
        asked: what a field has to be, in words, for those that say it.
        tries: how often values were drawn.
        ruled: the fields that a builder's rules compute.
    """
    lines: list[str] = []
    for name, reason in blamed.items():
        if name in ruled and name in values:
            lines.append(f"{title}.{name}: what its rule computes is not accepted")
            lines.append(f"  computed:   {_short(values[name])}")
        elif name in values:
            drawn = f"{tries:,} values were drawn, and none was" if tries > 1 else "what was drawn was not"
            lines.append(f"{title}.{name}: {drawn} accepted")
            lines += [f"  asked for:  {asked[name]}"] if asked.get(name) else []
            lines.append(f"  drew:       {_short(values[name])}")
        elif name:
            lines.append(f"{title}.{name}: its default is refused")
        else:
            lines += _as_a_whole(title, values, given, tries)
        lines.append(f"  refused:    {reason}")
    reasons = dict.fromkeys(blamed.values())
    if "" in blamed or len(reasons) < len(blamed):
        # The whole, or one reason for several fields: they do not fit together.
        lines += _rule(title, " ".join(reasons), [name for name in values if name not in given and name not in ruled])
    error = _of(title, CannotBuild("\n".join(lines)))
    error.fields = tuple(name for name in blamed if name)
    return error


def _as_a_whole(title: str, values: Mapping[str, object], given: Mapping[str, object], tries: int) -> Iterable[str]:
    drawn = f"{tries:,} objects were drawn, and none was" if tries > 1 else "nothing in it is drawn, and it was not"
    yield f"{title}: {drawn} accepted as a whole"
    yield f"  drew:       {_listed({name: values[name] for name in values if name not in given})}"
    if given:
        yield f"  given:      {_listed(given)}; without it, no object was accepted either"


def _rule(title: str, reason: str, drawn: Sequence[str]) -> Iterable[str]:
    """The way out for fields that seldom fit together."""
    if drawn:
        mentioned = [name for name in drawn if name in re.findall(r"\w+", reason)]
        field = mentioned[-1] if mentioned else "<field>"
        yield f"  write:      Builder({title}).deriving({field}=lambda {_variable(title)}: ...),"
        yield "              a rule that computes one field from the others, so that they fit"


def _variable(title: str) -> str:
    return title.partition("[")[0].rpartition(".")[2].lower()


def passed_on(error: BuildError, title: str, name: str) -> NoReturn:
    """Let an error pass from the field `name` of a type to what stands around it, and remember the way."""
    if error.origin:
        error.trail = (name, *error.trail)
    else:
        # Its own message names the field.
        error.origin = title
    raise error


def completed(error: BuildError, title: str, namespace: Namespace, index: int) -> BuildError:
    """An error with all that the outermost builder knows.

    Args:
        error: as it came out of the plan.
        title: of the type that is built.
        namespace: in which it is counted.
        index: its number.
    """
    if error.complete:
        return error
    path = ".".join((title, *error.trail))
    lines = [_rooted(line, error.origin, path) for line in str(error).splitlines()]
    if isinstance(error, CannotBuild):
        where = f" in {namespace.name!r}" if namespace.name else ""
        lines.append(f"  object:     number {index}{where}, seed {namespace.seed}")
        places = [(*error.trail, name) for name in error.fields] or [error.trail]
        lines += _ways(title, ["__".join(place) for place in places if place])
    result = type(error)("\n".join(lines))
    result.origin, result.complete = title, True
    return result


def _ways(title: str, names: Sequence[str]) -> Iterable[str]:
    if names:
        given = ", ".join(f"{name}=..." for name in names)
        yield f"  give it:    build({title}, {given}), or Builder({title}).having({given})"


def _rooted(line: str, origin: str, path: str) -> str:
    """A line that begins with the type that refused, beginning with the way to it instead."""
    if origin and line.startswith(origin) and not line[len(origin) : len(origin) + 1].isalnum():
        return path + line[len(origin) :]
    return line


def _of(title: str, error: _E) -> _E:
    error.origin = title
    return error


def _listed(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={_short(value)}" for name, value in values.items()) or "nothing"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
