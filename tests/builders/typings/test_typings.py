"""`builders typings`: what the stubs list, when they are stale, and what bad input gets.

That pyright refuses and accepts the right lines with them stands in `tests/typing/cases/builder_overrides.py`.
"""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.typings.command import main

MODELS = '''
from __future__ import annotations

import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, NewType, TypeVar

from pydantic import BaseModel, Field, SecretStr

T = TypeVar("T")
UserId = NewType("UserId", int)


class Role(enum.Enum):
    ADMIN = "admin"


class Tenant(BaseModel):
    """A docstring that is nobody's business."""

    plan: Literal["free", "it\\'s\\n\\u00e9"]
    parent: Tenant | None = None


@dataclass
class User:
    id: UserId
    key: uuid.UUID
    tenant: Tenant
    role: Role = Role.ADMIN
    password: Annotated[SecretStr, "secret"] = SecretStr("hunter2")
    rights: Mapping[str, list[int]] = field(default_factory=dict)
    home: Path = Path("/home")
    rate: Decimal = Decimal("0.5")
    rule: Callable[[int], str] = str
    anything: Any = None
    bare: list = field(default_factory=list)


class Page(BaseModel, Generic[T]):
    items: list[T]

    class Cursor(BaseModel):
        at: int


class _Private(BaseModel):
    x: int


class Broken(Exception):
    pass
'''


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a project with the package `stub_shop`, which is the current one."""
    package = tmp_path / "stub_shop"
    package.mkdir()
    (package / "__init__.py").write_text("from stub_shop.models import User as User\n")
    (package / "models.py").write_text(MODELS)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    forget()


def forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "stub_shop"]:
        del sys.modules[name]
    importlib.invalidate_caches()


def run(*arguments: str) -> int:
    try:
        return main(["typings", *arguments])
    finally:
        forget()


def entries(text: str, name: str) -> dict[str, str]:
    """The names in one dictionary of a stub, each with its type."""
    (block,) = re.findall(rf"^class {name}\(.*\n((?:    .*\n)+)", text, re.MULTILINE)
    return dict(line.strip().split(": ", 1) for line in block.splitlines())


def names(folder: Path) -> str:
    return (folder / "typings" / "builders" / "names_of_overrides.pyi").read_text(encoding="utf-8")


def test_names_and_types_of_a_model(shop: Path) -> None:
    assert run("stub_shop") == 0

    assert entries(names(shop), "stub_shop_models_User_values") == {
        "anything": "_typing.Any",
        "bare": "_builtins.list[_typing.Any]",
        "home": "_pathlib.Path",
        "id": "_stub_1shop__models.UserId",
        "key": "_uuid.UUID",
        "password": "_pydantic__types.SecretStr",
        "rate": "_decimal.Decimal",
        "rights": "_collections__abc.Mapping[_builtins.str, _builtins.list[_builtins.int]]",
        "role": "_stub_1shop__models.Role",
        "rule": "_collections__abc.Callable[[_builtins.int], _builtins.str]",
        "tenant": "_stub_1shop__models.Tenant | stub_shop_models_Tenant_values",
        "tenant__parent": "_stub_1shop__models.Tenant | None | stub_shop_models_Tenant_values",
        "tenant__parent__parent": "_stub_1shop__models.Tenant | None | stub_shop_models_Tenant_values",
        "tenant__parent__plan": "_typing.Literal['free', \"it's\\n\\xe9\"]",
        "tenant__plan": "_typing.Literal['free', \"it's\\n\\xe9\"]",
    }


def test_a_name_that_several_arms_of_a_union_have_takes_what_either_takes(shop: Path) -> None:
    text = """
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

class Card(BaseModel):
    kind: Literal["card"]
    number: int
    owner: str
    note: Any

class Voucher(BaseModel):
    kind: Literal["voucher"]
    number: str
    owner: str
    note: int

class Order(BaseModel):
    payment: Annotated[Card | Voucher, Field(discriminator="kind")]
