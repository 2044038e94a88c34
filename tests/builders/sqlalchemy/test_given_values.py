"""Values of a wrong type are refused when they are given, whatever the column's type; right ones are taken."""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import ipaddress
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.pool import StaticPool

from builders import InvalidOverride, build
from builders.persistence import NotSaved, save


class Colour(enum.Enum):
    RED = "red"


KEY = UUID(int=7)
DAY, TIME = dt.date(2024, 2, 29), dt.time(12, 30)
MOMENT = dt.datetime.combine(DAY, TIME)
COLUMNS: dict[str, tuple[Any, list[object], list[object]]] = {
    # a column's type, what fits it, and what does not
    "integer": (sa.Integer(), [5, -1], ["5", 1.5, 1 << 31, b"5", DAY, Colour.RED, [5]]),
    "small": (sa.SmallInteger(), [-5], [40_000, "a"]),
    "big": (sa.BigInteger(), [1 << 62], [1 << 63]),
    "string": (sa.String(4), ["", "abcd"], ["abcde", 5, b"a", KEY, "\ud800", ["a"]]),
    "text": (sa.Text(), ["a" * 999], [5, None, {"a": 1}]),
    "unicode": (sa.UnicodeText(), ["ä"], [5, "\udfff"]),
    "char": (sa.CHAR(3), ["abc"], ["abcd"]),
    "float": (sa.Float(), [1.5, 2], ["1.5", Decimal("1.5")]),
    "numeric": (sa.Numeric(4, 2), [Decimal("1.5"), 3], [1.5, "1", 100]),
    "as_float": (sa.Numeric(4, 2, asdecimal=False), [1.5], ["1", 100.0]),
    "boolean": (sa.Boolean(), [True], ["yes", 1]),
    "date": (sa.Date(), [DAY], ["2024-02-29", TIME, 5]),
    "datetime": (sa.DateTime(), [MOMENT], ["2024-02-29", DAY, 5]),
    "time": (sa.Time(), [TIME], ["12:30", MOMENT]),
    "interval": (sa.Interval(), [dt.timedelta(1)], [60, "1 day"]),
    "binary": (sa.LargeBinary(4), [b"abcd"], ["abcd", b"abcde"]),
    "words": (sa.Enum("x", "y"), ["x"], ["z", "", 5]),
    "checked": (sa.Enum("x", "y", native_enum=False, create_constraint=True), ["y"], ["z"]),
    "colours": (sa.Enum(Colour), [Colour.RED], ["blue", 5]),
    "json": (sa.JSON(), [{"a": [1]}, [1], "a", 5], []),
    "pickled": (sa.PickleType(), [{1, 2}], []),
    "uuid": (sa.Uuid(), [KEY], [str(KEY), 7]),
    "uuid_text": (sa.Uuid(as_uuid=False), [str(KEY)], [KEY, "abc", 7]),
}
POSTGRESQL: dict[str, tuple[Any, list[object], list[object]]] = {
    "array": (sa.ARRAY(sa.Integer), [[1], []], [1, "1", ["1"], [1, 1.5]]),
    "table": (pg.ARRAY(sa.String(2), dimensions=2), [[["a", "b"]]], [[["abc"]], [[1]]]),
    "enums": (pg.ARRAY(sa.Enum("x", "y", name="xy")), [["x", None]], [["x", "z"]]),
    "enum": (pg.ENUM("x", "y", name="xy"), ["x"], ["z", 5]),
    "inet": (pg.INET(), ["10.0.0.1", ipaddress.ip_address("::1")], [5, b"\x0a"]),
    "cidr": (pg.CIDR(), ["10.0.0.0/8", ipaddress.ip_network("10.0.0.0/8")], [10.0]),
    "mac": (pg.MACADDR(), ["02:00:00:00:00:01"], [5]),
    "range": (pg.INT4RANGE(), [pg.Range(1, 5), "[1,5)"], [5, (1, 5), b"[1,5)"]),
    "hstore": (pg.HSTORE(), [{"a": "b"}], ["a=>b", ["a"]]),
    "jsonb": (pg.JSONB(), [[1], {"a": 1}], []),
    "vector": (pg.TSVECTOR(), ["a b"], [5]),
}


class Base(DeclarativeBase):
    pass


def model(name: str, type_: Any) -> type[Base]:
    attributes: dict[str, object] = {
        "__tablename__": name,
        "__module__": __name__,
        "id": mapped_column(sa.Integer, primary_key=True),
        "value": mapped_column(type_, nullable=False),
    }
    return type(name.title(), (Base,), attributes)


MODELS = {name: model(name, type_) for name, (type_, _, _) in (COLUMNS | POSTGRESQL).items()}


@pytest.mark.parametrize("name", MODELS)
def test_what_fits_is_taken_and_what_does_not_is_refused(name: str) -> None:
    _, right, wrong = (COLUMNS | POSTGRESQL)[name]
    for value in right:
        built: Any = build(MODELS[name], value=value)
        assert built.value == value
    for value in wrong:
        with pytest.raises(InvalidOverride, match=rf"^{name.title()}\.value=") as caught:
            build(MODELS[name], value=value)
        assert "is refused: " in str(caught.value)


@pytest.mark.filterwarnings("ignore:The default date:DeprecationWarning")  # of Python's sqlite3, from 3.12 on
@pytest.mark.parametrize("name", COLUMNS)
def test_nothing_that_is_set_by_hand_gets_a_raw_error_from_save(name: str) -> None:
    type_ = MODELS[name]
    _, right, wrong = COLUMNS[name]
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.tables[name].create(engine)
    rows = sa.select(sa.func.count()).select_from(type_)
    for value in (*right, *wrong):
        with Session(engine) as session:
            before = session.scalar(rows) or 0
            if value in right:
                save(session, type_(value=value), commit=True)
                continue
            # SQLite takes much that is of another type.
            with contextlib.suppress(NotSaved):
                save(session, type_(value=value), commit=True)
                before += 1
            assert session.scalar(rows) == before
    engine.dispose()
