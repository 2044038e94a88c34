"""What no line would hold is cut in what people read: what is at issue stays, and programs get the whole."""

from __future__ import annotations

import json
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfactory import MisuseError, MockFactory
from mockfactory.rules.telling.findings import Finding
from mockfactory.rules.telling.shortening import LONGEST, named_in, shortened, shortened_mend, shortened_types
from mockfactory.spec.read import read_spec
from mockfactory.verification import check_substitutable
from mockfactory.verification.formats import FORMATS
from mockfactory.verification.snapshots.written import lines_of

Nested = dict[str, dict[str, dict[str, list[tuple[str, int, bytes]]]]]


class Client:
    def send(
        self,
        to: str,
        first: Nested | list[Nested] | tuple[Nested, ...] | None = None,
        second: Nested | None = None,
        *,
        third: Nested | None = None,
        urgent: Literal["a, (b", "c = d", "it's"] = "it's",
    ) -> Nested | list[Nested] | None: ...


def _only(impl: object, iface: object) -> Finding:
    [finding] = [one for one in check_substitutable(impl, iface).findings if one.rule != 28]
    return finding


def test_the_parameter_at_issue_stays() -> None:
    class FakeClient:
        def send(
            self,
            to: str,
            first: Nested | list[Nested] | tuple[Nested, ...] | None = None,
            second: Nested | None = None,
            *,
            third: Nested | None = None,
        ) -> None: ...

    finding = _only(FakeClient, Client)

    assert str(finding).splitlines() == [
        "incompatible: FakeClient.send() can't take every call: it takes no argument 'urgent' (rule 7)",
        "  promised:  send(..., *, ..., urgent: Literal['a, (b', 'c = d', \"it's\"] = \"it's\")"
        " -> dict[...] | list[...] | None",
        "  came:      send(to: str, first: dict[...] | list[...] | tuple[...] | None = None, "
        "second: dict[...] | None = None, *, third: dict[...] | None = None) -> None",
        "  mend:      add urgent: Literal['a, (b', 'c = d', \"it's\"] = \"it's\"",
    ]


def test_what_is_to_be_added_is_told_by_its_name() -> None:
    class FakeClient: ...

    finding = _only(FakeClient, Client)

    assert finding.in_short().mend == "add def send(self, ...) -> dict[...] | list[...] | None"


def test_of_a_type_that_differs_the_parameters_that_do_not_are_left_out() -> None:
    class FakeClient:
        def send(
            self,
            to: str,
            first: Nested | list[Nested] | tuple[Nested, ...] | None = None,
            second: int | None = None,
            *,
            third: Nested | None = None,
            urgent: Literal["a, (b", "c = d", "it's"] = "it's",
        ) -> None: ...

    finding = _only(FakeClient, Client)

    assert finding.in_short().promised == (
        "send(..., second: dict[...] | None = None, *, ...) -> dict[...] | list[...] | None"
    )


def test_programs_get_the_whole() -> None:
    class FakeClient: ...

    report = check_substitutable(FakeClient, Client)

    [pair] = json.loads(FORMATS["json"]([report]))["pairs"]
    assert pair["findings"][0]["promised"].count("bytes") == 7
    assert pair["findings"][0]["mend"].count("bytes") == 7


def test_a_lock_file_has_the_whole() -> None:
    member = read_spec(Client).members["send"]

    [line] = lines_of(member)

    assert line.count("bytes") == 7


def test_what_is_told_at_the_line_that_binds_it_is_cut_too(mock_factory: MockFactory) -> None:
    class FakeClient:
        def send(self, to: str) -> None: ...

    with pytest.raises(MisuseError) as caught:
        mock_factory.bind(Client, to=FakeClient)  # type: ignore[arg-type]

    assert max(map(len, str(caught.value).splitlines())) < LONGEST
    assert "first: dict[...] | list[...]" in str(caught.value)


def test_a_union_of_many_is_cut_behind_the_first() -> None:
    text = f"schema() -> {' | '.join(f'Schema{number}' for number in range(60))}"

    assert shortened(text).startswith("schema() -> Schema0 | Schema1 | ")
    assert shortened(text).endswith(" more)")
    assert len(shortened(text)) < LONGEST


def test_an_attribute_of_such_a_type_is_cut_too() -> None:
    text = f"property schema: {' | '.join(f'Schema{number}' for number in range(60))}"

    assert shortened(text).startswith("property schema: Schema0 | ")
    assert len(shortened(text)) < LONGEST


def test_each_overload_is_cut_by_itself() -> None:
    long = ", ".join(f"name_{number}: int" for number in range(30))

    first, second = shortened(f"send(to: str) -> bool\nsend({long}) -> bool").splitlines()

    assert first == "send(to: str) -> bool"
    assert second.startswith("send(name_0: int, ")
    assert second.endswith(", ...) -> bool")


def test_of_many_overloads_the_first_are_told() -> None:
    overloads = [f"send(to: {name}) -> bool" for name in "abcdefgh"]

    assert shortened("\n".join(overloads)).splitlines() == [*overloads[:6], "... (2 more)"]
    assert shortened("\n".join(overloads[:7])).splitlines() == overloads[:7]


def test_the_words_of_a_literal_are_no_parameters() -> None:
    sentence = "F.send() takes 'mode' as Literal['json', 'python'], and is given Literal['text'] | str"

    assert named_in(sentence) == {"mode"}


def test_what_mypy_says_is_cut_in_its_types() -> None:
    types = f"Callable[[{', '.join(['int'] * 90)}], str]"
    message = f'Incompatible types in assignment (expression has type "{types}", variable has type "int")'

    assert shortened_types(message) == (
        'Incompatible types in assignment (expression has type "Callable[...]", variable has type "int")'
    )


@pytest.mark.parametrize(
    "text",
    [
        "send(to: str, *, urgent: bool = False) -> bool",
        "",
        "property name: str",
        "send(...): no signature can be read (C function)",
        "give 'to' a default",
    ],
)
def test_what_a_line_holds_is_left_as_it_is(text: str) -> None:
    assert shortened(text) == text
    assert shortened_mend(text) == text


@given(st.text("ab'\"()[]{}:=,|.* ->\\\n", max_size=600), st.sets(st.sampled_from("ab")))
def test_no_text_breaks_it(text: str, named: set[str]) -> None:
    assert shortened(text, named).count("\n") == min(text.count("\n"), 6)
    shortened_mend(text)
    shortened_types(f'"{text}"')
