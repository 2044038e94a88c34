"""`lint`: what does not fit its type is found at once."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any, cast

import pytest

from builders import Builder, LintError, lint


@dataclass
class User:
    role: str
    age: int


users = Builder(User).trait("admin", role="admin").trait("old", age=99)


def test_each_builder_is_built_plain_and_with_each_trait() -> None:
    assert lint(users, Builder(User)) == 4


def test_the_builders_of_a_module() -> None:
    module = ModuleType("app.builders")
    module.__dict__.update(users=users, other=3)
    assert lint(module) == 3


def test_all_that_fail_are_named_at_once() -> None:
    module = ModuleType("app.builders")
    module.__dict__.update(users=users.trait("wrong", agee=3).trait("broken", age=cast("Any", "x")), fine=Builder(User))
    with pytest.raises(LintError) as caught:
        lint(module)
    message = str(caught.value)
    assert "2 of 6 can't be built" in message
    assert "app.builders.users.build('wrong')" in message
    assert "did you mean:  age?" in message
    assert "app.builders.users.build('broken')" in message


def test_a_step_that_raises() -> None:
    with pytest.raises(LintError, match="ZeroDivisionError"):
        lint(Builder(User).after(lambda user: cast("None", 1 // 0)))


def test_nothing_to_lint() -> None:
    with pytest.raises(ValueError, match="found no builder"):
        lint(ModuleType("empty"))
