"""What `Annotated` says of a value beside its type: bounds, lengths, patterns, predicates.

Known are the words of `annotated-types`, of pydantic and what is built on it, and of msgspec. What anything else means
is not known, and holds nothing against a value.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Annotated, Any, Final, cast, get_args, get_origin

from mockfactory.spec.annotations.forms import is_type_alias, is_union
from mockfactory.spec.check import compile_check
from mockfactory.spec.check.placeholders import is_placeholder
from mockfactory.spec.check.words import short_repr
from mockfactory.spec.looking.raw import module_name_of, mro_of
from mockfactory.spec.model import Hint

_KNOWN: Final = frozenset({"annotated_types", "pydantic", "msgspec"})
_COMPARED: Final[Mapping[str, tuple[Callable[[Any, Any], object], str]]] = {
    "gt": (operator.gt, "greater than"),
    "ge": (operator.ge, "at least"),
    "lt": (operator.lt, "less than"),
    "le": (operator.le, "at most"),
}


def says_more(annotation: object) -> bool:
    """Whether an annotation says something of values, at any depth, beside the name of one of several."""
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        return says_more(inner) or (not isinstance(inner, str) and any(not isinstance(one, str) for one in said))
    return any(says_more(part) for part in get_args(annotation) if not isinstance(part, str))


def why_out_of_bounds(annotation: object, value: object) -> str | None:
    """Why a value, whose type is right, is not what an annotation asks for; None where nothing known is against it.

    Example:
        >>> from annotated_types import Ge, Len
        >>> why_out_of_bounds(Annotated[int, Ge(1)], 0)
        '0, which is not at least 1'
        >>> why_out_of_bounds(list[Annotated[int, Ge(1)]], [1, 0])
        'item 1 is 0, which is not at least 1'
    """
    if is_placeholder(value):
        return None
    while is_type_alias(annotation):
        annotation = cast("Any", annotation).__value__
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        misfit = next((text for text in map(_test(value), _flat(said)) if text is not None), None)
        return why_out_of_bounds(inner, value) if misfit is None else f"{short_repr(value)}, which {misfit}"
    if is_union(annotation):
        arms = [arm for arm in get_args(annotation) if _is_of(arm, value)]
        reasons = [why_out_of_bounds(arm, value) for arm in arms]
        return None if None in reasons or not reasons else reasons[0]
    return next(_inside(annotation, value), None)


def _inside(annotation: object, value: object) -> Iterator[str]:
    """What is wrong with the items of a built-in container."""
    arguments = get_args(annotation)
    if not arguments or not says_more(annotation):
        return
    parts: list[tuple[str, object, object]] = []
    if type(value) is dict:
        pairs = cast("dict[object, object]", value)
        parts += [("a key", arguments[0], key) for key in pairs]
        parts += [(f"[{short_repr(key)}]", arguments[-1], item) for key, item in pairs.items()]
    elif isinstance(value, tuple) and not (len(arguments) == 2 and arguments[1] is ...):
        items = cast("tuple[object, ...]", value)
        parts += [(f"item {index}", arguments[index], item) for index, item in enumerate(items[: len(arguments)])]
    elif isinstance(value, (list, tuple, set, frozenset)):
        several = cast("Sequence[object] | AbstractSet[object]", value)
        parts += [(f"item {index}", arguments[0], item) for index, item in enumerate(several)]
    for place, asked, item in parts:
        misfit = why_out_of_bounds(asked, item)
        if misfit is not None:
            yield f"{place} is {misfit}"


def _is_of(annotation: object, value: object) -> bool:
    check = compile_check(Hint(annotation))
    return check is None or check.accepts(value)


def _flat(said: Sequence[object]) -> Iterator[object]:
    """Each single word of what was said: `Len`, `Interval` and `Field` hold several."""
    for one in said:
        if not any(module_name_of(base).partition(".")[0] in _KNOWN for base in mro_of(type(one))):
            continue
        held: object = getattr(one, "metadata", None)
        if isinstance(held, (list, tuple)):
            yield from _flat(cast("Sequence[object]", held))
        elif getattr(one, "__is_annotated_types_grouped_metadata__", False) is True:
            yield from _flat(list(cast("Any", one)))
        else:
            yield one


def _test(value: Any) -> Callable[[object], str | None]:
    def test(said: Any) -> str | None:
        try:
            return next(_against(said, value), None)
        except Exception:  # it can't be compared: what was said is not for such values, or a placeholder came
            return None

    return test


def _against(said: Any, value: Any) -> Iterator[str]:
    for word, (holds, text) in _COMPARED.items():
        bound = getattr(said, word, None)
        if bound is not None and not holds(value, bound):
            yield f"is not {text} {bound!r}"
    step = getattr(said, "multiple_of", None)
    if step is not None and value % step and abs(value / step - round(value / step)) > 1e-9:
        yield f"is no multiple of {step!r}"
    least, most = getattr(said, "min_length", None), getattr(said, "max_length", None)
    if least is not None and len(value) < least:
        yield f"is shorter than {least}"
    if most is not None and len(value) > most:
        yield f"is longer than {most}"
    pattern = getattr(said, "pattern", None)
    if pattern is not None and re.search(pattern, value) is None:
        yield f"does not match {getattr(pattern, 'pattern', pattern)!r}"
    predicate = getattr(said, "func", None)
    if type(said).__name__ == "Predicate" and callable(predicate) and not predicate(value):
        yield f"does not hold for {getattr(predicate, '__name__', repr(predicate))}"
    if type(said).__name__ == "AfterValidator":
        yield from _refused_by(said, value)


def _refused_by(validator: Any, value: object) -> Iterator[str]:
    """What a validator of pydantic's that looks at values of the type says of one."""
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter[object](Annotated[Any, validator]).validate_python(value)
    except ValidationError as error:
        yield f"is refused by {getattr(validator.func, '__name__', repr(validator.func))}: {error.errors()[0]['msg']}"
