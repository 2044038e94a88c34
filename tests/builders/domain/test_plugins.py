"""Options of plugins, what tenants set, and secrets that stay secret."""

from __future__ import annotations

import json
import traceback

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from builders import UnknownName
from builders.domain import Option, Plugin, PluginConfiguration, plugin_configurations, plugins, seed_tenants
from builders.domain.recipes.material import Material
from builders.domain.recipes.plugins import value_for

SEARCH = Plugin(
    id="plugin_search",
    slug="search",
    name="Search",
    version="1.2.0",
    options=(
        Option(name="api_key", type="secret", required=True),
        Option(name="limit", type="integer", default=10, minimum=1, maximum=50),
        Option(name="weight", type="number", minimum=0, maximum=1),
        Option(name="safe", type="boolean", default=True),
        Option(name="region", type="string", choices=("eu", "us")),
    ),
)
# A traceback shows lines of this file: where it is used, only its name stands.
KEY = "k-93a1"


def configured(**values: object) -> PluginConfiguration:
    return PluginConfiguration(id="cfg_1", tenant_id="tenant_acme", plugin=SEARCH, values={"api_key": KEY, **values})


def test_what_was_set_holds_and_the_default_where_nothing_was() -> None:
    made = configured(limit=20, weight=1, region="us")
    assert [made.value(name) for name in ("limit", "weight", "safe", "region")] == [20, 1, True, "us"]
    assert made.secret("api_key") == KEY
    assert configured().value("limit") == 10
    assert configured().value("region") is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"limit": 0}, "'limit' does not fit: 0 is less than the minimum 1"),
        ({"limit": 51}, "'limit' does not fit: 51 is more than the maximum 50"),
        ({"limit": "20"}, "'limit' does not fit: '20' is no integer"),
        ({"limit": True}, "'limit' does not fit: True is no integer"),
        ({"limit": 2.0}, "'limit' does not fit: 2.0 is no integer"),
        ({"weight": float("nan")}, "'weight' does not fit: nan is no number"),
        ({"safe": 1}, "'safe' does not fit: 1 is no boolean"),
        ({"region": "apac"}, "'region' does not fit: 'apac' is none of 'eu', 'us'"),
        ({"limt": 5}, "'limt' is no option of 'search' (did you mean 'limit'?)"),
        ({"api_key": ""}, "the secret is empty"),
        ({"api_key": 7}, "a secret is text, not of the type int"),
        ({"api_key": "**********"}, "the secret is only its mask"),
    ],
)
def test_what_the_options_do_not_allow_is_refused(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as raised:
        configured(**values)
    assert words in str(raised.value)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ValidationError, match="'limit' does not fit.*; 'safe' does not fit.*; 'api_key' is required"):
        PluginConfiguration(id="cfg_1", tenant_id="tenant_acme", plugin=SEARCH, values={"limit": 0, "safe": 1})
    with pytest.raises(ValidationError, match="'api_key' is required"):
        PluginConfiguration(id="cfg_1", tenant_id="tenant_acme", plugin=SEARCH)


def test_a_secret_is_in_nothing_that_is_written() -> None:
    made = configured()
    for text in (
        repr(made),
        str(made),
        json.dumps(made.to_dict()),
        made.model_dump_json(),
        repr(made.values),
        repr(made.model_dump()),
    ):
        assert KEY not in text
    assert made.to_dict()["values"] == {"api_key": "**********"}
    assert configured(api_key=SecretStr(KEY)) == made


def test_nor_is_it_in_an_error() -> None:
    with pytest.raises(ValidationError) as raised:
        configured(limit=0)
    assert KEY not in "".join(traceback.format_exception(raised.value))
    with pytest.raises(ValidationError) as raised:
        configured().changed(tenant_id="")
    assert KEY not in "".join(traceback.format_exception(raised.value))


