"""What a builder is told wrongly is said in its own words, not in those of its inside."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, cast

import pytest

from builders import Builder, CannotBuild, build_many, fresh, lint, seeded, sequence, shared, unique


@dataclass
class Tenant:
    name: str


@dataclass
class User:
    login: str
    tenant: Tenant


@dataclass
class Options:
    size: int = 1


def wrong(value: object) -> Any:
    return value


def login(user: User) -> str:
    return user.tenant.name


def leave(user: User) -> None:
    assert user.login


users = Builder(User)
UserOrNot = Callable[[], object]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: build_many(User, wrong("3")), "build_many takes a whole number of objects, not '3'"),
        (lambda: users.build_many(wrong(2.0)), "build_many takes a whole number of objects, not 2.0"),
        (lambda: users.build_many(wrong(True)), "not True"),
        (lambda: users.transient(wrong(Options())), r"(?s)the class itself, and not .*write:  transient\(Options\)"),
        (lambda: users.transient(wrong(3)), "the class itself, and not 3"),
        (lambda: users.after(wrong("x")), r"(?s)a function of the object, not 'x'.*\.after\(lambda user: "),
        (lambda: users.deriving(login=wrong("x")), r"(?s)for 'login', not 'x'.*\.having\(login='x'\)"),
        (lambda: users.localized(wrong(None)), "'de_DE', not None"),
        (lambda: seeded(1, locale=wrong(None)).__enter__(), "text as its locale, not None"),
        (lambda: seeded(1, wrong(5)).__enter__(), "text as its namespace, not 5"),
        (lambda: lint(wrong("app.builders")), r"(?s)and modules, not 'app.builders'.*import it"),
        (lambda: lint(wrong(User)), r"(?s)and modules.*write:  Builder\(User\)"),
    ],
)
def test_of_another_type(ask: UserOrNot, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        ask()


def test_right_uses_beside_them() -> None:
    class Three:
        def __index__(self) -> int:
            return 3

    assert len(build_many(User, 3)) == len(users.build_many(Three())) == 3
    assert users.transient(Options).build(size=2)
    assert users.after(leave).deriving(login=login).localized("de_DE").build()
    module = ModuleType("app")
    module.__dict__["users"] = users
    assert lint(module, users) == 2


@pytest.mark.parametrize("many", [lambda: build_many(User, -1), lambda: users.build_many(-1)])
def test_fewer_than_none(many: UserOrNot) -> None:
    with pytest.raises(ValueError, match="takes 0 objects or more, not -1"):
        many()


class TestStepsThatRaise:
    def test_say_which_they_are(self) -> None:
        def fail(user: User) -> None:
            raise KeyError("plan")

        failing = users.after(leave).after(fail)
        with seeded(3, "a test"), pytest.raises(CannotBuild) as caught:
            failing.build()
        message = str(caught.value)
        assert message.startswith("User: step 2 of 2 after it was built raised KeyError: 'plan'\n")
        assert "fail, line" in message
        assert "test_given_wrongly.py" in message
        assert "number 0 in 'a test', seed 3" in message
        assert isinstance(caught.value.__cause__, KeyError)

    def test_in_a_fresh_parent(self) -> None:
        failing = Builder(Tenant).after(lambda tenant: cast("None", 1 // 0))
        with pytest.raises(CannotBuild, match="Tenant: step 1 of 1") as caught:
            Builder(User, tenant=fresh(failing)).build()
        assert isinstance(caught.value.__cause__, ZeroDivisionError)


class TestPickling:
    def test_a_builder_builds_the_same_elsewhere(self) -> None:
        tenants = Builder(Tenant, name=sequence("t{}")).trait("acme", name="acme")
        original = (
            Builder(User, tenant=fresh(tenants), login=unique()).transient(Options).having(tenant__name="x").trait("y")
        )
        copy = pickle.loads(pickle.dumps(original))
        with seeded(1):
            there = [copy.build(), copy.build("y")]
        with seeded(1):
            assert [original.build(), original.build("y")] == there

    def test_functions_of_a_module_go_with_it(self) -> None:
        copy = pickle.loads(pickle.dumps(users.deriving(login=login).after(leave)))
        user = copy.build()
        assert user.login == user.tenant.name

    def test_what_can_not_be_sent(self) -> None:
        with pytest.raises(pickle.PicklingError, match=r"(?s)Builder\(User\).*the rule for login.*<lambda>, line \d+"):
            pickle.dumps(users.deriving(login=lambda user: "x"))
        with pytest.raises(pickle.PicklingError, match=r"(?s)step 2 after building.*at the top of a module"):
            pickle.dumps(users.after(leave).after(lambda user: None))
        with pytest.raises(pickle.PicklingError, match="step 1"):
            pickle.dumps(Builder(User, tenant=shared(Builder(Tenant).after(lambda tenant: None))))
