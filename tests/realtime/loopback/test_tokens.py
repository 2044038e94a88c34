"""From when to when a token is good: on virtual time, where a virtual clock runs."""

from __future__ import annotations

import asyncio
import datetime as dt
import time

import jwt
import pytest

from mockfactory.faults import virtual_clock
from mockfactory.realtime.interfaces.errors import HandshakeRefused
from mockfactory.realtime.loopback.bridge import LoopbackAgentWebSocketBridge
from mockfactory.realtime.loopback.client import LoopbackClient
from mockfactory.realtime.loopback.token_times import TokenRefused
from mockfactory.realtime.loopback.tokens import Tokens
from tests.realtime.loopback.wires import ada

SECRET = "a secret of the test's own, long enough"
WHO = {"sub": "user_ada", "tenant": "tenant_a"}


def signed(**claims: object) -> str:
    return jwt.encode({**WHO, **claims}, SECRET, algorithm="HS256")


@pytest.mark.asyncio
async def test_a_token_expires_on_virtual_time() -> None:
    with virtual_clock():
        async with LoopbackAgentWebSocketBridge() as bridge:
            token = bridge.tokens.issue(ada(), valid_for=dt.timedelta(minutes=5))
            await asyncio.sleep(290)
            async with LoopbackClient(bridge.url, token) as client:
                assert client.is_connected
            await asyncio.sleep(20)
            with pytest.raises(HandshakeRefused, match="HTTP 401: it has expired"):
                await LoopbackClient(bridge.url, token).open()
            async with LoopbackClient(bridge.url, bridge.tokens.issue(ada())) as client:
                assert client.is_connected


def test_a_token_of_less_than_a_second_is_good_for_that_long() -> None:
    with virtual_clock() as clock:
        token = Tokens().issue(ada(), valid_for=dt.timedelta(milliseconds=500))
        clock.advance(0.25)
        assert Tokens().read(token).user_id == ada().id
        clock.advance(0.5)
        with pytest.raises(TokenRefused, match="it has expired"):
            Tokens().read(token)


def test_a_token_that_is_valid_for_no_time_has_expired() -> None:
    with pytest.raises(TokenRefused, match="it has expired"):
        Tokens().read(Tokens().issue(ada(), valid_for=dt.timedelta()))


@pytest.mark.parametrize("claim", ["nbf", "iat"])
def test_a_token_of_tomorrow_is_not_good_yet(claim: str) -> None:
    now = time.time()
    with pytest.raises(TokenRefused, match=f"it is not good yet: its claim {claim!r} lies ahead"):
        Tokens(SECRET).read(signed(exp=now + 99_999, **{claim: now + 3600}))
    assert Tokens(SECRET).read(signed(exp=now + 99_999, **{claim: now})).user_id == "user_ada"
    with virtual_clock() as clock:
        clock.advance(3601)
        assert Tokens(SECRET).read(signed(exp=now + 99_999, **{claim: now + 3600})).user_id == "user_ada"


@pytest.mark.parametrize("claim", ["exp", "nbf", "iat"])
@pytest.mark.parametrize("value", ["2000000000", True, float("inf"), float("nan"), [1]])
def test_a_time_that_is_none_is_refused(claim: str, value: object) -> None:
    claims = {"exp": time.time() + 60, claim: value}
    with pytest.raises(TokenRefused, match=f"its claim {claim!r} has to be a time, in seconds since 1970"):
        Tokens(SECRET).read(signed(**claims))
