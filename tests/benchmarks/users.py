"""The nine-field user of a web service, and the peers that build it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal, cast
from uuid import UUID

import mimesis
from factory.base import Factory
from factory.faker import Faker
from mimesis.locales import Locale
from polyfactory.factories.pydantic_factory import ModelFactory
from pydantic import BaseModel, EmailStr, Field

ROLES = ("admin", "operator", "viewer")


class User(BaseModel):
    """As such a service declares it."""

    id: UUID
    tenant_id: UUID
    email: str
    full_name: str
    role: Literal["admin", "operator", "viewer"]
    active: bool
    created_at: datetime
    age: int = Field(ge=18, le=99)
    tags: list[str]


class Subscriber(User):
    """The same with a checked address: pydantic hands it to `email-validator`, which takes longer than all the rest."""

    email: EmailStr


class PolyfactorySubscriber(ModelFactory[Subscriber]):
    """The peer's, with the same check."""


class PolyfactoryUser(ModelFactory[User]):
    """Polyfactory reads the model by itself; its texts are random letters."""


def _declared(name: str, **options: object) -> Any:
    return cast("Any", Faker)(name, **options)


class FactoryBoyUser(Factory[User]):
    """Factory_boy is told of each field, in Faker's words."""

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]  # as factory_boy has it
        model = User

    id = _declared("uuid4", cast_to=None)
    tenant_id = _declared("uuid4", cast_to=None)
    email = _declared("email")
    full_name = _declared("name")
    role = _declared("random_element", elements=ROLES)
    active = _declared("boolean")
    created_at = _declared("date_time_this_decade", tzinfo=UTC)
    age = _declared("random_int", min=18, max=99)
    tags = _declared("words", nb=2)


_person = mimesis.Person(Locale.EN, seed=1)
_numeric = mimesis.Numeric(seed=1)
_choice = mimesis.Choice(seed=1)
_development = mimesis.Development(seed=1)
_cryptographic = mimesis.Cryptographic(seed=1)
_datetime = mimesis.Datetime(Locale.EN, seed=1)
_text = mimesis.Text(Locale.EN, seed=1)


def mimesis_user() -> User:
    """A row as one writes it by hand with mimesis, its words unweighted."""
    return User(
        id=_cryptographic.uuid_object(),
        tenant_id=_cryptographic.uuid_object(),
        email=_person.email(),
        full_name=_person.full_name(),
        role=cast("Any", _choice(ROLES)),
        active=_development.boolean(),
        created_at=_datetime.datetime(2020, 2024),
        age=_numeric.integer_number(18, 99),
        tags=_text.words(2),
    )


def mimesis_values() -> tuple[object, ...]:
    """The same without the model: a row of a table."""
    return (
        _cryptographic.uuid_object(),
        _cryptographic.uuid_object(),
        _person.email(),
        _person.full_name(),
        _choice(ROLES),
        _development.boolean(),
        _datetime.datetime(2020, 2024),
        _numeric.integer_number(18, 99),
        _text.words(2),
    )
