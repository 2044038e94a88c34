"""Objects as people define them: what is said of one person or card fits."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, EmailStr, Field, SecretStr, model_validator
from pydantic.alias_generators import to_camel

from builders import build_many, coverage, seeded

T = TypeVar("T")
REFERENCE = dt.date(2025, 1, 1)


def objects(type_: type[T]) -> list[T]:
    with seeded(12):
        return build_many(type_, 200)


def years_until(day: dt.date) -> int:
    return REFERENCE.year - day.year - ((REFERENCE.month, REFERENCE.day) < (day.month, day.day))


class Patient(BaseModel):
    age: int = Field(ge=0, le=130)
    date_of_birth: dt.date
    year_of_birth: int
    is_adult: bool
    is_minor: bool
    is_active: bool


def test_all_that_is_said_of_an_age_fits() -> None:
    patients = objects(Patient)
    for patient in patients:
        assert patient.age == years_until(patient.date_of_birth)
        assert patient.year_of_birth == patient.date_of_birth.year
        assert patient.is_adult == (patient.age >= 18) != patient.is_minor
    assert {patient.is_active for patient in patients} == {False, True}
    # Whoever asks for all that the type allows gets the rest.
    assert {patient.is_adult for patient in coverage(Patient)} == {False, True}


@dataclass
class Form:
    """A form: everything in it is text."""

    date_of_birth: str
    birth_year: str
    year_of_birth: str
    age: str
    timestamp: str
    visit_date: str
    min_date: str
    max_date: str


def test_texts_that_stand_for_numbers_and_times_fit_too() -> None:
    for form in objects(Form):
        born = dt.date.fromisoformat(form.date_of_birth)
        assert form.birth_year == form.year_of_birth == str(born.year)
        assert form.age == str(years_until(born))
        assert dt.datetime.fromisoformat(form.timestamp).tzinfo is not None
        dt.date.fromisoformat(form.visit_date)
        assert form.min_date < form.max_date


class SignUp(BaseModel):
    email: EmailStr
    confirm_email: EmailStr
    password: str = Field(min_length=8, max_length=20)
    password_confirm: str = Field(min_length=8, max_length=20)
    pin: Annotated[str, Field(pattern=r"^\d{4}$")]
    repeat_pin: Annotated[str, Field(pattern=r"^\d{4}$")]


class Reset(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)

    old_password: SecretStr
    new_password: SecretStr
    confirm_new_password: SecretStr

    @model_validator(mode="after")
    def agrees(self) -> "Reset":
        assert self.new_password == self.confirm_new_password
        return self


@dataclass
class Django:
    username: str
    password1: str
    password2: str
    email1: str
    email2: str
    verify_ssl: bool


def test_what_is_given_twice_is_the_same() -> None:
    for form in objects(SignUp):
        assert form.email == form.confirm_email
        assert form.password == form.password_confirm
        assert form.pin == form.repeat_pin
    assert all(reset.old_password != reset.new_password for reset in objects(Reset))
    users = objects(Django)
    assert all(user.password1 == user.password2 != user.username for user in users)
    assert all("@" in user.email1 for user in users)
    assert sum(user.email1 == user.email2 for user in users) == 0


@dataclass
class CreditCard:
    number: str
    last4: str
    exp_month: int
    exp_year: int
    expiry_date: str
    cvv: str
    brand: str


def luhn(number: str) -> int:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10


def test_a_card_is_one() -> None:
    for card in objects(CreditCard):
        assert luhn(card.number) == 0
        assert card.number.endswith(card.last4)
        assert 1 <= card.exp_month <= 12
        assert 2025 <= card.exp_year <= 2030
        assert card.expiry_date == f"{card.exp_month:02}/{card.exp_year % 100}"
        assert re.fullmatch(r"\d{3}", card.cvv)
        assert card.brand == "visa"


@dataclass
class BusinessCard:
    number: str
    expiry_date: str


def test_not_every_card_is_for_paying() -> None:
    for card in objects(BusinessCard):
        assert len(card.number) != 16
        dt.date.fromisoformat(card.expiry_date)
