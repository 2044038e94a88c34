"""Tests of code that makes its own clients, and of what talks over sockets: classes and functions are patched."""

from __future__ import annotations

from typing import Any
from unittest import mock
from unittest.mock import ANY, call

import pytest

from tests.migration import shop
from tests.migration.makers import Maker
from tests.migration.shop import ConnectionClosedError, HTTPStatusError, Weather

HERE = "tests.migration.shop"


class TestPatchedClass:
    def test_configured_by_return_value(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        client = client_class.return_value.__enter__.return_value
        client.get.return_value.json.return_value = {"celsius": 21.5}
        with mock.patch(f"{HERE}.HttpClient", new=client_class):
            assert Weather().temperature("Oslo") == 21.5
        client_class.assert_called_once_with("https://weather.example", timeout=2.0)
        client.get.assert_called_once_with("/now", params={"city": "Oslo"})
        client.get.return_value.raise_for_status.assert_called_once_with()

    def test_instance_of_its_own(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        client = make.instance(shop.HttpClient)
        response = make.instance(shop.Response)
        client_class.return_value = client
        client.get.return_value = response
        response.iter_lines.return_value = iter(["storm", "", "rain"])
        with mock.patch.object(shop, "HttpClient", client_class):
            assert Weather().alerts() == ["storm", "rain"]
        client.get.assert_called_once_with("/alerts")
        client.close.assert_called_once_with()

    def test_asked_afterwards(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        with mock.patch(f"{HERE}.HttpClient", client_class):
            assert Weather().alerts() == []
        client_class.assert_called_once_with(ANY)
        client_class.return_value.get.assert_called_once_with("/alerts")
        client_class.return_value.close.assert_called_once()

    def test_closed_when_it_fails(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        client_class.return_value.get.side_effect = HTTPStatusError("500")
        with mock.patch(f"{HERE}.HttpClient", client_class), pytest.raises(HTTPStatusError):
            Weather().alerts()
        client_class.return_value.close.assert_called_once_with()

    def test_constructor_fails(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        client_class.side_effect = ConnectionError("no route")
        with mock.patch(f"{HERE}.HttpClient", client_class), pytest.raises(ConnectionError, match="no route"):
            Weather().alerts()

    def test_several_instances(self, make: Maker) -> None:
        first, second = make.instance(shop.HttpClient), make.instance(shop.HttpClient)
        client_class = make.of_class(shop.HttpClient)
        client_class.side_effect = [first, second]
        with mock.patch(f"{HERE}.HttpClient", client_class):
            assert shop.HttpClient("a") is first
            assert shop.HttpClient("b", timeout=1.0) is second
        assert client_class.call_args_list == [call("a"), call("b", timeout=1.0)]
        client_class.assert_has_calls([call("b", timeout=1.0), call("a")], any_order=True)
        client_class.assert_any_call("a")
        assert client_class.call_count == 2

    def test_long_way(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        client_class.return_value.session.return_value.auth.return_value.token.return_value = "t-1"
        with mock.patch(f"{HERE}.HttpClient", client_class):
            assert Weather().token() == "t-1"
        assert client_class.mock_calls == [
            call("https://weather.example"),
            call().session(),
            call().session().auth(),
            call().session().auth().token("read"),
        ]
        assert client_class.mock_calls == call("https://weather.example").session().auth().token("read").call_list()
        assert client_class.return_value.mock_calls == [
            call.session(),
            call.session().auth(),
            call.session().auth().token("read"),
        ]
        assert client_class.return_value.session.mock_calls[0] == call()

    def test_class_and_static_methods(self, make: Maker) -> None:
        mailer_class = make.of_class(shop.Mailer)
        mailer_class.is_valid.return_value = True
        with mock.patch(f"{HERE}.Mailer", mailer_class):
            assert shop.Mailer.is_valid("anything")
            shop.Mailer.from_url("smtp://x")
        mailer_class.is_valid.assert_called_once_with("anything")
        mailer_class.from_url.assert_called_once_with("smtp://x")
        mailer_class.assert_not_called()
        assert mailer_class.mock_calls == [call.is_valid("anything"), call.from_url("smtp://x")]

    def test_reset(self, make: Maker) -> None:
        client_class = make.of_class(shop.HttpClient)
        client_class.return_value.get.return_value.json.return_value = [1]
        assert client_class("x").get("/").json() == [1]
        client_class.reset_mock()
        client_class.assert_not_called()
        client_class.return_value.get.assert_not_called()
        assert client_class.mock_calls == []
        assert client_class("x").get("/").json() == [1]


class TestResponses:
    def test_attributes(self, make: Maker) -> None:
        client = make.instance(shop.HttpClient)
        client.get.return_value.status_code = 404
        client.get.return_value.headers = {"x": "1"}
        client.get.return_value.raise_for_status.side_effect = HTTPStatusError("404")
        response = client.get("/missing")
        assert response.status_code == 404
        assert response.headers["x"] == "1"
        with pytest.raises(HTTPStatusError):
            response.raise_for_status()

    def test_by_path(self, make: Maker) -> None:
        def get(path: str, params: dict[str, str] | None = None) -> Any:
            response = make.instance(shop.Response)
            response.json.return_value = {"path": path, "params": params}
            return response

        client = make.instance(shop.HttpClient)
        client.get.side_effect = get
        assert client.get("/a").json() == {"path": "/a", "params": None}
        assert client.get("/b", params={"q": "1"}).json() == {"path": "/b", "params": {"q": "1"}}

    def test_pages(self, make: Maker) -> None:
        client = make.instance(shop.HttpClient)
        client.get.return_value.json.side_effect = [{"next": "/2"}, {"next": None}]
        path: str | None = "/1"
        while path:
            path = client.get(path).json()["next"]
        assert client.get.call_args_list == [call("/1"), call("/2")]
        assert client.get.return_value.json.call_count == 2
        assert client.mock_calls == [call.get("/1"), call.get().json(), call.get("/2"), call.get().json()]

    def test_iterator_of_a_generator_method(self, make: Maker) -> None:
        response = make.instance(shop.Response)
        response.iter_lines.return_value.__iter__.return_value = ["a", "b"]
        assert list(response.iter_lines()) == ["a", "b"]
        assert list(response.iter_lines()) == ["a", "b"]

    def test_body_of_a_post(self, make: Maker) -> None:
        client = make.instance(shop.HttpClient)
        client.post("/users", json={"name": "ada", "tags": ["a"]})
        body = client.post.call_args.kwargs["json"]
        assert body["name"] == "ada"
        client.post.assert_called_once_with("/users", json={"name": "ada", "tags": ANY})


class TestSockets:
    @pytest.mark.asyncio
    async def test_relay(self, make: Maker) -> None:
        source, target = make.instance(shop.WebSocket), make.instance(shop.WebSocket)
        source.recv.side_effect = ["a", "b", ConnectionClosedError()]
        assert await shop.relay(source, target) == 2
        assert target.send.await_args_list == [call("a"), call("b")]
        target.send.assert_has_awaits([call("b"), call("a")], any_order=True)
        target.close.assert_awaited_once_with(1001, reason="going away")
        source.close.assert_not_awaited()
        assert source.recv.await_count == 3
        assert [made.args[0] for made in target.send.call_args_list] == ["a", "b"]

    @pytest.mark.asyncio
    async def test_collect(self, make: Maker) -> None:
        socket = make.instance(shop.WebSocket)
        socket.__aenter__.return_value = socket
        socket.__aiter__.return_value = ["a", "b"]
        assert await shop.collect(socket) == ["a", "b"]
        socket.__aenter__.assert_awaited_once()
        socket.__aexit__.assert_awaited_once_with(None, None, None)

    @pytest.mark.asyncio
    async def test_target_fails(self, make: Maker) -> None:
        source, target = make.instance(shop.WebSocket), make.instance(shop.WebSocket)
        source.recv.return_value = "a"
        target.send.side_effect = BrokenPipeError
        with pytest.raises(BrokenPipeError):
            await shop.relay(source, target)
        target.close.assert_not_called()


class TestFunctions:
    def test_patched_function(self, make: Maker) -> None:
        unix_time = make.function(shop.unix_time)
        unix_time.return_value = 12.0
        with mock.patch(f"{HERE}.unix_time", unix_time):
            assert shop.stamp() == "at 12"
        unix_time.assert_called_once_with()
        assert unix_time.called
        assert unix_time.call_count == 1
        assert unix_time.mock_calls == [call()]

    def test_as_decorator(self, make: Maker) -> None:
        unix_time = make.function(shop.unix_time)
        unix_time.side_effect = [1.0, 2.0]

        @mock.patch(f"{HERE}.unix_time", unix_time)
        def twice() -> list[str]:
            return [shop.stamp(), shop.stamp()]

        assert twice() == ["at 1", "at 2"]

    def test_callback(self, make: Maker) -> None:
        seen: list[str] = []
        callback = make.function(shop.on_event)
        callback.side_effect = lambda name, payload: seen.append(name)
        callback("started", {"id": 1})
        callback("stopped", payload={})
        assert seen == ["started", "stopped"]
        callback.assert_has_calls([call("started", {"id": 1}), call("stopped", {})])
        assert callback.call_args_list == [call("started", {"id": 1}), call("stopped", payload={})]
        callback.reset_mock()
        callback.assert_not_called()
        callback.side_effect = None
        callback("again", {})
        assert seen == ["started", "stopped"]

    @pytest.mark.asyncio
    async def test_async_function(self, make: Maker) -> None:
        pay = make.function(shop.charge)
        pay.return_value = shop.Receipt("r-1")
        ada = shop.User(1, "a")
        assert await pay(ada, cents=3) == shop.Receipt("r-1")
        pay.assert_awaited_once_with(ada, 3)
        pay.side_effect = TimeoutError("slow")
        with pytest.raises(TimeoutError):
            await pay(ada, 4)
        assert pay.await_count == 2

    def test_method_of_a_class_patched(self, make: Maker) -> None:
        get = make.function(shop.HttpClient.get)
        get.return_value.json.return_value = {"celsius": "3"}
        with mock.patch.object(shop.HttpClient, "get", get):
            assert Weather().temperature("Oslo") == 3.0
        get.assert_called_once_with(ANY, "/now", params={"city": "Oslo"})