"""
    (shop / "stub_shop" / "paying.py").write_text(text)

    assert run("stub_shop.paying") == 0
    found = entries(names(shop), "stub_shop_paying_Order_values")
    assert found["payment__kind"] == "_typing.Literal['card'] | _typing.Literal['voucher']"
    assert found["payment__number"] == "_builtins.int | _builtins.str"
    assert found["payment__owner"] == "_builtins.str"
    assert entries(names(shop), "stub_shop_paying_Voucher_values")["kind"] == "_typing.Literal['voucher']"


def test_a_builder_takes_declarations_and_rules_too(shop: Path) -> None:
    assert run("stub_shop.models") == 0

    declared = entries(names(shop), "stub_shop_models_User_declared")
    rules = entries(names(shop), "stub_shop_models_User_rules")
    assert declared["key"] == "_uuid.UUID | _Declaration[_uuid.UUID]"
    assert declared["tenant__plan"].endswith("| _Declaration[_typing.Literal['free', \"it's\\n\\xe9\"]]")
    assert rules["key"] == "_collections__abc.Callable[[_stub_1shop__models.User], _uuid.UUID]"
    assert not [name for name in rules if "__" in name]


def test_public_types_that_are_defined_there_are_listed(shop: Path) -> None:
    assert run("stub_shop") == 0

    listed = (shop / "typings" / "builders" / "building.pyi").read_text(encoding="utf-8")
    own = set(re.findall(r"type\[_stub_1shop__models\.([\w.]+)", listed))
    assert own == {"User", "Tenant", "Page", "Page.Cursor"}
    assert "builders__domain__models__identity.Tenant]" in listed


def test_nothing_of_the_users_but_names_and_types_is_in_the_stubs(shop: Path) -> None:
    assert run("stub_shop") == 0

    text = "".join(path.read_text(encoding="utf-8") for path in (shop / "typings").rglob("*.pyi"))
    assert "nobody's business" not in text
    assert "hunter2" not in text
    assert text.isascii()


class TestChecking:
    @pytest.mark.integration
    def test_what_was_just_written_is_not_stale_in_another_process_either(self, shop: Path) -> None:
        assert run("stub_shop") == 0
        command = [sys.executable, "-m", "builders", "typings", "--check", "stub_shop"]

        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, check=False)

        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")

    def test_nothing_was_written_yet(self, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("stub_shop", "--check") == 1

        told = capsys.readouterr().out.splitlines()
        assert told[0] == "typings/builders/builder.pyi: missing"
        assert told[-1] == "write them again:  builders typings stub_shop"
        assert not (shop / "typings").exists()

    def test_a_field_was_added_and_a_model_removed(self, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("stub_shop", "--out", "stubs") == 0
        before = {path: path.read_bytes() for path in (shop / "stubs").rglob("*.pyi")}
        changed = MODELS.replace("key: uuid.UUID", "key: uuid.UUID\n    age: int")
        (shop / "stub_shop" / "models.py").write_text(changed.replace("class Cursor", "class _Cursor"))
        capsys.readouterr()

        assert run("stub_shop", "--out", "stubs", "--check") == 1

        told = capsys.readouterr().out
        assert "stub_shop_models_User is changed" in told
        assert "stub_shop_models_Page_Cursor is gone" in told
        assert "Tenant" not in told
        assert before == {path: path.read_bytes() for path in (shop / "stubs").rglob("*.pyi")}
        assert run("stub_shop", "--out", "stubs") == 0
        assert run("stub_shop", "--out", "stubs", "--check") == 0

    def test_text_that_was_written_by_hand(self, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("stub_shop") == 0
        path = shop / "typings" / "builders" / "building.pyi"
        path.write_text(path.read_text() + "# mine\n")
        capsys.readouterr()

        assert run("stub_shop", "--check") == 1
        assert "building.pyi: changed" in capsys.readouterr().out


class TestWhatCanNotBeDone:
    def test_no_such_module(self, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("stub_shop", "no_such_shop") == 2
        assert capsys.readouterr().err == "builders: can't import no_such_shop: No module named 'no_such_shop'\n"
        assert not (shop / "typings").exists()

    def test_a_module_that_breaks_when_it_is_imported(self, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (shop / "stub_shop" / "broken.py").write_text("raise RuntimeError('no database')\n")

        assert run("stub_shop") == 2
        assert capsys.readouterr().err == "builders: can't import stub_shop.broken: RuntimeError: no database\n"

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("import no_such_driver", "ModuleNotFoundError: No module named 'no_such_driver'"),
            ("from stub_shop.models import Usr", "ImportError: cannot import name 'Usr' from 'stub_shop.models'"),
            ("def f(:", "SyntaxError: invalid syntax"),
            ("raise SystemExit('no settings')", "SystemExit: no settings"),
        ],
    )
    def test_the_module_is_named_and_not_what_it_imports(
        self, shop: Path, capsys: pytest.CaptureFixture[str], text: str, error: str
    ) -> None:
        (shop / "stub_shop" / "broken.py").write_text(f"{text}\n")

        assert run("stub_shop") == 2
        assert capsys.readouterr().err.startswith(f"builders: can't import stub_shop.broken: {error}")

    def test_a_place_where_nothing_can_be_written(self, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (shop / "typings" / "builders" / "building.pyi").mkdir(parents=True)

        assert run("stub_shop") == 2
        assert capsys.readouterr().err.startswith("builders: can't write the stubs: ")
        assert [path.name for path in (shop / "typings" / "builders").iterdir()] == ["building.pyi"]

    def test_a_type_that_nobody_can_spell_takes_anything(self, shop: Path) -> None:
        text = """
from collections import namedtuple
from typing import Generic, ParamSpec, TypeVar

P, B = ParamSpec("P"), TypeVar("B", bound=int)
Elsewhere = namedtuple("Somewhere", "x y")

class Odd(Generic[P, B]):
    def __init__(self, one: "NoSuchName", two) -> None: ...
"""
        (shop / "stub_shop" / "odd.py").write_text(text)

        assert run("stub_shop") == 0
        assert entries(names(shop), "stub_shop_odd_Odd_values") == {"one": "object", "two": "_builtins.object"}
        stub = (shop / "typings" / "builders" / "building.pyi").read_text()
        assert "-> _stub_1shop__odd.Odd[..., _typing.Any]:" in stub
        assert "Somewhere" not in stub

    def test_a_disk_that_fills_up_leaves_the_stub_as_it_was(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("stub_shop") == 0
        before = names(shop)
        (shop / "stub_shop" / "models.py").write_text(MODELS.replace("key: uuid.UUID", "key: uuid.UUID\n    age: int"))

        def full(source: str, target: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)

        assert run("stub_shop") == 2
        assert "No space left on device" in capsys.readouterr().err
        assert names(shop) == before
        assert len(list((shop / "typings" / "builders").iterdir())) == 3
