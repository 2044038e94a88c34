"""`reset_mock` and `configure_mock`: the words of `unittest.mock` that concern many things of a double at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mockfactory.double.mock_words.records import given_by, inside
from mockfactory.double.mock_words.settings import reset, write_setting
from mockfactory.double.mock_words.state import CALL
from mockfactory.double.recording.attributes import write
from mockfactory.double.recording.record import Recorder, State


def configuring(method: Recorder, name: str) -> Callable[..., None]:
    """The function that `reset_mock` or `configure_mock` of one method is."""
    return partial(reset if name == "reset_mock" else _configure, method)


def configuring_all(state: State, name: str) -> Callable[..., None]:
    """The same of a double, for all its methods and what they gave away."""
    if name == "reset_mock":
        return partial(_reset_all, state, set[int]())
    return partial(_configure_all, state)


def _reset_all(state: State, seen: set[int], /, **flags: bool) -> None:
    if id(state) in seen:
        return
    seen.add(id(state))
    for method in list(state.methods.values()):
        inner = list(given_by(method))
        reset(method, **flags)
        for child in inner:
            _reset_all(child, seen, **flags)
    for value in state.values.values():
        child_state = inside(value)
        if child_state is not None:
            _reset_all(child_state, seen, **flags)
    state.given.clear()


def _configure(method: Recorder, /, **settings: object) -> None:
    __tracebackhide__ = True
    for path, value in sorted(settings.items(), key=_depth):
        _set_path(method, path, value)


def _configure_all(state: State, /, **settings: object) -> None:
    """`configure_mock(**{"send.return_value": 3, "name": "ada"})`; of a read-only property, what a read gives."""
    __tracebackhide__ = True
    for path, value in sorted(settings.items(), key=_depth):
        *owners, name = path.split(".")
        if state.double is not None:
            _set_path(state.double, path, value)
        elif owners:
            _set_path(_on_class(state, owners[0]), ".".join([*owners[1:], name]), value)
        else:
            _set_on_class(state, name, value)


def _depth(setting: tuple[str, object]) -> int:
    return setting[0].count(".")


def _on_class(state: State, name: str) -> object:
    """A member of a class double, or a word about its constructor."""
    __tracebackhide__ = True
    return state.method(name) if name in state.spec.members else getattr(state.method(CALL), name)


def _set_on_class(state: State, name: str, value: object) -> None:
    __tracebackhide__ = True
    if name in state.spec.members:
        write(state, name, value)
    else:
        setattr(state.method(CALL), name, value)


def _set_path(target: object, path: str, value: object) -> None:
    __tracebackhide__ = True
    *owners, name = path.split(".")
    for owner in owners:
        target = getattr(target, owner)
    state = inside(target)
    member = state.spec.members.get(name) if state is not None else None
    if state is not None and member is not None and member.call is None and not member.settable:
        write_setting(state.method(name), "return_value", value)
    else:
        setattr(target, name, value)
