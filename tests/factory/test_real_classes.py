"""Classes of real libraries: nothing of them is connected, opened or started."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import io
import ipaddress
import logging
import pathlib
import queue
import re
import socket
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TextIO

import httpx
import openai
import pytest
import redis.asyncio
import sqlalchemy.orm
from pydantic import AnyUrl, EmailStr, SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from mockfactory import MockFactory


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


@pytest.mark.parametrize(
    "spec",
    [
        httpx.AsyncClient, httpx.Client, httpx.Response, redis.asyncio.Redis, AsyncSession, AsyncEngine,
        sqlalchemy.orm.Session, openai.AsyncOpenAI, openai.OpenAI, logging.Logger, logging.Handler, threading.Thread,
        threading.Event, socket.socket, sqlite3.Connection, queue.Queue, ThreadPoolExecutor, TextIO, io.TextIOWrapper,
    ],
)  # fmt: skip
def test_what_does_work_is_a_double(factory: MockFactory, spec: Any) -> None:
    made = factory.create(spec)
    assert isinstance(made, spec)
    assert factory.provenance(made).kind == "double", factory.explain(spec)


@pytest.mark.parametrize(
    "spec",
    [
        dt.datetime, dt.date, dt.timedelta, decimal.Decimal, pathlib.Path, pathlib.PurePosixPath,
        ipaddress.IPv4Address, collections.Counter, re.Pattern[str], EmailStr, SecretStr, AnyUrl, KeyError,
    ],
)  # fmt: skip
def test_plain_values_are_real(factory: MockFactory, spec: Any) -> None:
    assert factory.provenance(factory.create(spec)).kind == "real", factory.explain(spec)


def test_a_service_over_them_is_wired(factory: MockFactory) -> None:
    class Service:
        def __init__(
            self,
            http: httpx.AsyncClient,
            cache: redis.asyncio.Redis,
            database: AsyncSession,
            model: openai.AsyncOpenAI,
            log: logging.Logger,
            root: pathlib.Path,
            since: dt.datetime,
        ) -> None:
            self.parts = [http, cache, database, model, log]
            self.root, self.since = root, since

    service = factory.wire(Service)
    assert service.parts == [
        factory[httpx.AsyncClient],
        factory[redis.asyncio.Redis],
        factory[AsyncSession],
        factory[openai.AsyncOpenAI],
        factory[logging.Logger],
    ]
    assert type(service.since) is dt.datetime
