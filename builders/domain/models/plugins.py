"""Plugins, what can be set on each, and what a tenant has set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import (
    ConfigDict,
    Field,
    JsonValue,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from builders.domain.models.entity import Entity
from builders.domain.models.frozen import FrozenDict
from builders.domain.models.identifiers import Identifier
from builders.domain.models.identity import Name, Slug
from builders.domain.models.options import Option, plain_text
from builders.domain.names import meant
from builders.errors import UnknownName


class Plugin(Entity):
    """Something that tenants can switch on.

    Attributes:
        id: of the plugin.
        slug, name: its names, for addresses and for people.
        version: three numbers (semantic versioning).
        options: what can be set on it, each name once.
    """

    id: Identifier
    slug: Slug
    name: Name
    version: Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")]
    options: tuple[Option, ...] = ()

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        names = [option.name for option in self.options]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the option {name!r} is declared twice")
        return self

    def json_schema(self) -> dict[str, JsonValue]:
        """A JSON Schema of its options."""
        return {
            "type": "object",
            "properties": {option.name: option.json_schema() for option in self.options},
            "required": [option.name for option in self.options if option.required],
            "additionalProperties": False,
        }


class PluginConfiguration(Entity):
    """What one tenant has set on a plugin.

    Secrets are kept as `SecretStr`, so they are in no representation, log or dump; `configuration.secret("api_key")`
    reads one.

    Attributes:
        id: of the configuration.
        tenant_id: whose it is.
        plugin: what is configured.
        enabled: whether the tenant uses it.
        values: by the option's name, what was set; checked against the plugin's options.

    Example:
        >>> search = Plugin(
        ...     id="plugin_search", slug="search", name="Search", version="1.0.0",
        ...     options=(Option(name="api_key", type="secret", required=True),
        ...              Option(name="limit", type="integer", default=10, minimum=1)),
        ... )
        >>> mine = PluginConfiguration(
        ...     id="cfg_1", tenant_id="tenant_acme", plugin=search, values={"api_key": "k-93a1"}
        ... )
        >>> mine.values, mine.value("limit"), mine.secret("api_key")
        ({'api_key': SecretStr('**********')}, 10, 'k-93a1')
    """

    # An error must not print a secret that was given.
    model_config: ClassVar[ConfigDict] = ConfigDict(hide_input_in_errors=True)

    id: Identifier
    tenant_id: Identifier
    plugin: Plugin
    enabled: bool = True
    values: Mapping[str, object] = Field(default=FrozenDict[str, object](), validate_default=True)

    @field_validator("values")
    @classmethod
    def _fit_the_options(cls, values: Mapping[str, object], info: ValidationInfo) -> Mapping[str, object]:
        plugin = info.data.get("plugin")
        if not isinstance(plugin, Plugin):
            return values  # it was refused, and that is said
        options = {option.name: option for option in plugin.options}
        problems = [_problem(plugin, options, name, value) for name, value in values.items()]
        problems += [
            f"{option.name!r} is required" for option in plugin.options if option.required and option.name not in values
        ]
        said = [problem for problem in problems if problem is not None]
        if said:
            raise ValueError("; ".join(said))
        return FrozenDict(
            {
                name: SecretStr(plain_text(value)) if options[name].type == "secret" else value
                for name, value in values.items()
            }
        )

    def value(self, name: str) -> object:
        """What holds for an option: what was set, or its default, or `None`.

        Raises:
            UnknownName: the plugin has no such option.
        """
        for option in self.plugin.options:
            if option.name == name:
                return self.values.get(name, option.default)
        names = [option.name for option in self.plugin.options]
        raise UnknownName(f"{name!r} is no option of {self.plugin.slug!r}{meant(name, names)}")

    def secret(self, name: str) -> str:
        """A secret that was set, in plain text.

        Raises:
            UnknownName: the plugin has no such option.
            LookupError: it is no secret, or was not set.
        """
        value = self.value(name)
        if not isinstance(value, SecretStr):
            raise LookupError(f"{name!r} is no secret that was set")
        return value.get_secret_value()

    def to_dict(self) -> dict[str, object]:
        """A JSON-able copy, in which secrets are masked."""
        return self.model_dump(mode="json")


def _problem(plugin: Plugin, options: Mapping[str, Option], name: str, value: object) -> str | None:
    option = options.get(name)
    if option is None:
        return f"{name!r} is no option of {plugin.slug!r}{meant(name, options)}"
    reason = option.why_not(value)
    return None if reason is None else f"{name!r} does not fit: {reason}"