def test_what_was_set_does_not_change() -> None:
    values: dict[str, object] = {"api_key": KEY, "limit": 5}
    made = PluginConfiguration(id="cfg_1", tenant_id="tenant_acme", plugin=SEARCH, values=values)
    values["limit"] = 50
    with pytest.raises(TypeError, match="frozen"):
        made.values["limit"] = 50  # type: ignore[index]  # that it is refused is the point
    assert made.value("limit") == 5
    assert made.changed(values={**made.values, "limit": 6}).secret("api_key") == KEY


def test_asking_for_an_option_that_is_none() -> None:
    with pytest.raises(UnknownName, match=r"'limits' is no option of 'search' \(did you mean 'limit'\?\)"):
        configured().value("limits")
    with pytest.raises(LookupError, match="'limit' is no secret"):
        configured().secret("limit")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"type": "string", "minimum": 1}, "a string has no minimum"),
        ({"type": "integer", "minimum": 2, "maximum": 1}, "maximum 1.0 is less than minimum 2.0"),
        ({"type": "integer", "default": "3"}, "the default of 'x' does not fit: '3' is no integer"),
        ({"type": "integer", "default": 9, "maximum": 5}, "9 is more than the maximum 5"),
        ({"type": "string", "choices": ("a", 1)}, "the choice of 'x' does not fit: 1 is no string"),
        ({"type": "string", "choices": ("a",), "default": "b"}, "'b' is none of 'a'"),
        ({"type": "boolean", "choices": (True,)}, "a boolean has no choices"),
        ({"type": "secret", "default": "hunter2"}, "a secret has no default"),
        ({"type": "string", "default": "a", "required": True}, "a required option has no default"),
        ({"type": "text"}, "'string', 'integer', 'number', 'boolean' or 'secret'"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(option: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Option.model_validate({"name": "x", **option})
    assert words in str(raised.value)


def test_a_plugin_declares_each_option_once_and_has_a_version() -> None:
    with pytest.raises(ValidationError, match="'api_key' is declared twice"):
        SEARCH.changed(options=(SEARCH.options[0], SEARCH.options[0]))
    with pytest.raises(ValidationError, match="version"):
        SEARCH.changed(version="1.2")
    assert SEARCH.changed(version="2.0.0").version == "2.0.0"


def test_the_options_as_json_schema() -> None:
    schema = SEARCH.json_schema()
    assert schema["required"] == ["api_key"]
    assert schema["properties"] == {
        "api_key": {"type": "string", "format": "password", "writeOnly": True, "minLength": 1},
        "limit": {"type": "integer", "default": 10, "minimum": 1, "maximum": 50},
        "weight": {"type": "number", "minimum": 0, "maximum": 1},
        "safe": {"type": "boolean", "default": True},
        "region": {"type": "string", "enum": ["eu", "us"]},
    }


def test_a_configuration_is_built_for_any_plugin() -> None:
    b = seed_tenants().tenant("b")
    made = plugin_configurations.build(plugin=SEARCH, tenant=b, all_set=True)
    assert (made.plugin, made.tenant_id) == (SEARCH, "tenant_b")
    assert set(made.values) == {"api_key", "limit", "weight", "safe", "region"}
    assert plugin_configurations.build(plugin=plugins.build("without_options")).values == {}
    assert not plugin_configurations.build("disabled").enabled


BOUNDS = st.none() | st.integers(-1000, 1000)


@settings(max_examples=40, deadline=None)
@given(low=BOUNDS, high=BOUNDS, type_=st.sampled_from(["integer", "number"]), state=st.integers(0, 2**64 - 1))
def test_what_is_drawn_for_an_option_fits_its_bounds(low: int | None, high: int | None, type_: str, state: int) -> None:
    if low is not None and high is not None and high < low:
        low, high = high, low
    option = Option.model_validate({"name": "x", "type": type_, "minimum": low, "maximum": high})
    assert option.why_not(value_for(option, Material(state))) is None
