"""`lint`: what does not fit its type is found at once."""

# factory_boy writes down few of its types.
# pyright: reportPrivateImportUsage=false, reportIncompatibleVariableOverride=false, reportArgumentType=false
# pyright: reportIncompatibleMethodOverride=false, reportGeneralTypeIssues=false
# mypy: disable-error-code="attr-defined, name-defined, no-untyped-call, misc"

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any, cast

import factory
import pytest

from builders import Builder, LintError, from_factory, lint


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


class TestFactories:
    def test_are_linted_as_builders_are(self) -> None:
        class UserFactory(factory.Factory[User]):
            class Meta:
                model = User

            class Params:
                admin = factory.Trait(role="admin")

            role = "viewer"
            age = 30

        class Base(factory.Factory[Any]):
            class Meta:
                abstract = True

        module = ModuleType("app.factories")
        elsewhere = type("Elsewhere", (UserFactory,), {"__module__": "app.other"})
        for each in (UserFactory, Base):
            each.__module__ = "app.factories"
        module.__dict__.update(UserFactory=UserFactory, Base=Base, Elsewhere=elsewhere, users=users)
        assert lint(UserFactory) == lint(from_factory(UserFactory)) == 2
        assert lint(module) == 5

    def test_that_fail_are_named(self) -> None:
        class Wrong(factory.Factory[User]):
            class Meta:
                model = User

            role = factory.LazyFunction(lambda: 1 // 0)

        with pytest.raises(LintError, match=r"from_factory\(.*Wrong\).build\(\)(.|\n)*ZeroDivisionError"):
            lint(Wrong)

    def test_what_is_neither(self) -> None:
        with pytest.raises(TypeError, match=r"lint takes builders, factory classes and modules(.|\n)*Builder\(User\)"):
            lint(cast("Any", User))


def test_nothing_to_lint() -> None:
    with pytest.raises(ValueError, match="found no builder"):
        lint(ModuleType("empty"))
