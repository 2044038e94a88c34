"""The words of `unittest.mock` that a double answers to at run time: `assert_called_once_with`, `return_value`...

They let a suite that was written with `create_autospec` go on as it is, and are checked against the spec like all else.
This file knows their names only. What they do is loaded when one of them is used: reading what was recorded is in
`mockrecords`, asserting it in `mockasserts`, saying what to answer in `mocksettings`, the kinds of `side_effect` in
`mockeffects`, resetting and configuring many at once in `mockconfigure`. `unittest.mock` itself is imported by the
words that give its `call` objects, and by no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockfactory.wording.mock_names import CONFIGURING, OF_ASYNC, READ, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockfactory.double.recording.record import AsyncRow, Recorder, State


def read_word(method: Recorder, name: str) -> object:
    """The value of a word of one method, or the function that the word names.

    Raises:
        AttributeViolation: for a word about awaiting, of a method that is not awaited.
    """
    __tracebackhide__ = True
    if name in OF_ASYNC and not method.plan.awaited:
        _refuse_await(method, name)
    if name in SETTINGS:
        from mockfactory.double.mock_words.settings import read_setting

        return read_setting(method, name)
    if name in CONFIGURING:
        from mockfactory.double.mock_words.configure import configuring

        return configuring(method, name)
    if name in READ:
        from mockfactory.double.mock_words.records import read_record

        return read_record(method, name)
    from mockfactory.double.mock_words.asserts import assertion

    return assertion(method, name)


def write_word(method: Recorder, name: str, value: object) -> None:
    """Set `return_value` or `side_effect`.

    Raises:
        TypeViolation: where the spec refuses the value.
        MisuseError: for any other word, none of which can be set.
    """
    __tracebackhide__ = True
    from mockfactory.double.mock_words.settings import write_setting

    write_setting(method, name, value)


def read_double_word(state: State, name: str) -> object:
    """The same for a double itself, or for a class double: what concerns all its methods."""
    if name in CONFIGURING:
        from mockfactory.double.mock_words.configure import configuring_all

        return configuring_all(state, name)
    if name in READ:
        from mockfactory.double.mock_words.records import read_double_record

        return read_double_record(state, name)
    from mockfactory.double.mock_words.asserts import assertion_of_all

    return assertion_of_all(state)


def forgotten_calls(method: Recorder) -> Sequence[AsyncRow]:
    """The calls that `reset_mock` has taken off a method's record and nobody had awaited: they are still to be told."""
    if method.words is None:
        return ()
    from mockfactory.double.mock_words.state import words_of

    words = words_of(method)
    return words.dropped if words is not None else ()


def _refuse_await(method: Recorder, name: str) -> None:
    __tracebackhide__ = True
    from mockfactory.double.recording.messages import made, promised
    from mockfactory.double.recording.unknown import refuse
    from mockfactory.wording.text import report

    plan = method.plan
    twin = {"await_count": "call_count", "assert_any_await": "assert_any_call", "assert_has_awaits": "assert_has_calls"}
    message = report(
        f"{plan.qualname} has no {name!r}: it is not async.",
        promised=promised(plan),
        double=made(method.state),
        write=f"{plan.name}.{twin.get(name, name.replace('await_', 'call_').replace('awaited', 'called'))}",
    )
    refuse(message, name, method.state)
