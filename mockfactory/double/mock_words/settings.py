"""Saying what a method answers, in the words of `unittest.mock`: `return_value` and `side_effect`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Mapping
from typing import Final, NoReturn, cast, get_origin

from mockfactory.double.matching.stubs import Stub
from mockfactory.double.mock_words.effects import check_word, effect_of, is_default
from mockfactory.double.mock_words.state import Words, is_constructor, words_of
from mockfactory.double.planning.shapes import AsyncItems, Items
from mockfactory.double.planning.unstubbed.default import UnknownAnswerError, give
from mockfactory.double.recording.arguments import bind
from mockfactory.double.recording.current import violate
from mockfactory.double.recording.messages import made, promised
from mockfactory.double.recording.record import AsyncRow, Recorder
from mockfactory.double.stubbing.answering import act as answer_by
from mockfactory.double.stubbing.handing import yielding
from mockfactory.double.stubbing.values import returning
from mockfactory.wording.errors import MisuseError, UnstubbedCall
from mockfactory.wording.places import caller
from mockfactory.wording.text import report

_ITERATING: Final[Mapping[str, type]] = {"__iter__": Iterator, "__aiter__": AsyncIterator}
_ITERATORS: Final = (Iterator, Generator)


def read_setting(method: Recorder, name: str) -> object:
    """`return_value` or `side_effect` as it stands."""
    __tracebackhide__ = True
    if name == "return_value":
        return _return_value(method)
    words = words_of(method)
    return words.effect if words is not None else None


def write_setting(method: Recorder, name: str, value: object) -> None:
    """Set `return_value` or `side_effect`, checked.

    Raises:
        TypeViolation: where the spec refuses the value.
        MisuseError: for a word that says what was recorded.
    """
    __tracebackhide__ = True
    if name == "return_value":
        _set_value(method, value)
    elif name == "side_effect":
        _set_effect(method, value)
    else:
        plan = method.plan
        raise MisuseError(
            report(
                f"{plan.qualname}.{name} can't be set: it is what the double has recorded.",
                double=made(method.state),
                write=f"{plan.name}.reset_mock() to forget the calls",
            )
        )


def _words(method: Recorder) -> Words:
    if method.words is None:
        method.words = Words()
    return cast(Words, method.words)


def _set_value(method: Recorder, value: object) -> None:
    __tracebackhide__ = True
    words = _words(method)
    if is_default(value):
        words.value = words.give = None
    else:
        act = _iterating(method, value)
        if act is None:
            check_word(method, value, "return_value")
            act, _ = returning(method, (value,))
        given = act
        words.value, words.give = (value,), lambda: given((), {})
    _install(method, words)


def _iterating(method: Recorder, value: object) -> Callable[..., object] | None:
    """`d.__aiter__.return_value = [1, 2]` means a new iterator over these for each call, as with a `MagicMock`."""
    __tracebackhide__ = True
    iterator = _ITERATING.get(method.plan.name)
    if iterator is None or isinstance(value, iterator) or not isinstance(value, Iterable):
        return None
    result = method.plan.result
    if result.yields is None and result.ayields is None:
        return None
    return yielding(method, list(cast("Iterable[object]", value)))


def _set_effect(method: Recorder, value: object) -> None:
    __tracebackhide__ = True
    act = None if value is None or is_default(value) else effect_of(method, value)
    words = _words(method)
    words.effect, words.act = (None, None) if act is None else (value, act)
    _install(method, words)


def _install(method: Recorder, words: Words) -> None:
    """Let these words answer from now on; where nothing is left of them, let them answer no longer."""
    if words.value is None and words.act is None:
        if words.stub is not None:
            method.remove_stub(words.stub)
        words.stub = None
        return
    stub = Stub(lambda args, kwargs: _answer(method, words, args, kwargs), None, caller(), "return_value")
    if words.value is not None and words.act is None and not method.plan.awaited:
        stub.peek = words.value
    words.stub = stub
    method.add_stub(stub)


def _answer(method: Recorder, words: Words, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
    __tracebackhide__ = True

    def otherwise() -> object:
        __tracebackhide__ = True
        if words.give is not None:
            return words.give()
        return answer_by(method, None, bind(method, args, kwargs), args, kwargs)

    return otherwise() if words.act is None else words.act(args, kwargs, otherwise)


def _return_value(method: Recorder) -> object:
    """What calls answer: read in order to say more of it, and so from now on the same for every call."""
    __tracebackhide__ = True
    words = _words(method)
    if words.value is not None:
        return words.value[0]
    table = method.stubs
    if table is not None and table.anything is not None and table.anything is not words.stub:
        if table.anything.peek is not None:
            return table.anything.peek[0]
        _refuse_reading(method, f"what it answers was said by {table.anything.text} at {table.anything.place}")
    value = _of_default(method)
    words.value, words.give = (value,), lambda: value
    _install(method, words)
    return value


def _of_default(method: Recorder) -> object:
    __tracebackhide__ = True

    plan, state = method.plan, method.state
    if is_constructor(method) and plan.name not in state.children and state.given:
        if len(state.given) > 1:
            _refuse_reading(method, f"{len(state.given)} instances were made, and each is a double of its own")
        state.children[plan.name] = state.given[0]
    shape = _iterator_shape(method)
    if shape is not None:
        return state.child(shape, plan.name)
    try:
        return give(plan.default, state.child, plan.qualname)
    except UnknownAnswerError as unknown:
        reason = unknown.reason
    _refuse_reading(method, reason)


def _iterator_shape(method: Recorder) -> object:
    """A type whose double can be told what a generator gives: `d.stream.return_value.__aiter__.return_value = ...`"""
    plan = method.plan
    result = plan.result
    if plan.default.constant or plan.default.nested or plan.awaited or plan.name in _ITERATING:
        return None
    if result.ayields is not None:
        return AsyncItems[result.ayields.annotation]  # type: ignore[name-defined]
    annotation = plan.value.annotation
    if result.yields is not None and (get_origin(annotation) or annotation) in _ITERATORS:
        return Items[result.yields.annotation]  # type: ignore[name-defined]
    return None


def _refuse_reading(method: Recorder, reason: str) -> NoReturn:
    __tracebackhide__ = True
    plan = method.plan
    message = report(
        f"{plan.qualname}.return_value can't be read: {reason}.",
        promised=promised(plan),
        double=made(method.state),
        write=f"{plan.name}.return_value = ... before it is read or called",
    )
    violate(UnstubbedCall(message), method.state.ledger)


def reset(method: Recorder, /, *, return_value: bool = False, side_effect: bool = False) -> None:
    """Forget the calls of a method; and what it was told to answer, where that is asked for."""
    words = _words(method)
    words.dropped += [row for row in method.rows if isinstance(row, AsyncRow) and row.coroutine is not None]
    method.rows.clear()
    method.verified.clear()
    if return_value:
        words.value = words.give = None
    if side_effect:
        words.effect = words.act = None
    if return_value or side_effect:
        _install(method, words)
