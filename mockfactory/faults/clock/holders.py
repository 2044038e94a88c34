"""What has taken a function for itself before a stand-in came to its place: defaults, attributes, closures, tables."""

from __future__ import annotations

import contextlib
import functools
import gc
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from types import CellType, FunctionType, MemberDescriptorType
from typing import Final, cast

from mockfactory.faults.clock.runner import OURS

_CONTAINERS: Final = (dict, list, tuple)
_FOR_EVERYBODY: Final = frozenset({"dataclasses", "functools", "sched", "time", "types"})
"""Modules of the standard library whose objects hold what the code under test has given them."""
_Swap = Mapping[int, object]


def take_places(swap: _Swap, *reals: Callable[..., object]) -> None:
    """Put stand-ins in place of functions wherever something other than a module holds them, and can hold another.

    That is: defaults of parameters, attributes of classes and instances, static methods, factories of fields, variables
    of closures, items of dicts and lists, what `functools.partial` is given. Not: other tuples, sets, keys, variables
    of functions that run, and what a library holds that is not written in Python. What belongs to the standard library
    or to the test runner keeps the real ones.

    Args:
        swap: what takes the place of each, by the identity of the real one.
        reals: the functions.
    """
    with _all_in_sight():
        holders = [one for one in gc.get_referrers(*reals) if not _is_of_a_module(one)]
        owners = _owners(holders)
    for holder in holders:
        around = owners.get(id(holder), [])
        if not (is_kept(holder) or any(map(is_kept, around))):
            _put(holder, around, swap)


@contextlib.contextmanager
def _all_in_sight() -> Generator[None]:
    """The collector does not see what a suite has frozen in order to collect faster."""
    frozen, collecting = gc.get_freeze_count(), gc.isenabled()
    gc.disable()
    if frozen:
        gc.unfreeze()
    try:
        yield
    finally:
        if frozen:
            gc.freeze()
        if collecting:
            gc.enable()


def is_kept(holder: object) -> bool:
    """Whether something belongs to the standard library or to the test runner, by the module that has made it."""
    if isinstance(holder, FunctionType):
        title: object = holder.__globals__.get("__name__")
    elif isinstance(holder, type):
        title = holder.__module__
    else:
        title = type(holder).__module__
        if type(holder) is dict and "__builtins__" in (space := cast("dict[str, object]", holder)):
            title = space.get("__name__")  # of a module, around a table of it
    if not isinstance(title, str) or title in _FOR_EVERYBODY or title == "builtins":
        return False
    package = title.partition(".")[0]
    return package in OURS or package in sys.stdlib_module_names


def _is_of_a_module(holder: object) -> bool:
    """Whether a dict holds the names of a module: those come and go with each clock."""
    if type(holder) is not dict:
        return False
    space = cast("dict[object, object]", holder)
    title = space.get("__name__")
    return isinstance(title, str) and getattr(sys.modules.get(title), "__dict__", None) is space


def _owners(holders: list[object]) -> dict[int, list[object]]:
    """What holds the containers among some things: the class or instance of a dict, the function of a tuple."""
    found: dict[int, list[object]] = {id(one): [] for one in holders if type(one) in _CONTAINERS}
    wanted = [one for one in holders if id(one) in found]
    if wanted:
        for owner in gc.get_referrers(*wanted):
            if owner is not holders and owner is not wanted:
                for part in gc.get_referents(owner):
                    if id(part) in found:
                        found[id(part)].append(owner)
    return found


def _put(holder: object, around: list[object], swap: _Swap) -> None:
    if isinstance(holder, dict):
        _in_dict(cast("dict[object, object]", holder), around, swap)
    elif type(holder) is list:
        several = cast("list[object]", holder)
        several[:] = [swap.get(id(one), one) for one in several]
    elif type(holder) is tuple:
        _in_tuple(cast("tuple[object, ...]", holder), around, swap)
    elif isinstance(holder, CellType):
        holder.cell_contents = swap.get(id(holder.cell_contents), holder.cell_contents)
    elif type(holder) is staticmethod:
        static = cast("staticmethod[..., object]", holder)
        if id(static.__func__) in swap:  # there is no other way to give it another function
            begin: Callable[[object, object], None] = getattr(staticmethod, "__init__")  # noqa: B009  # its type is unclear
            begin(static, swap[id(static.__func__)])
    elif isinstance(holder, functools.partial):
        _in_partial(cast("functools.partial[object]", holder), lambda value: swap.get(id(value), value))
    else:
        _in_instance(holder, swap)


def _in_dict(holder: dict[object, object], around: list[object], swap: _Swap) -> None:
    owner = next((one for one in around if isinstance(one, type)), None)
    for name, value in list(holder.items()):
        new = swap.get(id(value))
        if new is None:
            continue
        if owner is not None and isinstance(name, str):
            type.__setattr__(owner, name, new)  # Python remembers what it has found in a class
        else:
            holder[name] = new


def _in_tuple(holder: tuple[object, ...], around: list[object], swap: _Swap) -> None:
    new = tuple(swap.get(id(one), one) for one in holder)
    for owner in around:
        if isinstance(owner, FunctionType) and owner.__defaults__ is holder:
            owner.__defaults__ = new
        elif isinstance(owner, functools.partial):
            _in_partial(cast("functools.partial[object]", owner), lambda value: new if value is holder else value)


def _in_partial(holder: functools.partial[object], new: Callable[[object], object]) -> None:
    set_state = cast("Callable[[object], None]", getattr(holder, "__setstate__"))  # noqa: B009  # typeshed has none
    set_state((new(holder.func), new(holder.args), holder.keywords, vars(holder) or None))


def _in_instance(holder: object, swap: _Swap) -> None:
    try:
        space = cast("dict[str, object]", object.__getattribute__(holder, "__dict__"))
    except AttributeError:
        space = {}
    for name, value in list(space.items()):
        if id(value) in swap:
            space[name] = swap[id(value)]
    for slot in _slots(type(holder)):
        value = slot.__get__(holder) if _has(slot, holder) else None
        if id(value) in swap:
            slot.__set__(holder, swap[id(value)])


def _slots(kind: type) -> Iterator[MemberDescriptorType]:
    for base in kind.__mro__:
        yield from (one for one in vars(base).values() if isinstance(one, MemberDescriptorType))


def _has(slot: MemberDescriptorType, holder: object) -> bool:
    try:
        slot.__get__(holder)
    except AttributeError:
        return False
    return True
