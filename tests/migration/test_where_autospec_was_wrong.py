"""Where `create_autospec` is wrong, and so a suite changes as it moves over.

First what it lets pass and a double refuses, each with the message that comes; then what it refuses and a double takes.
In each, autospec's answer is shown too: where a later Python mends it, that line fails and the case can go.
"""

from __future__ import annotations

import inspect
from typing import Any, Generic, TypeVar
from unittest.mock import DEFAULT, call, create_autospec

import pytest

from mockfactory import (
    AttributeViolation,
    MisuseError,
    Session,
    SessionFailure,
    SignatureViolation,
    SpecError,
    TypeViolation,
    UnstubbedCall,
    double,
    double_class,
)
from tests.migration import shop
from tests.migration.shop import Receipt, User

ADA = User(1, "ada@example.org")
T = TypeVar("T")


def autospec(spec: Any) -> Any:
    return create_autospec(spec, spec_set=True, instance=True)


def doubled(spec: Any) -> Any:
    return double(spec)


class Account:
    """Its attributes are only annotated, or only set in `__init__`."""

    owner: str

    def __init__(self, balance: int) -> None:
        self.balance = balance
        self.repository: shop.UserRepository = shop.UserRepository("db")

    def rename(self, owner: str) -> int:
        return 0

    def anything(self):  # type: ignore[no-untyped-def]
        return self.balance


class Repo(Generic[T]):
    def get(self, key: int) -> T:
        raise NotImplementedError

    def put(self, value: T) -> None: ...


