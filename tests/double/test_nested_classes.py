"""A class inside of a class is the real one on a double, until the test says otherwise."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any

import pytest

from mockfactory import AttributeViolation, TypeViolation, double, double_class, when


class Shop:
    class Missing(Exception):
        pass

    class Status(enum.Enum):
        OPEN = "open"
        CLOSED = "closed"

    @dataclasses.dataclass
    class Options:
        pages: int = 10

    class Client:
        def __init__(self, url: str) -> None:
            raise RuntimeError("the real one connects")

        def get(self, path: str) -> str:
            raise RuntimeError

    def status(self) -> Status:
        raise RuntimeError

    def find(self, key: str) -> str:
        raise RuntimeError


@pytest.fixture(params=[double, double_class], ids=["instance", "class"])
def shop(request: pytest.FixtureRequest) -> Any:
    return request.param(Shop)


def test_exceptions_are_raised_and_caught() -> None:
    shop = double(Shop)
    when(shop.find).raises(Shop.Missing("a"))
    with pytest.raises(shop.Missing):
        shop.find("a")


def test_values_are_made_and_compared(shop: Any) -> None:
    assert shop.Status.OPEN is Shop.Status.OPEN
    assert shop.Options(pages=3) == Shop.Options(3)
    assert double(Shop).status() is shop.Status.OPEN


def test_code_in_its_constructor_runs(shop: Any) -> None:
    assert shop.Client is Shop.Client
    with pytest.raises(RuntimeError, match="the real one connects"):
        shop.Client("http://localhost")


def test_a_class_double_takes_its_place(shop: Any) -> None:
    client_class = double_class(Shop.Client)
    when(lambda: shop.Client).returns(client_class)
    assert shop.Client("http://localhost").get("/") == ""
    with pytest.raises(TypeViolation, match="argument 'url' is int"):
        shop.Client(3)
    with pytest.raises(TypeViolation):
        when(lambda: shop.Client).returns(double_class(Shop.Options))
    with pytest.raises(TypeViolation):
        when(lambda: shop.Client).returns(double(Shop.Client))


def test_it_is_not_set(shop: Any) -> None:
    with pytest.raises(AttributeViolation, match="Shop.Client can't be set"):
        shop.Client = double_class(Shop.Client)
