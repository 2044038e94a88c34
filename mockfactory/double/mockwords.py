"""The words of `unittest.mock`, at run time, on a double's methods: `assert_called_once_with`, `return_value`,
`call_args`...

They let a suite that was written with `create_autospec` go on as it is. Each is checked against the spec, as everything
else is. `unittest.mock` itself is imported only when one of them is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, cast

from .errors import MisuseError, VerificationError
from .messages import made, report, show

if TYPE_CHECKING:
    from unittest.mock import _Call

    from .method import AsyncRow, Method, SyncRow
    from .state import State

_CONFIGURING: Final = frozenset({"return_value", "side_effect"})
WORDS: Final = frozenset({
    "assert_any_await", "assert_any_call", "assert_awaited", "assert_awaited_once", "assert_awaited_once_with",
    "assert_awaited_with", "assert_called", "assert_called_once", "assert_called_once_with", "assert_called_with",
    "assert_has_awaits", "assert_has_calls", "assert_not_awaited", "assert_not_called", "await_args", "await_args_list",
    "await_count", "call_args", "call_args_list", "call_count", "called", "configure_mock", "method_calls", "mock_calls",
    "reset_mock",
}) | _CONFIGURING  # fmt: skip
"""What a method answers to."""

DOUBLE_WORDS: Final = frozenset({"assert_has_calls", "configure_mock", "method_calls", "mock_calls", "reset_mock"})
"""What a double itself answers to, unless its spec has the name. One that can be called has all of `WORDS`."""


class Words:
    """What was said of one method in the words of `unittest.mock`."""

    __slots__ = ("effect", "installed", "items", "value")

    def __init__(self) -> None:
        self.value: tuple[object] | None = None
        self.effect: object = None
        self.items: Callable[[], object] | None = None
        self.installed = False


def read_word(method: Method, name: str) -> object:
    """The value of a word, or the function that it names."""
    __tracebackhide__ = True
    reader = _READ.get(name)
    if reader is not None:
        return reader(method)
    function = _ASSERTIONS[name]
    return lambda *args, **kwargs: function(method, *args, **kwargs)


def write_word(method: Method, name: str, value: object) -> None:
    """Set `return_value` or `side_effect`.

    Raises:
        TypeViolation: where the spec refuses the value.
        MisuseError: for any other word, none of which can be set.
    """
    __tracebackhide__ = True
    if name not in _CONFIGURING:
        raise MisuseError(f"{method.plan.qualname}.{name} can't be set: it is what the double has recorded")
    words = _words(method)
    if name == "return_value":
        from .verbs import returning

        act, _ = returning(method, (value,))
        words.value = (act((), {}),)
    else:
        _set_effect(method, words, value)
    _install(method, words)


def _words(method: Method) -> Words:
    if method.words is None:
        method.words = Words()
    return cast(Words, method.words)


def _install(method: Method, words: Words) -> None:
    from .places import caller
    from .stubs import Stub

    if words.value is None and words.effect is None:
        return
    stub = Stub(lambda args, kwargs: _act(method, args, kwargs), None, caller(), "return_value")
    stub.counted = False
    method.add_stub(stub)


def _act(method: Method, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    __tracebackhide__ = True
    from unittest.mock import DEFAULT

    words = _words(method)
    given: object = DEFAULT
    if words.items is not None:
        given = words.items()
    elif isinstance(words.effect, BaseException) or (
        isinstance(words.effect, type) and issubclass(words.effect, BaseException)
    ):
        raise words.effect
    elif words.effect is not None:
        given = _called(method, words, args, kwargs)
    if given is not DEFAULT:
        return given
    if words.value is not None:
        return words.value[0]
    return _default(method)


def _called(method: Method, words: Words, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    __tracebackhide__ = True
    from unittest.mock import DEFAULT

    from .verbs import calling

    function = cast("Callable[..., object]", words.effect)
    keep: list[object] = []

    def remembering(*args: object, **kwargs: object) -> object:
        value = function(*args, **kwargs)
        keep.append(value)
        return _default(method) if value is DEFAULT and words.value is None else value

    if words.value is not None:
        value = function(*args, **kwargs)
        if value is DEFAULT:
            return DEFAULT
        return calling(method, lambda *a, **k: value)(args, kwargs)
    return calling(method, remembering)(args, kwargs)


def _default(method: Method) -> object:
    from .answers import give

    return give(method.plan.default, method.state.child, method.plan.qualname)


def _set_effect(method: Method, words: Words, value: object) -> None:
    __tracebackhide__ = True
    from .verbs import calling, raising

    words.effect, words.items = value, None
    if value is None:
        return
    if isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException)):
        raising(method, (value,))
    elif callable(value):
        calling(method, value)
    elif isinstance(value, Iterable):
        words.items = _stepping(method, cast("Iterable[object]", value))
    else:
        raise MisuseError(
            report(
                f"{method.plan.qualname}.side_effect takes an exception, a function or an iterable, not {show(value)}.",
                double=made(method.state),
                write=f"{method.plan.name}.return_value = {show(value)}",
            )
        )


def _stepping(method: Method, values: Iterable[object]) -> Callable[[], object]:
    from .verbs import check_value

    iterator = iter(values)

    def step() -> object:
        __tracebackhide__ = True
        try:
            value = next(iterator)
        except StopIteration:
            # In a coroutine Python would make a RuntimeError of it; unittest.mock raises StopAsyncIteration there.
            if method.plan.awaited:
                raise StopAsyncIteration from None
            raise
        if isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException)):
            raise value
        if type(value).__name__ != "_SentinelObject":
            check_value(method, value, method.plan.value, "side_effect")
        return value

    return step


def _return_value(method: Method) -> object:
    words = _words(method)
    if words.value is None:
        words.value = (_default(method),)
        _install(method, words)
    return words.value[0]


def _parts(row: SyncRow | AsyncRow) -> tuple[tuple[object, ...], dict[str, object]]:
    return (row[1], row[2]) if type(row) is tuple else (row.args, row.kwargs)  # type: ignore[union-attr]


def _call_of(row: SyncRow | AsyncRow, name: str = "") -> _Call:
    from unittest.mock import call

    args, kwargs = _parts(row)
    found: Any = call
    for part in name.split(".") if name else ():
        found = getattr(found, part)
    made_call: _Call = found(*args, **kwargs)
    return made_call


def _call_list(rows: Iterable[SyncRow | AsyncRow]) -> list[_Call]:
    from unittest.mock import _CallList

    return _CallList(_call_of(row) for row in rows)  # type: ignore[no-untyped-call, no-any-return]


def _awaited_rows(method: Method) -> list[SyncRow | AsyncRow]:
    return [row for row in method.rows if type(row) is not tuple and row.coroutine is None]  # type: ignore[union-attr]


def _last(rows: list[SyncRow | AsyncRow]) -> _Call | None:
    return _call_of(rows[-1]) if rows else None


_READ: Final[dict[str, Callable[[Any], object]]] = {
    "return_value": _return_value,
    "side_effect": lambda method: _words(method).effect,
    "called": lambda method: bool(method.rows),
    "call_count": lambda method: len(method.rows),
    "call_args": lambda method: _last(method.rows),
    "call_args_list": lambda method: _call_list(method.rows),
    "mock_calls": lambda method: _call_list(method.rows),
    "method_calls": lambda method: _call_list(()),
    "await_count": lambda method: len(_awaited_rows(method)),
    "await_args": lambda method: _last(_awaited_rows(method)),
    "await_args_list": lambda method: _call_list(_awaited_rows(method)),
}


def _expect(method: Method, args: tuple[object, ...], kwargs: dict[str, object]) -> tuple[object, ...]:
    """The arguments of an assertion in the order of the signature; refused where the spec would refuse such a call."""
    __tracebackhide__ = True
    from .arguments import check_types

    bound = method.bind(args, kwargs)
    check_types(method, bound, args, kwargs)
    return bound


def _matching(method: Method, rows: Iterable[SyncRow | AsyncRow], bound: tuple[object, ...]) -> list[SyncRow | AsyncRow]:
    from .calls import bound_of
    from .compare import matches

    return [row for row in rows if matches(bound, bound_of(method, row))]


def _fail(method: Method, head: str, rows: list[SyncRow | AsyncRow]) -> None:
    __tracebackhide__ = True
    from .calls import Call

    shown = "\n".join(repr(Call(method, row)) for row in rows[-5:])
    raise VerificationError(report(head, calls=shown or "none", double=made(method.state)))


def _verified(method: Method, rows: Iterable[SyncRow | AsyncRow]) -> None:
    from .calls import number_of

    method.verified.update(number_of(row) for row in rows)


def _assert_count(verb: str, wanted: str) -> Callable[..., None]:
    def check(method: Method) -> None:
        __tracebackhide__ = True
        rows = _awaited_rows(method) if verb == "awaited" else method.rows
        count = len(rows)
        right = {"some": count > 0, "once": count == 1, "never": count == 0}[wanted]
        if not right:
            word = {"some": "at least once", "once": "once", "never": "never"}[wanted]
            _fail(method, f"{method.plan.qualname}() was expected to be {verb} {word} and was {verb} {count} times.", rows)
        _verified(method, rows)

    return check


def _assert_with(verb: str, which: str) -> Callable[..., None]:
    def check(method: Method, /, *args: object, **kwargs: object) -> None:
        __tracebackhide__ = True
        from .messages import shown_call

        bound = _expect(method, args, kwargs)
        rows = _awaited_rows(method) if verb == "awaited" else list(method.rows)
        if which == "once" and len(rows) != 1:
            _fail(method, f"{method.plan.qualname}() was expected to be {verb} once and was {verb} {len(rows)} times.", rows)
        candidates = rows if which == "any" else rows[-1:]
        found = _matching(method, candidates, bound)
        if not found:
            wanted = shown_call(method.plan.qualname, args, kwargs)
            _fail(method, f"{wanted} was expected to be {verb}{' last' if which == 'last' else ''} and was not.", rows)
        _verified(method, found)

    return check


def _assert_has(verb: str) -> Callable[..., None]:
    def check(method: Method, calls: Iterable[object], any_order: bool = False) -> None:
        __tracebackhide__ = True
        rows = _awaited_rows(method) if verb == "awaited" else list(method.rows)
        wanted: list[tuple[object, ...]] = []
        for one in calls:
            _, args, kwargs = split_call(one)
            wanted.append(_expect(method, args, kwargs))
        from .calls import bound_of

        bounds = [bound_of(method, row) for row in rows]
        if not has_calls(wanted, bounds, any_order):
            _fail(method, f"{method.plan.qualname}() was not {verb} with these calls{' in this order' * (not any_order)}.", rows)
        _verified(method, rows)

    return check


def has_calls(wanted: list[tuple[object, ...]], came: list[tuple[object, ...]], any_order: bool) -> bool:
    """Whether `wanted` is a run of `came`; in any order, whether each of them is there as often as it is wanted."""
    from .compare import matches

    if any_order:
        left = list(came)
        for one in wanted:
            index = next((i for i, other in enumerate(left) if matches(one, other)), None)
            if index is None:
                return False
            del left[index]
        return True
    size = len(wanted)
    return any(
        all(matches(one, other) for one, other in zip(wanted, came[start : start + size], strict=False))
        for start in range(len(came) - size + 1)
    )


def split_call(call: object) -> tuple[str, tuple[object, ...], dict[str, object]]:
    """The name, args and kwargs of a `mock.call(...)`, or of a tuple like it."""
    if not isinstance(call, tuple):
        raise MisuseError(f"assert_has_calls takes mock.call(...) objects, not {show(call)}")
    name, args, kwargs = "", (), {}
    for part in cast("tuple[object, ...]", call):
        if isinstance(part, str):
            name = part
        elif isinstance(part, tuple):
            args = cast("tuple[object, ...]", part)
        elif isinstance(part, dict):
            kwargs = cast("dict[str, object]", part)
    return name, args, kwargs


def _reset(method: Method, /, *args: object, return_value: bool = False, side_effect: bool = False, **kwargs: object) -> None:
    del args, kwargs
    method.rows.clear()
    method.verified.clear()
    words = _words(method)
    if return_value:
        words.value = None
    if side_effect:
        words.effect, words.items = None, None


def _configure(method: Method, /, **settings: object) -> None:
    __tracebackhide__ = True
    for name, value in settings.items():
        setattr(method, name, value)


_ASSERTIONS: Final[dict[str, Callable[..., None]]] = {
    "assert_called": _assert_count("called", "some"),
    "assert_called_once": _assert_count("called", "once"),
    "assert_not_called": _assert_count("called", "never"),
    "assert_awaited": _assert_count("awaited", "some"),
    "assert_awaited_once": _assert_count("awaited", "once"),
    "assert_not_awaited": _assert_count("awaited", "never"),
    "assert_called_with": _assert_with("called", "last"),
    "assert_called_once_with": _assert_with("called", "once"),
    "assert_any_call": _assert_with("called", "any"),
    "assert_awaited_with": _assert_with("awaited", "last"),
    "assert_awaited_once_with": _assert_with("awaited", "once"),
    "assert_any_await": _assert_with("awaited", "any"),
    "assert_has_calls": _assert_has("called"),
    "assert_has_awaits": _assert_has("awaited"),
    "reset_mock": _reset,
    "configure_mock": _configure,
}


def read_double_word(state: State, name: str) -> object:
    """The same for a double itself: what concerns all its methods."""
    from .doublewords import DOUBLE_READ

    return DOUBLE_READ[name](state)