class TestLetPass:
    """Autospec says nothing, the test is green, the claim is false."""

    def test_argument_of_a_wrong_type(self) -> None:
        autospec(shop.Mailer).send(42)
        with pytest.raises(TypeViolation, match=r"Mailer\.send\(\): argument 'to' is int \(42\), not str"):
            doubled(shop.Mailer).send(42)

    def test_return_value_of_a_wrong_type(self) -> None:
        autospec(shop.Mailer).send.return_value = "sent"
        mailer = doubled(shop.Mailer)
        with pytest.raises(TypeViolation, match=r"Mailer\.send\.return_value: the value is str \('sent'\), not R"):
            mailer.send.return_value = "sent"
        mailer.send.return_value = Receipt("r")

    def test_side_effect_that_gives_a_wrong_type(self) -> None:
        old = autospec(shop.Cache)
        old.keys.side_effect = lambda: "a"
        assert old.keys() == "a"
        new = doubled(shop.Cache)
        new.keys.side_effect = lambda: "a"
        with pytest.raises(TypeViolation, match=r"Cache\.keys\.side_effect: the value is str \('a'\), not list"):
            new.keys()
        new.keys.side_effect = iter([["a"], "b"])
        assert new.keys() == ["a"]
        with pytest.raises(TypeViolation, match=r"side_effect"):
            new.keys()
        with pytest.raises(TypeViolation, match=r"Cache\.keys\.side_effect: the value is str \('b'\), not list"):
            new.keys.side_effect = [["a"], "b"]
        new.keys.side_effect = [["a"], KeyError, DEFAULT]
        assert new.keys() == ["a"]

    def test_side_effect_that_takes_no_call(self) -> None:
        autospec(shop.Cache).get.side_effect = lambda: None
        with pytest.raises(TypeViolation, match=r"Cache\.get\.side_effect: the function takes no call that get takes"):
            doubled(shop.Cache).get.side_effect = lambda: None

    def test_assertion_about_a_call_that_can_not_be(self) -> None:
        old, new = autospec(shop.Mailer), doubled(shop.Mailer)
        with pytest.raises(AssertionError) as refused:
            old.send.assert_any_call("ada", title="x")
        assert not isinstance(refused.value, SignatureViolation)
        with pytest.raises(SignatureViolation, match="unexpected keyword argument 'title'"):
            new.send.assert_any_call("ada", title="x")
        with pytest.raises(TypeViolation, match="argument 'to' is int"):
            new.send.assert_called_once_with(1)

    def test_assertion_that_is_always_true(self) -> None:
        old = autospec(shop.Mailer)
        old.close()
        old.assert_not_called()
        new = doubled(shop.Mailer)
        new.close()
        with pytest.raises(AttributeViolation, match="can't be called, so a double of it has no 'assert_not_called'"):
            new.assert_not_called()

    def test_write_to_a_read_only_property(self) -> None:
        old = autospec(shop.Mailer)
        old.is_connected = True
        new = doubled(shop.Mailer)
        with pytest.raises(AttributeViolation, match=r"Mailer\.is_connected can't be set: it is read-only"):
            new.is_connected = True
        new.configure_mock(is_connected=True)
        assert new.is_connected is True

    def test_attribute_of_a_wrong_type(self) -> None:
        autospec(shop.Mailer).retries = "three"
        with pytest.raises(TypeViolation, match=r"Mailer\.retries was set to str \('three'\), not int"):
            doubled(shop.Mailer).retries = "three"

    def test_return_value_that_has_no_spec(self) -> None:
        old = autospec(shop.HttpClient)
        old.get("/").jsn()
        old.get.return_value.no_such_thing = 1
        new = doubled(shop.HttpClient)
        with pytest.raises(AttributeViolation, match=r"Response has no attribute 'jsn'\. Did you mean 'json'\?"):
            new.get("/").jsn()
        with pytest.raises(AttributeViolation, match="Response has no attribute 'no_such_thing'"):
            new.get.return_value.no_such_thing = 1

    def test_unstubbed_answer(self) -> None:
        assert autospec(shop.Cache).get("k") is not None
        assert autospec(shop.Mailer).is_valid("nobody")
        assert doubled(shop.Cache).get("k") is None
        assert doubled(shop.Mailer).is_valid("nobody") is False

    def test_answer_that_nobody_knows(self) -> None:
        assert autospec(Account).anything() is not None
        new = doubled(Account)
        with pytest.raises(UnstubbedCall, match=r"Account\.anything\(\) has no answer"):
            new.anything()
        with pytest.raises(UnstubbedCall, match=r"Account\.anything\.return_value can't be read"):
            new.anything.return_value.more = 1
        new.anything.return_value = 3
        assert new.anything() == 3

    def test_coroutine_that_is_never_awaited(self) -> None:
        with pytest.raises(SessionFailure, match=r"Never awaited: UserRepository\.save"), Session():
            doubled(shop.UserRepository).save(ADA)

    def test_violation_that_the_code_swallows(self) -> None:
        def careless(mailer: Any) -> None:
            try:
                mailer.send("ada", title="x")
            except Exception:
                pass

        careless(autospec(shop.Mailer))
        with pytest.raises(SessionFailure, match=r"Swallowed: Mailer\.send"), Session():
            careless(doubled(shop.Mailer))

    def test_generator_that_is_a_list(self) -> None:
        autospec(shop.Response).iter_lines.return_value = ["a"]
        response = doubled(shop.Response)
        with pytest.raises(TypeViolation, match="not Iterator"):
            response.iter_lines.return_value = ["a"]
        response.iter_lines.return_value = iter(["a"])
        assert list(response.iter_lines()) == ["a"]

    def test_words_about_awaiting_of_a_sync_method(self) -> None:
        new = doubled(shop.Mailer)
        with pytest.raises(AttributeViolation, match=r"Mailer\.send has no 'assert_not_awaited': it is not async"):
            new.send.assert_not_awaited()
        new.send.assert_not_called()

    def test_property_put_on_the_shared_class(self) -> None:
        new = doubled(shop.Mailer)
        with pytest.raises(MisuseError, match=r"configure_mock\(is_connected=\.\.\.\)"):
            type(new).is_connected = property(lambda self: True)

    def test_generic_is_taken_for_a_class(self) -> None:
        old = autospec(Repo[int])
        assert not isinstance(old, Repo)
        assert old("can be called") is not None
        assert isinstance(double(Repo[int]), Repo)
        new = doubled(Repo[int])
        new.put(3)
        assert new.get(1) == 0
        with pytest.raises(TypeViolation, match="argument 'value' is str"):
            new.put("no int")
        with pytest.raises(TypeError):
            new("can not be called")

    def test_spec_that_is_itself_a_double(self) -> None:
        with pytest.raises(SpecError, match="is itself a double"):
            double(doubled(shop.Mailer))

    def test_type_of_a_constructor_argument(self) -> None:
        create_autospec(shop.HttpClient, spec_set=True)(8080)
        client_class: Any = double_class(shop.HttpClient)
        with pytest.raises(TypeViolation, match="argument 'base_url' is int"):
            client_class(8080)

    def test_mutated_argument(self) -> None:
        """Autospec keeps a reference, so its assertion is about what became of the argument."""
        old, new = autospec(shop.Mailer), doubled(shop.Mailer)
        for mailer in (old, new):
            to = ["ada"]
            mailer.send_many(to)
            to.clear()
        old.send_many.assert_called_once_with([])
        new.send_many.assert_called_once_with(["ada"])


