"""Plugins, and what tenants set on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from builders.builder import Builder
from builders.domain.models.options import Option, OptionValue
from builders.domain.models.plugins import Plugin, PluginConfiguration
from builders.domain.recipes.belonging import OfTenant
from builders.domain.recipes.material import Material, drawn_by

_CATALOGUE: Final[dict[str, tuple[str, tuple[Option, ...]]]] = {
    "web-search": (
        "Web search",
        (
            Option(name="api_key", type="secret", required=True),
            Option(name="max_results", type="integer", default=10, minimum=1, maximum=50),
            Option(name="safe_search", type="boolean", default=True),
            Option(name="region", type="string", default="eu", choices=("eu", "us", "apac")),
        ),
    ),
    "chat-notifications": (
        "Chat notifications",
        (
            Option(name="webhook_token", type="secret", required=True),
            Option(name="channel", type="string", required=True),
            Option(name="mention_admins", type="boolean", default=False),
        ),
    ),
    "spend-guard": (
        "Spend guard",
        (
            Option(name="monthly_limit", type="number", required=True, minimum=0, maximum=100_000),
            Option(name="warn_at", type="number", default=0.8, minimum=0, maximum=1),
            Option(name="action", type="string", default="warn", choices=("warn", "block")),
        ),
    ),
    "text-to-speech": ("Text to speech", ()),
}
_WORDS: Final = ("alerts", "finance", "general", "operations", "support")

plugins: Final = (
    Builder(
        Plugin,
        id=drawn_by(lambda material: material.id("plugin")),
        slug=drawn_by(lambda material: material.pick("slug", tuple(_CATALOGUE))),
        version=drawn_by(
            lambda material: (
                f"{material.number('major', 0, 4)}.{material.number('minor', 0, 12)}.{material.number('patch', 0, 9)}"
            )
        ),
    )
    .deriving(
        name=lambda plugin: (
            _CATALOGUE[plugin.slug][0] if plugin.slug in _CATALOGUE else plugin.slug.replace("-", " ").capitalize()
        ),
        options=lambda plugin: _CATALOGUE[plugin.slug][1] if plugin.slug in _CATALOGUE else (),
    )
    .trait("with_secret", slug="web-search")
    .trait("without_options", slug="text-to-speech")
)
"""Builds plugins of a small catalogue. Traits: `with_secret`, `without_options`."""


@dataclass(frozen=True)
class Configured(OfTenant):
    """Options: whose configuration.

    Attributes:
        all_set: also set what has a default or is not required; else that is left out as often as not.
    """

    all_set: bool = False


def _values(configuration: PluginConfiguration, options: Configured) -> dict[str, object]:
    material = Material.of(configuration.id)
    return {
        option.name: value_for(option, material)
        for option in configuration.plugin.options
        if option.required or options.all_set or material.pick(f"set {option.name}", (True, False))
    }


def value_for(option: Option, material: Material) -> OptionValue:
    """A value that an option takes."""
    name = option.name
    if option.choices:
        return material.pick(name, option.choices)
    match option.type:
        case "secret":
            return f"sk-{material.letters(name, 24)}"
        case "string":
            return material.pick(name, _WORDS)
        case "boolean":
            return material.pick(name, (True, False))
        case "integer":
            low, high = _bounds(option)
            return min(int(low) + int(material.share(name) * (int(high) - int(low) + 1)), int(high))
        case "number":
            low, high = _bounds(option)
            return min(max(round(low + material.share(name) * (high - low), 2), low), high)


def _bounds(option: Option) -> tuple[float, float]:
    if option.minimum is not None:
        return option.minimum, option.maximum if option.maximum is not None else option.minimum + 100
    return (option.maximum - 100, option.maximum) if option.maximum is not None else (0, 100)


plugin_configurations: Final = (
    Builder(PluginConfiguration, id=drawn_by(lambda material: material.id("config")))
    .transient(Configured)
    .deriving(
        tenant_id=lambda configuration, options: options.tenant.id,
        plugin=lambda configuration, options: _plugin(configuration.id),
        values=_values,
    )
    .trait("disabled", enabled=False)
)
"""Builds configurations that their plugins accept. Options: `tenant`, `all_set`. Trait: `disabled`."""


def _plugin(id_: str) -> Plugin:
    material = Material.of(id_)
    return plugins.build_at(material.state, material.index, (), {})
