"""Pydantic's types where no model is around: in a dataclass, or built by themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from pydantic import (
    BaseModel,
    ByteSize,
    EmailStr,
    FutureDate,
    GetCoreSchemaHandler,
    HttpUrl,
    IPvAnyAddress,
    NameEmail,
    PastDatetime,
    SecretStr,
)
from pydantic_core import CoreSchema, core_schema

from builders import build, build_many


class Version:
    """Its core schema takes nothing but an instance, in strict models."""

    def __init__(self, major: int, minor: int) -> None:
        self.major = major
        self.minor = minor

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)


@dataclass
class Account:
    email: EmailStr
    owner: NameEmail
    password: SecretStr
    site: HttpUrl
    ends: FutureDate
    quota: ByteSize
    host: IPvAnyAddress
    version: Version


class Release(BaseModel):
    version: Version


def test_fields_hold_what_pydantic_makes_of_them() -> None:
    for account in build_many(Account, 50):
        assert "@" in account.email
        assert isinstance(account.owner, NameEmail)
        assert account.password.get_secret_value()
        assert account.site.scheme == "https"
        assert account.ends > dt.date(2080, 1, 1)
        assert isinstance(account.quota, ByteSize)
        assert isinstance(account.host, IPv4Address | IPv6Address)
        assert isinstance(account.version, Version)


def test_they_can_be_built_by_themselves() -> None:
    assert isinstance(build(SecretStr), SecretStr)
    assert build(PastDatetime).year < 2025


def test_a_class_that_asks_for_an_instance_gets_one() -> None:
    assert isinstance(build(Release).version.major, int)
