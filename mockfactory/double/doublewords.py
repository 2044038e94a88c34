"""The words of `unittest.mock` that concern all methods of a double at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, cast

from .calls import Call, number_of
from .errors import VerificationError
from .messages import made, report
from .mockwords import split_call
from .state import State

if TYPE_CHECKING:
    from unittest.mock import _Call

    from .method import AsyncRow, Method, SyncRow


def _recorded(state: State, prefix: str = "") -> list[tuple[int, str, Method, SyncRow | AsyncRow]]:
    """Every call of a double and of the doubles that it gave away, in the order in which they were made."""
    found: list[tuple[int, str, Method, SyncRow | AsyncRow]] = []
    for name, method in state.methods.items():
        if method.plan.member.call is not None:
            found += [(number_of(row), prefix + name, method, row) for row in list(method.rows)]
    for label, child in state.children.items():
        inner = getattr(child, "__mockfactory__", None)
        if isinstance(inner, State):
            called = label in state.methods and state.methods[label].plan.member.call is not None
            found += _recorded(inner, f"{prefix}{label}{'()' if called else ''}.")
    return sorted(found, key=lambda one: one[0])


def _mock_calls(state: State) -> list[_Call]:
    from unittest.mock import _Call, _CallList

    calls = []
    for _, name, method, row in _recorded(state):
        call = Call(method, row)
        calls.append(_Call((name, call.args, dict(call.kwargs))))  # type: ignore[no-untyped-call]
    return _CallList(calls)  # type: ignore[no-untyped-call, no-any-return]


def _assert_has_calls(state: State) -> Callable[..., None]:
    def check(calls: Iterable[object], any_order: bool = False) -> None:
        __tracebackhide__ = True
        from .instance import method_of
        from .mockwords import has_calls

        recorded = _recorded(state)
        came = [(name, *Call(method, row).bound) for _, name, method, row in recorded]
        wanted: list[tuple[object, ...]] = []
        for one in calls:
            name, args, kwargs = split_call(one)
            bound = method_of(state, name).bind(args, kwargs) if name in state.spec.members else (args, kwargs)
            wanted.append((name, *bound))
        if not has_calls(wanted, came, any_order):
            shown = "\n".join(repr(Call(method, row)) for _, _, method, row in recorded[-10:])
            raise VerificationError(
                report(f"{state.title} was not called with these calls.", calls=shown or "none", double=made(state))
            )

    return check


def _reset(state: State) -> Callable[..., None]:
    def reset(*args: object, **kwargs: Any) -> None:
        for method in state.methods.values():
            reset_method = cast("Callable[..., None]", method.reset_mock)
            reset_method(*args, **kwargs)
        for child in state.children.values():
            inner = getattr(child, "__mockfactory__", None)
            if isinstance(inner, State):
                _reset(inner)(*args, **kwargs)

    return reset


def _configure(state: State) -> Callable[..., None]:
    def configure(**settings: object) -> None:
        __tracebackhide__ = True
        for path, value in settings.items():
            *owners, name = path.split(".")
            target: object = state.double
            for owner in owners:
                target = getattr(target, owner)
            setattr(target, name, value)

    return configure


DOUBLE_READ: Final[dict[str, Callable[[Any], object]]] = {
    "mock_calls": _mock_calls,
    "method_calls": _mock_calls,
    "assert_has_calls": _assert_has_calls,
    "reset_mock": _reset,
    "configure_mock": _configure,
}

