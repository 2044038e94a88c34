"""Classes and unions: `isinstance`, and as few calls of it as possible."""

from __future__ import annotations

import abc
import types
from collections.abc import Callable

from mockfactory.spec.check.placeholders import is_bare_mock, is_placeholder
from mockfactory.spec.check.verdict import Check, Problem, refusal
from mockfactory.spec.check.words import cut_union, describe_type
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import find_raw, mro_of, namespace_of

# What a type checker lets pass although it is no subclass.
_PROMOTED: dict[type, tuple[type, ...]] = {
    float: (float, int),
    complex: (complex, float, int),
    bytes: (bytes, bytearray, memoryview),
}
# For these the type alone tells whether they are instances of a class.
_BUILTIN: tuple[type, ...] = (
    *(int, str, bool, float, bytes, types.NoneType, list, dict, tuple, set, frozenset),
    *(bytearray, memoryview, complex),
)


def class_check(cls: type, name: str = "") -> Check:
    """Accept the instances of a class, and what a type checker counts as such."""
    name = name or describe_type(cls)
    accepted = _PROMOTED.get(cls, (cls,)) if is_one_of(cls, _BUILTIN) else (cls,)
    if _has_own_test(cls):
        return _tested_class(cls, name)
    return _instance_check(accepted, name)


def union_check(arms: list[Check], name: str) -> Check:
    """Accept what one arm accepts. Plain classes share one `isinstance`."""
    classes = tuple(cls for arm in arms for cls in arm.classes)
    others = [arm for arm in arms if not arm.classes]
    exact = frozenset[type]().union(*(arm.exact for arm in arms))
    if not others:
        return _instance_check(classes, name, exact)
    calls: list[Callable[[object], bool]] = [arm.accepts for arm in others]
    if classes:
        calls.insert(0, _instance_check(classes, name).accepts)
    flat = tuple(flat for arm in others for flat in arm.flat)
    return Check(exact, _any_of(calls), _union_explainer(others, arms, name), name, flat=flat)


def nothing_check(name: str) -> Check:
    """Accept no value at all (`Never`), save a placeholder."""
    return Check(frozenset(), is_placeholder, lambda value: refusal(value, name), name)


def _instance_check(classes: tuple[type, ...], name: str, exact: frozenset[type] = frozenset()) -> Check:
    def accepts(value: object) -> bool:
        try:
            return isinstance(value, classes) or is_placeholder(value)
        except Exception:
            return True

    return Check(exact or _exact_types(classes), accepts, lambda value: refusal(value, name), name, classes)


def _tested_class(cls: type, name: str) -> Check:
    """A class that decides by itself what its instances are, mostly by their methods: a bare mock has them all."""

    def accepts(value: object) -> bool:
        try:
            if isinstance(value, cls):
                return not is_bare_mock(value) or any(base is cls for base in mro_of(type(value)))
        except Exception:
            return True
        return is_placeholder(value)

    return Check(_exact_types((cls,)), accepts, lambda value: refusal(value, name), name)


def _has_own_test(cls: type) -> bool:
    """True where `isinstance` may say yes to something that does not inherit from the class."""
    return _overrides(cls, "__instancecheck__") or any(
        "__subclasshook__" in namespace_of(base) for base in mro_of(cls) if base is not object
    )


def _exact_types(classes: tuple[type, ...]) -> frozenset[type]:
    """The types that are accepted by their identity alone. A metaclass with ideas of its own has no say in that."""
    known = [cls for cls in classes if not any(_overrides(cls, name) for name in ("__eq__", "__hash__"))]
    plain = tuple(
        cls for cls in classes if not any(_overrides(cls, name) for name in ("__instancecheck__", "__subclasscheck__"))
    )
    return frozenset([*known, *(cls for cls in _BUILTIN if _is_subclass(cls, plain))])


def _overrides(cls: type, name: str) -> bool:
    """True where the metaclass has a special method that is neither that of `type` nor that of `ABCMeta`."""
    found = find_raw(type(cls), name)
    return found is not None and not is_one_of(found[0], (object, type, abc.ABCMeta))


def _is_subclass(cls: type, classes: tuple[type, ...]) -> bool:
    try:
        return issubclass(cls, classes)
    except Exception:
        return False


def _any_of(calls: list[Callable[[object], bool]]) -> Callable[[object], bool]:
    if len(calls) == 2:
        first, second = calls
        return lambda value: first(value) or second(value)
    return lambda value: any(accepts(value) for accepts in calls)


def _union_explainer(others: list[Check], arms: list[Check], name: str) -> Callable[[object], Problem]:
    """Where exactly one arm gets further than the value as a whole, its reason is the one to tell.

    Of several TypedDicts that have a tag, the one whose tag the value bears gets furthest.
    """

    def explain(value: object) -> Problem:
        problems = [(arm, arm.explain(value)) for arm in others]
        deeper = [(arm, problem) for arm, problem in problems if problem.path or not problem.noun]
        if len(deeper) > 1:
            tagged = [problem for _, problem in deeper if problem.tag]
            deeper = [(arm, problem) for arm, problem in deeper if not problem.tag]
            if not deeper and len({problem.path for problem in tagged}) == 1:
                return _no_such_tag(tagged)
        if len(deeper) != 1:
            return refusal(value, name)
        arm, problem = deeper[0]
        alone = all(each is arm or each.classes == (types.NoneType,) for each in arms)
        return problem if alone else problem.under(f"as {cut_union(arm.name)}")

    return explain


def _no_such_tag(problems: list[Problem]) -> Problem:
    """The value has the tag of no arm: all tags that there are."""
    first = problems[0]
    if not first.noun:
        return Problem((), f"{first.text.partition(' of ')[0]} is missing", noun=False)
    tags = dict.fromkeys(problem.tag.removeprefix("Literal[").removesuffix("]") for problem in problems)
    came = first.text.removesuffix(f", not {first.tag}")
    return Problem(first.path, f"{came}, not Literal[{', '.join(tags)}]")
