"""Each word of `unittest.mock` by itself, in the ways that suites write it; right uses, and failures that must come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import ANY, DEFAULT, call, sentinel

import pytest

from tests.migration import shop
from tests.migration.makers import Maker
from tests.migration.shop import Receipt


@pytest.fixture
def mailer(make: Maker) -> Any:
    mailer = make.instance(shop.Mailer)
    mailer.send.return_value = Receipt("r")
    return mailer


def _two_calls(mailer: Any) -> None:
    mailer.send("ada", subject="One")
    mailer.send("bob", subject="Two", tags=["x"])


class TestAssertionsThatHold:
    def test_one_call(self, mailer: Any) -> None:
        mailer.send("ada")
        mailer.send.assert_called()
        mailer.send.assert_called_once()
        mailer.send.assert_called_once_with("ada")
        mailer.send.assert_called_with(to="ada")
        mailer.send.assert_any_call(ANY)
        mailer.send.assert_has_calls([call("ada")])

    def test_two_calls(self, mailer: Any) -> None:
        _two_calls(mailer)
        mailer.send.assert_called_with("bob", subject="Two", tags=["x"])
        mailer.send.assert_any_call("ada", subject="One")
        mailer.send.assert_any_call("bob", subject=ANY, tags=ANY)
        mailer.send.assert_has_calls([call("ada", subject="One"), call("bob", subject="Two", tags=["x"])])
        mailer.send.assert_has_calls([call("bob", subject="Two", tags=ANY), call(ANY, subject="One")], any_order=True)
        mailer.send.assert_has_calls([call("bob", subject="Two", tags=["x"])])
        mailer.send.assert_has_calls(calls=[])

    def test_on_the_double_itself(self, mailer: Any) -> None:
        _two_calls(mailer)
        mailer.close()
        mailer.assert_has_calls([call.send("bob", subject="Two", tags=["x"]), call.close()])
        mailer.assert_has_calls([call.close(), call.send("ada", subject="One")], any_order=True)
        assert [name for name, _, _ in mailer.mock_calls] == ["send", "send", "close"]
        assert mailer.method_calls[-1] == call.close()
        assert len(mailer.mock_calls) == 3

    def test_a_sentinel_goes_through(self, mailer: Any) -> None:
        mailer.send(sentinel.address)
        mailer.send.assert_called_once_with(sentinel.address)
        assert mailer.send.call_args.args[0] is sentinel.address


FAILING: list[Callable[[Any], object]] = [
    lambda m: m.send.assert_not_called(),
    lambda m: m.send.assert_called_once(),
    lambda m: m.send.assert_called_once_with("bob", subject="Two", tags=["x"]),
    lambda m: m.send.assert_called_with("ada", subject="One"),
    lambda m: m.send.assert_any_call("carl"),
    lambda m: m.send.assert_any_call("ada"),
    lambda m: m.send.assert_has_calls([call("bob", subject="Two", tags=["x"]), call("ada", subject="One")]),
    lambda m: m.send.assert_has_calls([call("ada", subject="One")] * 2, any_order=True),
    lambda m: m.send.assert_has_calls([call("ada", subject="One"), call("carl")], any_order=True),
    lambda m: m.close.assert_called(),
    lambda m: m.close.assert_called_once(),
    lambda m: m.close.assert_called_once_with(),
    lambda m: m.close.assert_called_with(),
    lambda m: m.close.assert_any_call(),
    lambda m: m.assert_has_calls([call.close()]),
    lambda m: m.assert_has_calls([call.send("bob", subject="Two", tags=["x"]), call.send("ada", subject="One")]),
    lambda m: m.send.assert_called_with("bob", subject="Two", tags=["y"]),
    lambda m: m.send.assert_called_with("bob", "Two"),
]


@pytest.mark.parametrize("assertion", FAILING)
def test_assertions_that_fail(mailer: Any, assertion: Callable[[Any], object]) -> None:
    _two_calls(mailer)
    with pytest.raises(AssertionError):
        assertion(mailer)


FAILING_AWAITS: list[Callable[[Any], object]] = [
    lambda m: m.send.assert_not_awaited(),
    lambda m: m.send.assert_awaited_once(),
    lambda m: m.send.assert_awaited_with("a"),
    lambda m: m.send.assert_awaited_once_with("b"),
    lambda m: m.send.assert_any_await("c"),
    lambda m: m.send.assert_has_awaits([call("b"), call("a")]),
    lambda m: m.recv.assert_awaited(),
    lambda m: m.recv.assert_awaited_once(),
    lambda m: m.recv.assert_awaited_with(),
    lambda m: m.recv.assert_any_await(),
]


@pytest.mark.asyncio
@pytest.mark.parametrize("assertion", FAILING_AWAITS)
async def test_assertions_about_awaiting_that_fail(make: Maker, assertion: Callable[[Any], object]) -> None:
    socket = make.instance(shop.WebSocket)
    await socket.send("a")
    await socket.send("b")
    with pytest.raises(AssertionError):
        assertion(socket)
    socket.send.assert_awaited()
    socket.send.assert_awaited_with("b")
    socket.send.assert_any_await(data="a")
    socket.send.assert_has_awaits([call("a"), call("b")])


class TestMisuse:
    def test_unknown_names(self, mailer: Any) -> None:
        with pytest.raises(AttributeError):
            mailer.sned("ada")
        with pytest.raises(AttributeError):
            mailer.send.assert_caled_once_with("ada")
        with pytest.raises(AttributeError):
            mailer.port = 25
        with pytest.raises(AttributeError):
            mailer.send.asert_not_called()
        assert not hasattr(mailer, "sned")
        assert hasattr(mailer, "send")

    def test_signatures(self, mailer: Any) -> None:
        with pytest.raises(TypeError):
            mailer.send()
        with pytest.raises(TypeError):
            mailer.send("ada", "Welcome")
        with pytest.raises(TypeError):
            mailer.send("ada", title="Welcome")
        with pytest.raises(TypeError):
            mailer.close("now")
        assert mailer.mock_calls == []

    def test_constructor(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        with pytest.raises(TypeError):
            client_class()
        with pytest.raises(TypeError):
            client_class("x", 5.0)
        with pytest.raises(AttributeError):
            client_class.fetch
        client_class("x", timeout=5.0)


class TestSideEffect:
    def test_exception_class_and_instance(self, mailer: Any) -> None:
        mailer.close.side_effect = OSError
        with pytest.raises(OSError):  # noqa: PT011
            mailer.close()
        error = OSError("x")
        mailer.close.side_effect = error
        with pytest.raises(OSError, match="x") as caught:
            mailer.close()
        assert caught.value is error
        mailer.close.side_effect = None
        mailer.close()
        assert mailer.close.call_count == 3

    def test_falls_back_to_return_value(self, mailer: Any) -> None:
        mailer.send.side_effect = [Receipt("1"), DEFAULT]
        assert mailer.send("a") == Receipt("1")
        assert mailer.send("a") == Receipt("r")
        mailer.send.side_effect = lambda to, **options: DEFAULT
        assert mailer.send("a", subject="x") == Receipt("r")
        mailer.send.side_effect = None
        assert mailer.send("a") == Receipt("r")

    def test_side_effect_goes_before_return_value(self, mailer: Any) -> None:
        mailer.send.side_effect = lambda to, **options: Receipt(to)
        mailer.send.return_value = Receipt("later")
        assert mailer.send("a") == Receipt("a")

    def test_call_is_recorded_though_it_raises(self, mailer: Any) -> None:
        mailer.send.side_effect = ValueError
        with pytest.raises(ValueError):  # noqa: PT011
            mailer.send("a")
        mailer.send.assert_called_once_with("a")

    def test_function_with_any_arguments(self, mailer: Any) -> None:
        mailer.send.side_effect = lambda *args, **kwargs: Receipt(args[0] + kwargs.get("subject", ""))
        assert mailer.send("a") == Receipt("a")
        assert mailer.send("a", subject="b") == Receipt("ab")

    def test_generator(self, mailer: Any) -> None:
        mailer.send.side_effect = (Receipt(str(n)) for n in range(2))
        assert [mailer.send("a").id, mailer.send("a").id] == ["0", "1"]

    def test_method_of_another_double(self, make: Maker, mailer: Any) -> None:
        other = make.instance(shop.Mailer)
        other.send.return_value = Receipt("other")
        mailer.send.side_effect = other.send
        assert mailer.send("a", subject="b") == Receipt("other")
        other.send.assert_called_once_with("a", subject="b")


class TestReset:
    def test_forgets_calls_and_keeps_answers(self, mailer: Any) -> None:
        mailer.send("a")
        mailer.reset_mock()
        mailer.send.assert_not_called()
        assert mailer.mock_calls == []
        assert mailer.send.call_args_list == []
        assert mailer.send("b") == Receipt("r")

    def test_of_one_method(self, mailer: Any) -> None:
        mailer.send("a")
        mailer.close()
        mailer.send.reset_mock()
        mailer.send.assert_not_called()
        mailer.close.assert_called_once_with()

    def test_answers_too(self, mailer: Any) -> None:
        mailer.send.side_effect = OSError
        mailer.send.reset_mock(side_effect=True)
        assert mailer.send("a") == Receipt("r")
        mailer.send.reset_mock(return_value=True)
        assert mailer.send("a") != Receipt("r")
        mailer.close.side_effect = OSError
        mailer.reset_mock(return_value=True, side_effect=True)
        mailer.close()

    @pytest.mark.asyncio
    async def test_awaits(self, make: Maker) -> None:
        socket = make.instance(shop.WebSocket)
        await socket.send("a")
        socket.reset_mock()
        socket.send.assert_not_awaited()
        assert socket.send.await_args is None
        assert socket.send.await_args_list == []


class TestConfigure:
    def test_paths(self, make: Maker) -> None:
        client = make.instance(shop.HttpClient)
        client.configure_mock(**{
            "get.return_value.json.return_value": {"a": 1},
            "get.return_value.status_code": 201,
            "post.side_effect": HTTPError,
        })  # fmt: skip
        assert client.get("/").json() == {"a": 1}
        assert client.get("/").status_code == 201
        with pytest.raises(HTTPError):
            client.post("/", json={})

    def test_of_one_method(self, mailer: Any) -> None:
        mailer.close.configure_mock(side_effect=[None, OSError])
        mailer.close()
        with pytest.raises(OSError):  # noqa: PT011
            mailer.close()

    def test_of_a_class(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        client_class.configure_mock(**{"return_value.get.return_value.status_code": 500})
        assert client_class("x").get("/").status_code == 500


HTTPError = shop.HTTPStatusError


class TestReading:
    def test_return_value_is_what_calls_give(self, make: Maker) -> None:
        client = make.instance(shop.HttpClient)
        assert client.session() is client.session.return_value
        assert client.session() is client.session()

    def test_side_effect_can_be_read(self, mailer: Any) -> None:
        assert mailer.close.side_effect is None
        mailer.close.side_effect = OSError
        assert mailer.close.side_effect is OSError

    def test_indexing_and_unpacking(self, mailer: Any) -> None:
        _two_calls(mailer)
        (first_args, first_kwargs), (second_args, _) = mailer.send.call_args_list
        assert (first_args, first_kwargs, second_args) == (("ada",), {"subject": "One"}, ("bob",))
        assert mailer.send.call_args_list[1][1]["tags"] == ["x"]
        assert mailer.send.call_args_list[0][0][0] == "ada"
        assert mailer.send.mock_calls[0].args == ("ada",)
        assert [c.kwargs["subject"] for c in mailer.send.call_args_list] == ["One", "Two"]
        assert mailer.mock_calls[0][0] == "send"
        assert call("ada", subject="One") in mailer.send.call_args_list
        assert call.send("ada", subject="One") in mailer.mock_calls
        assert mailer.send.call_args_list == [
            (("ada",), {"subject": "One"}),
            (("bob",), {"subject": "Two", "tags": ["x"]}),
        ]