class TestFalseAlarms:
    """Autospec refuses what the real class allows."""

    def test_attributes_only_annotated_or_set_in_init(self) -> None:
        old = autospec(Account)
        for name in ("owner", "balance", "repository"):
            assert not hasattr(old, name)
        new = doubled(Account)
        new.owner = "ada"
        new.balance = 3
        assert (new.owner, new.balance) == ("ada", 3)
        new.repository.get.return_value = ADA
        assert isinstance(new.repository, shop.UserRepository)

    def test_fields_of_a_dataclass(self) -> None:
        assert not hasattr(autospec(User), "email")
        user = doubled(User)
        user.configure_mock(email="ada@example.org")
        assert user.email == "ada@example.org"

    def test_an_object_that_is_called(self) -> None:
        """Autospec compares with the constructor's signature."""
        order = shop.Order(1, ADA, 10)
        old = autospec(shop.Validator)
        old(order, strict=True)
        with pytest.raises(AssertionError):
            old.assert_called_once_with(order, strict=True)
        new = doubled(shop.Validator)
        new(order, strict=True)
        new.assert_called_once_with(order, strict=True)
        new.assert_called_once_with(order, True)
        new.assert_has_calls([call(order, True)])

    def test_chains_in_assert_has_calls(self) -> None:
        """Autospec checks the second call of a chain by the signature of the first."""
        old, new = autospec(shop.Query), doubled(shop.Query)
        wanted = [call.filter(active=True), call.filter().order_by("email"), call.filter().order_by().all()]
        for query in (old, new):
            query.filter(active=True).order_by("email").all()
        with pytest.raises(AssertionError, match="too many positional arguments"):
            old.assert_has_calls(wanted)
        new.assert_has_calls(wanted)
        with pytest.raises(AssertionError):
            new.assert_has_calls([call.filter(active=True), call.filter().order_by("name")])

    def test_calls_of_what_was_given(self) -> None:
        old, new = autospec(shop.HttpClient), doubled(shop.HttpClient)
        for client in (old, new):
            client.get("/1").raise_for_status()
        wanted = [call.get("/1"), call.get().raise_for_status()]
        with pytest.raises(AssertionError, match="missing a required argument"):
            old.assert_has_calls(wanted)
        new.assert_has_calls(wanted)

    def test_isinstance_of_a_class_double(self) -> None:
        mailer_class: Any = double_class(shop.Mailer)
        with pytest.raises(TypeError):
            isinstance(shop.Mailer(), create_autospec(shop.Mailer, spec_set=True))
        assert isinstance(shop.Mailer(), mailer_class)
        assert isinstance(mailer_class(), shop.Mailer)

    def test_introspection(self) -> None:
        old, new = autospec(shop.Mailer), doubled(shop.Mailer)
        real = inspect.signature(shop.Mailer.from_url)
        assert inspect.signature(new.from_url) == real
        assert list(inspect.signature(old.from_url).parameters) == ["args", "kwargs"]
        assert inspect.iscoroutinefunction(old.send)
        assert not inspect.iscoroutinefunction(new.send)
        assert inspect.iscoroutinefunction(doubled(shop.UserRepository).get)

    def test_getters_run_while_it_is_made(self) -> None:
        ran: list[str] = []

        class Greedy:
            @property
            def first(self) -> int:
                ran.append("first")
                return 1

            def method(self) -> None: ...

        create_autospec(Greedy(), spec_set=True)
        assert ran
        ran.clear()
        doubled(Greedy)
        assert not ran

    def test_each_construction_is_an_instance_of_its_own(self) -> None:
        """Of two clients, autospec can't tell which was closed."""
        old: Any = create_autospec(shop.HttpClient, spec_set=True)
        assert old("a") is old("b")
        client_class: Any = double_class(shop.HttpClient)
        first, second = client_class("a"), client_class("b")
        first.close()
        first.close.assert_called_once_with()
        second.close.assert_not_called()
        with pytest.raises(UnstubbedCall, match="2 instances were made, and each is a double of its own"):
            client_class.return_value.close.assert_called_once_with()
