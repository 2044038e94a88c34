"""attrs classes, judged by attrs itself."""

import re
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

import attrs
import pytest
import typeguard
from attrs import validators as v

from builders import CannotBuild, InvalidOverride, build, build_many

T = TypeVar("T")


@attrs.define
class Tenant:
    name: str
    plan: Literal["free", "pro"] = "free"


@attrs.frozen
class User:
    email: str
    tenant: Tenant
    tags: list[str] = attrs.field(factory=list)


@attrs.define(kw_only=True)
class Private:
    _secret: str
    __hidden: int  # pyright: ignore[reportGeneralTypeIssues]  # attrs passes it as `Private__hidden`
    renamed: int = attrs.field(alias="other")


@attrs.define
class Bounds:
    ge: int = attrs.field(validator=v.ge(50))
    lt: int = attrs.field(validator=v.lt(3))
    both: int = attrs.field(validator=[v.gt(3), v.le(5)])
    anded: float = attrs.field(validator=v.and_(v.ge(0.5), v.le(0.75)))
    optional: int | None = attrs.field(validator=v.optional(v.ge(90)))


@attrs.define
class Texts:
    code: str = attrs.field(validator=v.matches_re(r"[A-Z]{3}[0-9]{2}"))
    found: str = attrs.field(validator=v.matches_re(r"x[0-9]", func=re.search))
    short: str = attrs.field(validator=v.max_len(4))
    long: str = attrs.field(validator=[v.min_len(12), v.max_len(14)])


@attrs.define
class Options:  # type: ignore[no-untyped-def]  # on purpose
    of_list: str = attrs.field(validator=v.in_(["red", "green"]))
    of_set: int = attrs.field(validator=v.in_({3, 1, 2}))
    untyped = attrs.field(validator=v.in_((True, 7)))  # type: ignore[var-annotated]  # on purpose


@attrs.define
class Deep:
    numbers: list[int] = attrs.field(validator=v.deep_iterable(v.ge(7), v.instance_of(list)))
    words: list[str] = attrs.field(validator=v.deep_iterable(v.in_(["a", "b"]), v.min_len(2)))
    pairs: tuple[int, ...] = attrs.field(validator=v.deep_iterable(v.le(2)))
    mapping: dict[str, int] = attrs.field(validator=v.deep_mapping(v.min_len(2), v.ge(5)))


@attrs.define
class OldStyle:  # type: ignore[no-untyped-def]  # on purpose
    number = attrs.field(validator=v.instance_of(int))  # type: ignore[var-annotated]  # on purpose
    either = attrs.field(validator=v.instance_of((int, str)))  # type: ignore[var-annotated]  # on purpose
    typed = attrs.field(type=int)  # pyright: ignore[reportGeneralTypeIssues]  # attrs takes it from here
    kept = attrs.field(default=3)  # type: ignore[var-annotated]  # on purpose


def to_cents(amount: str | int) -> int:
    return int(amount) * 100


@attrs.define
class Converted:
    as_text: str = attrs.field(converter=str)
    cents: int = attrs.field(converter=to_cents, validator=v.ge(0))
    maybe: int | None = attrs.field(converter=attrs.converters.optional(int))
    untyped = attrs.field(converter=float)  # type: ignore[var-annotated]  # on purpose


@attrs.define
class Refusing:
    even: int = attrs.field()
    first: int
    last: int

    @even.validator  # pyright: ignore[reportAttributeAccessIssue]  # it is a field until the class is made
    def _is_even(self, attribute: "attrs.Attribute[int]", value: int) -> None:
        if value % 2:
            raise ValueError(f"{attribute.name} is odd")

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("last comes before first")


@attrs.define
class Totals:
    net: int
    gross: int = attrs.Factory(lambda self: self.net * 2, takes_self=True)


@attrs.define
class Anything:
    of_any_type: Any
    made: Any = attrs.field(factory=dict)


@attrs.define
class NotPassed:
    kept: str
    counted: int = attrs.field(init=False, default=0)


@attrs.define
class Box(Generic[T]):
    item: T
    more: list[T]


@attrs.define
class UserBox(Box[User]):
    label: str


@attrs.define
class Written:
    size: int
    names: list[str]

    def __init__(self, size: int, *names: str) -> None:
        self.__attrs_init__(size, list(names))  # type: ignore[attr-defined]  # attrs makes it


@attrs.define
class Either:
    value: int | str = attrs.field(validator=v.or_(v.instance_of(str), v.ge(5000)))
    other: int = attrs.field(validator=v.not_(v.in_([1, 2, 3])))


DEFINITIONS = [
    Tenant,
    User,
    Private,
    Bounds,
    Texts,
    Options,
    Deep,
    OldStyle,
    Converted,
    Refusing,
    Totals,
    NotPassed,
    Anything,
    Box,
    Box[int],
    Box[User],
    UserBox,
    Written,
    Either,
]


@pytest.mark.parametrize("definition", DEFINITIONS, ids=str)
def test_attrs_accepts_each_object(definition: Any, fifty: Callable[[Any], list[Any]]) -> None:
    for value in fifty(definition):
        attrs.validate(value)
        for entry in attrs.fields(type(value)):
            if entry.type is not None and not isinstance(entry.type, TypeVar):
                typeguard.check_type(getattr(value, entry.name), entry.type)


def test_fields_are_named_as_the_constructor_names_them() -> None:
    built = build(Private, secret="s", other=3)
    assert (built._secret, built.renamed) == ("s", 3)


def test_a_default_that_takes_the_object_is_kept() -> None:
    assert all(built.gross == 2 * built.net for built in build_many(Totals, 10))


def test_variables_of_a_generic_class_are_bound() -> None:
    assert all(isinstance(box.item, User) for box in build_many(UserBox, 5))
    assert all(isinstance(box.item, int) for box in build_many(Box[int], 5))


def test_an_override_that_a_validator_refuses_is_named() -> None:
    with pytest.raises(InvalidOverride, match=r"Bounds\.ge=1 is refused"):
        build(Bounds, ge=1)
    assert build(Bounds, ge=51).ge == 51


def test_an_override_of_another_type_is_refused() -> None:
    with pytest.raises(InvalidOverride, match=r"User\.email=3 is refused"):
        build(User, email=3)
    assert build(Converted, cents="4").cents == 400


def test_a_field_without_type_and_default_has_to_be_given() -> None:
    @attrs.define
    class Untyped:
        thing = attrs.field()  # type: ignore[var-annotated]  # on purpose

    with pytest.raises(CannotBuild, match=r"Untyped\.thing: it has no type and no default"):
        build(Untyped)
    assert build(Untyped, thing=3).thing == 3
