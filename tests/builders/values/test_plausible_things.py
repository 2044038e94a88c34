"""Objects as people define them: what is said of one place, file, request or model fits."""

import re
from dataclasses import dataclass
from typing import Annotated, TypeVar

from faker.providers.address.en_US import Provider as Address
from pydantic import BaseModel, Field

from builders import build_many, seeded
from tests.builders.values.drawing import drawn

T = TypeVar("T")


def objects(type_: type[T]) -> list[T]:
    with seeded(12):
        return build_many(type_, 200)


class Address1(BaseModel):
    street: str
    city: str
    state: str
    state_code: str
    zip_code: str = Field(pattern=r"^\d{5}$")
    country: str
    country_code: str = Field(min_length=2, max_length=2)
    full_address: str


@dataclass
class Parcel:
    sender_state: Annotated[str, Field(max_length=2)]
    sender_zip: str
    recipient_state: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    recipient_postal_code: str
    weight_kg: float
    weight_g: int


def within(state: str, code: str) -> bool:
    first, last = Address.states_postcode[state]
    return int(first) <= int(code) <= int(last)


def test_a_postal_code_is_one_of_its_state() -> None:
    places = objects(Address1)
    for place in places:
        assert place.state[0] == place.state_code[0]
        assert within(place.state_code, place.zip_code)
        assert (place.country, place.country_code) == ("United States", "US")
        assert place.full_address == f"{place.street}, {place.city}, {place.state_code} {place.zip_code}"
    assert len({place.state for place in places}) > 30
    parcels = objects(Parcel)
    for parcel in parcels:
        assert within(parcel.sender_state, parcel.sender_zip)
        assert within(parcel.recipient_state, parcel.recipient_postal_code)
        assert 1 <= parcel.weight_kg <= 100
        assert 10 <= parcel.weight_g <= 5000
    assert sum(parcel.sender_state == parcel.recipient_state for parcel in parcels) < 20


def test_a_country_is_that_of_the_locale_but_a_nationality_any() -> None:
    assert set(drawn(str, "country", locale="de_DE")) == {"Deutschland"}
    assert set(drawn(str, "billing_country_code", locale="fr_CA")) == {"CA"}
    assert set(drawn(str, "country", max_length=3)) == {"US"}
    assert len(set(drawn(str, "nationality"))) > 20


@dataclass
class Job:
    state: str


def test_the_state_of_a_job_is_no_place() -> None:
    assert {job.state for job in objects(Job)} == {"active", "inactive", "pending"}


@dataclass
class Upload:
    file_name: str
    mime_type: str
    extension: str
    size_bytes: int
    sha256: str


TYPES = {
    "csv": "text/csv",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "zip": "application/zip",
}


def test_a_file_is_of_its_type() -> None:
    uploads = objects(Upload)
    for upload in uploads:
        assert upload.file_name.endswith(f".{upload.extension}")
        assert upload.mime_type == TYPES.get(upload.extension, upload.mime_type)
        assert upload.size_bytes > 0
        assert re.fullmatch("[0-9a-f]{64}", upload.sha256)
    assert len({upload.mime_type for upload in uploads}) > 10


@dataclass
class Request:
    ip: str
    port: int
    method: str
    http_status: int
    user_agent: str
    version: str
    page: int
    total_pages: int


@dataclass
class Settings:
    locale: str
    language: str
    timezone: str
    currency: str


def test_a_request_and_its_settings() -> None:
    for request in objects(Request):
        assert request.ip.startswith("10.")
        assert 1024 <= request.port <= 65_535
        assert request.method in {"GET", "POST", "PUT", "PATCH", "DELETE"}
        assert 200 <= request.http_status < 600
        assert re.fullmatch(r"\d+\.\d+\.\d+", request.version)
        assert request.page <= request.total_pages
    assert all(settings.locale.startswith(settings.language) for settings in objects(Settings))


@dataclass
class Prediction:
    lat: float
    lng: float
    probability: float
    confidence: Annotated[float, Field(ge=0, le=100)]
    rating: int
    percent: float
    progress: int


def test_scores_and_places_on_earth_are_in_their_ranges() -> None:
    predictions = objects(Prediction)
    for one in predictions:
        assert abs(one.lat) <= 90
        assert abs(one.lng) <= 180
        assert 0 <= one.probability <= 1
        assert 1 <= one.rating <= 5
        assert 0 <= one.percent <= 100
        assert 0 <= one.progress <= 100
    assert max(one.confidence for one in predictions) > 50
