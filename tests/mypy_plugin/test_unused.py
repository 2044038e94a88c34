"""What does nothing where it stands is told, line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.mypy_plugin.project import Project

pytestmark = pytest.mark.integration

MAIL = """
class Mailer:
    def send(self, to: str) -> int:
        return 1
"""
TESTS = """
import contextlib
import pytest
from mail import Mailer
from mockfactory import any_, calls_to, capture, double, in_order, matching, verify, when as whenever
from mockfactory.faults import inject, raises as failing
from mockfactory.verification import check_substitutable

mailer = double(Mailer)
whenever(mailer.send)  # E: mockfactory-unused when(...) says nothing; write .returns(...), .raises(...)

def test_questions_without_a_verb() -> None:
    verify(mailer.send)  # E: mockfactory-unused verify(...) asks nothing; write .once(), .never() or another verb
    verify(lambda: mailer.send("ada"))  # E: mockfactory-unused verify(...) asks nothing
    verify(mailer.send).once  # E: mockfactory-unused verify(...).once is named and not called; write .once()
    whenever(mailer.send).returns  # E: mockfactory-unused when(...).returns is named and not called
    whenever(mailer.send).returns(1).lenient  # E: mockfactory-unused returns(...).lenient is named and not called
    assert verify(mailer.send)  # E: mockfactory-unused verify(...) is always true
    assert not verify(mailer.send)  # E: mockfactory-unused verify(...) is always true
    if verify(mailer.send) and mailer.send("ada"):  # E: mockfactory-unused verify(...) is always true
        verify(mailer.send)  # E: mockfactory-unused asks nothing
    calls_to(mailer.send)  # E: mockfactory-unused calls_to(...) asks nothing

def test_questions_with_one() -> None:
    whenever(mailer.send).returns(1)
    whenever(mailer.send).returns(1).lenient()
    verify(mailer.send).once()
    question = verify(mailer.send)
    question.times(2)
    assert calls_to(mailer.send) == []
    with in_order():
        verify(mailer.send).once()
    for verb in (verify(mailer.send).once, verify(mailer.send).once):
        verb()

def test_order() -> None:
    in_order()  # E: mockfactory-unused in_order(...) asks nothing; write with in_order():
    with in_order():
        verify(mailer.send)  # E: mockfactory-unused asks nothing

def test_matchers() -> None:
    any_(str)  # E: mockfactory-unused any_(...) matches nothing
    matching(bool)  # E: mockfactory-unused matching(...) matches nothing
    verify(lambda: mailer.send(any_(str))).once()
    captor = capture(str)
    assert captor

def test_plans() -> None:
    failing(OSError())  # E: mockfactory-unused raises(...) makes nothing fail; write when(...).fails(...)
    failing(OSError()).on_call(2)  # E: mockfactory-unused on_call(...) makes nothing fail
    failing(OSError()) | failing(ValueError())  # E: mockfactory-unused a plan makes nothing fail
    inject(Mailer(), send=failing(OSError()))  # E: mockfactory-unused write client = inject(...)
    inject(mailer, send=failing(OSError()))
    plan = failing(OSError()) | failing(ValueError()).on_call(2)
    whenever(mailer.send).fails(plan)
    failed = inject(Mailer(), plan)
    assert failed

def test_reports() -> None:
    check_substitutable(Mailer, Mailer)  # E: mockfactory-unused check_substitutable(...) passes whatever it finds
    assert check_substitutable(Mailer, Mailer)  # E: mockfactory-unused check_substitutable(...) is always true
    assert check_substitutable(Mailer, Mailer).substitutable

def test_what_is_expected_to_be_refused() -> None:
    with pytest.raises(TypeError):
        verify(mailer)
    with contextlib.suppress(TypeError):
        whenever(3)
    try:
        verify(mailer)
    except TypeError:
        verify(mailer.send)  # E: mockfactory-unused asks nothing

class TestMail:
    class TestSend:
        async def test_send(self) -> None:
            for _ in range(3):
                verify(mailer.send)  # E: mockfactory-unused asks nothing
            match 3:
                case 3:
                    verify(mailer.send)  # E: mockfactory-unused asks nothing
            try:
                verify(mailer.send)  # E: mockfactory-unused asks nothing
            finally:
                verify(mailer.send).once()
"""


def test_what_goes_nowhere_is_told_and_nothing_else(project: Callable[[Mapping[str, str]], Project]) -> None:
    project_ = project({"mail.py": MAIL, "test_mail.py": TESTS})
    assert "\n".join(project_.disagreements("test_mail.py")) == ""
