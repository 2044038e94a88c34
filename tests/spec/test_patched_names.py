"""A spec read while a test has a mock under a name: what the mock hides is unchecked for that time, and no longer."""

from __future__ import annotations

import importlib
import sys
from types import GenericAlias, ModuleType
from typing import Any, Optional
from unittest import mock

import pytest

from mockfactory.spec import Hint, Member, read_spec

REASON = "a mock stands there at this moment"


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module anew, with classes that nobody has read."""
    monkeypatch.delitem(sys.modules, "tests.spec.samples.patched", raising=False)
    return importlib.import_module("tests.spec.samples.patched")


def hints_of(member: Member) -> list[Hint]:
    if member.call is None:
        return [member.value]
    returns = member.call.returns
    return [*member.call.hints.values(), returns.awaits or returns.yields or returns.value]


@pytest.mark.parametrize("name", ["send", "send_all", "fetch", "letters", "last", "draft"])
@pytest.mark.parametrize("make", [mock.MagicMock, mock.Mock, mock.create_autospec])
def test_an_annotation_hidden_by_a_mock_is_read_again_without_it(
    patched: ModuleType, name: str, make: type[mock.Mock]
) -> None:
    letter: Any = patched.Letter
    annotations = {"send_all": GenericAlias(list, letter), "last": Optional[letter]}
    spec = read_spec(patched.Sender)
    with mock.patch.object(patched, "Letter", make(letter)):
        assert REASON in {hint.unchecked for hint in hints_of(spec.members[name])}
        assert spec.members["close"] is spec.members["close"]
    assert hints_of(spec.members[name])[0] == Hint(annotations.get(name, letter))
    assert spec.members[name] is spec.members[name]


@pytest.mark.parametrize("name", ["Post", "post"])
def test_a_constructor_or_function_read_meanwhile_is_not_kept(patched: ModuleType, name: str) -> None:
    target = getattr(patched, name)
    with mock.patch.object(patched, "Letter"):
        hidden = read_spec(target).call
        assert hidden is not None
        assert hidden.hints["letter"].unchecked == REASON
    call = read_spec(target).call
    assert call is not None
    assert call.hints["letter"] == Hint(patched.Letter)
    assert read_spec(target) is read_spec(target)
