"""Doubles allocated: each spec is compiled once into a class, and a double of it is one small object."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from types import CodeType
from typing import Any, Final, TypeAlias, get_args, get_origin

from mockfactory.double.building.instance import Double, double_type
from mockfactory.double.building.method import make_method
from mockfactory.double.planning.plan import Plans
from mockfactory.double.planning.refusals import why_not_doubled
from mockfactory.double.recording.current import NO_LEDGER
from mockfactory.double.recording.record import Ledger, State
from mockfactory.spec import Spec, SpecError
from mockfactory.spec.cache import is_importable

Nest: TypeAlias = Callable[[State, object, str], object]
"""Makes a double for what another double gives away: `nest(parent, annotation, label)`."""


class Compiled:
    """What all doubles of one spec share.

    `type` is None for what is called and has no attributes. `on_class` is the spec of its class doubles, once made.
    """

    __slots__ = ("__weakref__", "on_class", "plans", "spec", "target", "type")

    def __init__(self, spec: Spec) -> None:
        self.target = spec.target
        self.spec = spec
        self.on_class: Spec | None = None
        if spec.cls is None:
            member = spec.function
            assert member is not None
            self.plans = Plans("", {member.name: member})
            self.type: type[Double] | None = None
        else:
            self.plans = Plans(spec.name, spec.members)
            self.type = double_type(spec)


lasting: Final[dict[int, Compiled]] = {}
_passing: Final[weakref.WeakValueDictionary[int, Compiled]] = weakref.WeakValueDictionary()
_lock: Final = threading.Lock()
_new: Final = object.__new__
_set_state: Final[Callable[[object, State], None]] = Double.__mockfactory__.__set__  # type: ignore[attr-defined]


def compiled(target: Any) -> Compiled:
    """The compiled double of `target`; what can be imported is compiled once and for all.

    Raises:
        SpecError: when `target` can't be the spec of a double.
    """
    found = lasting.get(id(target))
    if found is not None and found.target is target:
        return found
    reason = why_not_doubled(target)
    if reason is not None:
        raise SpecError(f"double() can't stand in for this: {reason}")
    from mockfactory.spec.read import read_spec

    spec = read_spec(target)
    with _lock:
        one = _passing.get(id(spec))
        if one is None or one.spec is not spec:
            one = _passing[id(spec)] = Compiled(spec)
        if is_importable(target):
            lasting[id(target)] = one
        elif all(map(is_importable, (get_origin(target), *get_args(target)))):
            lasting[id(spec)] = one
    return one


def make(
    one: Compiled,
    ledger: Ledger,
    place: tuple[CodeType, int],
    nest: Nest,
    *,
    name: str | None = None,
    strict: bool = False,
    raises: tuple[type[BaseException], ...] = (),
    real: object = None,
) -> object:
    """Allocate a double."""
    state = State(one.spec, one.plans, make_method, nest, ledger, place)
    state.name = name
    state.strict = strict
    state.raises = raises
    state.real = real
    double: object
    if one.type is not None:
        double = _new(one.type)
        _set_state(double, state)
    else:
        (member,) = one.plans.members
        double = state.methods[member] = make_method(state, one.plans[member])
    state.double = double
    if ledger is not NO_LEDGER:
        ledger.doubles.append(state)
    return double
