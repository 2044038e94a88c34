"""What an interface has only from a base that was installed is told once for each base."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterator, MutableMapping
from typing import Any

import httpx
import pydantic
import pytest
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderResult
from typing_extensions import Protocol

from mockfactory.rules.comparing.demanded import demanded
from mockfactory.rules.comparing.pair import Pair
from mockfactory.rules.comparing.reading import pair_of
from mockfactory.rules.telling.findings import Finding
from mockfactory.spec.read import read_spec
from mockfactory.verification import Severity, check_substitutable
from mockfactory.verification.by_mypy.answering import Refusal
from mockfactory.verification.by_mypy.joining import joined
from mockfactory.verification.checking import judged
from mockfactory.verification.formats import FORMATS
from mockfactory.verification.pairs.handing import Handed, as_text, from_text


class User(pydantic.BaseModel):
    id: int
    name: str

    def greeting(self) -> str:
        return f"Hello {self.name}"


@dataclasses.dataclass
class FakeUser:
    id: int


def _incompatible(impl: object, iface: object) -> list[Finding]:
    return check_substitutable(impl, iface).of(Severity.INCOMPATIBLE)


def test_the_members_of_an_installed_base_are_one_finding_behind_those_of_the_interface_itself() -> None:
    own, other, base = _incompatible(FakeUser, User)

    assert (own.member, other.member, base.member) == ("greeting", "name", "")
    number = len(base.members)
    assert base.problem == (
        f"FakeUser lacks {number} members that User has from pydantic.main.BaseModel: "
        f"{', '.join(base.members[:3])} and {number - 3} more"
    )
    assert base.mend == ("derive FakeUser from BaseModel, or let what takes a User ask for a Protocol of what it uses")
    assert {"model_dump", "model_copy", "model_validate", "model_config", "__iter__"} <= {*base.members}


def test_deprecated_ones_are_named_last() -> None:
    base = _incompatible(FakeUser, User)[-1]

    assert {"copy", "dict", "json", "parse_obj"} <= {*base.members[-12:]}
    assert all(name.startswith("model_") for name in base.members[:3])


def test_hooks_that_only_a_framework_calls_are_not_asked_for() -> None:
    base = _incompatible(FakeUser, User)[-1]

    assert [name for name in base.members if name.startswith("__")] == ["__iter__"]


def test_a_lock_file_keeps_them() -> None:
    assert {"__get_pydantic_core_schema__", "__repr_args__"} <= {*demanded(read_spec(User))}


def test_a_class_that_derives_from_the_base_lacks_its_own_members_alone() -> None:
    class RightUser(pydantic.BaseModel):
        id: int
        name: str = "Ada"

    [finding] = _incompatible(RightUser, User)

    assert finding.member == "greeting"


def test_a_few_are_told_one_by_one() -> None:
    class Color(enum.Enum):
        RED = 1

    class FakeColor:
        RED: Color

    assert [one.member for one in _incompatible(FakeColor, Color) if one.rule == 1] == ["name", "value"]


def test_what_the_class_itself_defines_is_told_one_by_one_also_where_a_base_has_it() -> None:
    class Audited(pydantic.BaseModel):
        def model_dump_json(self, **options: Any) -> str:
            return ""

    alone, base = _incompatible(FakeUser, Audited)

    assert alone.member == "model_dump_json"
    assert "model_dump_json" not in base.members
    assert "model_dump" in base.members


def test_what_is_abstract_in_the_base_has_to_be_written_anyway() -> None:
    class Store(MutableMapping[str, int]):
        pass

    class FakeStore:
        def __iter__(self) -> Iterator[str]:
            return iter(())

    found = _incompatible(FakeStore, Store)

    assert [one.member for one in found] == ["__delitem__", "__getitem__", "__len__", "__setitem__", ""]
    assert "from collections.abc.MutableMapping: " in found[-1].problem


def test_members_of_bases_of_ones_own_and_of_protocols_are_told_one_by_one() -> None:
    class Base:
        def a(self) -> None: ...
        def b(self) -> None: ...
        def c(self) -> None: ...
        def d(self) -> None: ...

    class Promises(Protocol):
        def e(self) -> None: ...

    class Derived(Base, Promises): ...

    class Fake: ...

    assert [one.member for one in _incompatible(Fake, Derived)] == ["a", "b", "c", "d", "e"]


def test_a_dunder_that_an_interface_itself_promises_is_asked_for() -> None:
    class Silent: ...

    class Loud:
        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            yield "loud"

    assert [one.member for one in _incompatible(Silent, ConsoleRenderable)] == ["__rich_console__"]
    assert not _incompatible(Loud, ConsoleRenderable)


def test_who_stands_for_a_class_that_was_installed_itself_is_told_of_a_protocol() -> None:
    class FakeClient: ...

    base = _incompatible(FakeClient, httpx.Client)[-1]

    assert base.problem.startswith("FakeClient lacks ")
    assert " members that Client has from httpx._client.BaseClient: " in base.problem
    assert base.mend == "let what takes a Client ask for a Protocol of what it uses"


def test_operators_of_an_installed_base_are_asked_for() -> None:
    class Names(dict[str, int]): ...

    class FakeNames:
        def __iter__(self) -> Iterator[str]:
            return iter(())

    [base] = _incompatible(FakeNames, Names)

    assert {"__getitem__", "__len__", "keys", "get"} <= {*base.members}
    assert "__iter__" not in base.members


@pytest.mark.parametrize("form", ["text", "github", "junit", "sarif", "json"])
def test_every_format_tells_it_once(form: str) -> None:
    report = check_substitutable(FakeUser, User)

    told = FORMATS[form]([report])

    assert told.count("from pydantic.main.BaseModel: ") == 1
    assert "model_rebuild" not in told or form == "json"


def test_programs_get_the_names_of_all() -> None:
    report = check_substitutable(FakeUser, User)

    [pair] = json.loads(FORMATS["json"]([report]))["pairs"]

    assert pair["findings"][0]["members"] == []
    [folded] = [one for one in pair["findings"] if one["members"]]
    assert tuple(folded["members"]) == report.of(Severity.INCOMPATIBLE)[-1].members


def test_a_worker_process_hands_over_the_names_of_all() -> None:
    report = check_substitutable(FakeUser, User)

    reports = from_text(as_text(Handed(reports={"it": report}))).reports

    assert reports["it"].findings == report.findings


class TestBesideMypy:
    @pytest.fixture
    def pair(self) -> Pair:
        return pair_of(FakeUser, User)

    def test_what_it_refuses_of_one_of_them_is_told_beside_it(self, pair: Pair) -> None:
        refusals = [Refusal(0, name, f'no attribute "{name}"') for name in ("name", "model_dump", "model_copy")]

        rules = judged(pair)
        report = joined(pair, rules, refusals, rules=rules, alone=False)

        told = {one.member: one.mypy for one in report.of(Severity.INCOMPATIBLE)}
        assert told == {"greeting": "accepts it", "name": 'no attribute "name"', "": 'no attribute "model_copy"'}

    def test_what_it_refuses_beyond_is_told_by_itself(self, pair: Pair) -> None:
        rules = judged(pair)
        report = joined(pair, rules, [Refusal(0, "id", "other")], rules=rules, alone=False)

        assert [one.found_by for one in report.findings if one.member == "id"] == [("mypy",)]

    def test_what_it_alone_was_asked_for_is_told_at_once_too(self, pair: Pair) -> None:
        rules = judged(pair)
        refusals = [Refusal(0, name, f'no attribute "{name}"') for name in ("name", *rules.findings[-1].members)]

        report = joined(pair, judged(pair, rules=False), refusals, rules=rules, alone=True)

        own, base = report.findings
        assert (own.member, base.members) == ("name", rules.findings[-1].members)
        assert base.problem == f"FakeUser.model_construct and {len(base.members) - 1} more are refused by mypy"
        assert base.mend.startswith("derive FakeUser from BaseModel")
