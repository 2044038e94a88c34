"""What a model's field refuses, asked of the field alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from builders.plan.reading.pydantic.node import Node, looks_aside

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator


class FieldJudge:
    """Says what is wrong with the value of one field, while there is no object yet.

    Validators that look at more than the value are not asked.
    """

    def __init__(self, fields: Mapping[str, Node], definitions: Mapping[str, Node], config: Node | None) -> None:
        """Validators are made when they are asked for.

        Args:
            fields: the nodes of the model's fields, by name.
            definitions: the nodes that others refer to.
            config: the model's.
        """
        self._fields = fields
        self._definitions = definitions
        self._config = config
        self._validators: dict[str, SchemaValidator | None] = {}

    def __call__(self, name: str, value: object) -> str:
        """The reason, "" for none."""
        from pydantic_core import ValidationError

        validator = self._validator(name)
        if validator is None:
            return ""
        try:
            validator.validate_python(value, by_name=True)
        except ValidationError as error:
            return error.errors(include_url=False, include_context=False, include_input=False)[0]["msg"]
        except Exception:
            # What a validator breaks over is told when the object is made.
            return ""
        return ""

    def _validator(self, name: str) -> SchemaValidator | None:
        if name not in self._fields:
            return None
        if name not in self._validators:
            node = self._alone(self._fields[name]["schema"])
            self._validators[name] = None if node is None else self._made(node)
        return self._validators[name]

    def _alone(self, node: Node) -> Node | None:
        """The part of a node that looks at nothing but the value; `None` where a value comes to it only changed."""
        while looks_aside(node, self._definitions):
            if node["type"] not in ("function-after", "default"):
                return None
            node = node["schema"]
        return node

    def _made(self, node: Node) -> SchemaValidator:
        from pydantic_core import SchemaValidator

        if self._definitions:
            node = {"type": "definitions", "schema": node, "definitions": list(self._definitions.values())}
        return SchemaValidator(cast("Any", node), cast("Any", self._config))
