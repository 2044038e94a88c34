"""From a node of a core schema to a draw of what its validator takes.

What is drawn is what goes *into* validation. Where a validator takes an instance as well as a text, the instance goes
in, so that strict models take it too.
"""

from __future__ import annotations

import datetime as dt
import functools
import typing
from dataclasses import replace
from typing import Final
from uuid import UUID

from builders.draws.choices import Constant, Maybe, Pick
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.plan.nested import Nested
from builders.plan.reading.pydantic import gathering, structures, unions
from builders.plan.reading.pydantic.bounds import (
    both,
    of_type,
    otherwise,
    said_by,
    said_by_config,
)
from builders.plan.reading.pydantic.converting import as_json, at_offset, nothing, of_version
from builders.plan.reading.pydantic.fields import supplied_at
from builders.plan.reading.pydantic.functions import plain, through
from builders.plan.reading.pydantic.instances import chain, hinted, instance
from builders.plan.reading.pydantic.known import known
from builders.plan.reading.pydantic.node import (
    LEAVES,
    Node,
    Spot,
    bare,
    unknown,
)
from builders.plan.reading.pydantic.unions import first_of
from builders.plan.reading.pydantic.urls import url
from builders.plan.reading.reading import Reading
from builders.plan.record import Record
from builders.values.constraints import NONE


class Walker:
    """Walks the core schema of one type with fields.

    Attributes:
        reading: reads the types that have records of their own.
        within: the record whose fields are walked.
        definitions: the nodes that others refer to.
    """

    def __init__(
        self, reading: Reading, within: Record | None, definitions: dict[str, Node], config: Node | None = None
    ) -> None:
        self.reading = reading
        self.within = within
        self.definitions = definitions
        self._text = said_by_config(config or {})

    def draw(self, node: Node, spot: Spot) -> Draw:
        """How what a node takes is drawn; an `Impossible` draw where no way is known."""
        supplied = supplied_at(spot.hint, self.reading)
        if supplied is not None:
            return supplied
        try:
            return self._draw(node["type"], node, spot)
        except KeyError as error:
            # Another version of pydantic may say it in another way.
            return unknown(
                spot, f"its core schema has a node {node.get('type')!r} without {error}, which is not known here"
            )

    def _draw(self, kind: str, node: Node, spot: Spot) -> Draw:
        if kind in LEAVES:
            return self._leaf(node, spot)
        if kind in gathering.LISTS:
            return gathering.list_of(node, spot, self.draw)
        if kind in gathering.SETS:
            return gathering.set_of(node, spot, self.draw)
        if kind in gathering.MAPPINGS:
            return gathering.mapping_of(node, spot, self.draw)
        match kind:
            case "function-after" | "function-before" | "function-wrap" | "default" | "custom-error":
                return through(node, spot, self)
            case "tuple":
                return gathering.tuple_of(node, spot, self.draw)
            case "none":
                return Constant(None)
            case "nullable":
                inside = self.draw(node["schema"], spot)
                return inside if isinstance(inside, Maybe) else Maybe(inside)
            case "union":
                return unions.union_of(node, spot, self)
            case "tagged-union":
                return unions.tagged_of(node, spot, self)
            case "literal":
                return Pick(tuple(node["expected"]))
            case "enum":
                return Pick(tuple(node["members"]))
            case "url" | "multi-host-url":
                return url(node, spot)
            case "json":
                return self._json(node, spot)
            case "lax-or-strict":
                return first_of((node["strict_schema"], node["lax_schema"]), replace(spot, inner=True), self)
            case "json-or-python":
                return self.draw(node["python_schema"], replace(spot, inner=True))
            case "chain":
                return chain(node, spot, self)
            case "is-instance":
                return instance(node["cls"], spot, self)
            case "is-subclass":
                return Constant(node["cls"])
            case "callable":
                return hinted(spot, Constant(nothing), self)
            case "any":
                return hinted(spot, self.read(str, spot), self)
            case "function-plain":
                return known(node, spot, self.read) or plain(node, spot, self)
            case "definitions":
                self.define(node)
                return self.draw(node["schema"], spot)
            case "definition-ref":
                return self._referred(node["schema_ref"], spot)
            case "model" | "dataclass":
                return self._object(node, spot)
            case "typed-dict" | "call" | "named-tuple":
                return self._structure(node, spot)
            case "missing-sentinel":
                import pydantic_core

                return Constant(vars(pydantic_core)["MISSING"])
            case "ellipsis":
                return Constant(...)
            case _:
                return unknown(spot, f"no way is known to draw what the core schema calls {kind!r}")

    def inside(self, record: Record, config: Node | None = None) -> Walker:
        """The walker of another record in the same core schema."""
        return Walker(self.reading, record, self.definitions, config)

    def define(self, node: Node) -> None:
        """Take in the definitions of a "definitions" node."""
        for definition in node["definitions"]:
            self.definitions[definition["ref"]] = definition

    def _leaf(self, node: Node, spot: Spot) -> Draw:
        type_ = LEAVES[node["type"]]
        here = said_by(node)
        if type_ is str and self._text is not NONE:
            here = otherwise(here, self._text)
        said = of_type(type_, both(here, spot.said), node)
        draw = self.read(type_, replace(spot, said=said))
        version: object = node.get("version")
        if type_ is UUID and isinstance(version, int) and version != _RANDOM:
            return Of(functools.partial(of_version, version), draw)
        offset: object = node.get("tz_constraint")
        if isinstance(offset, int):
            return Of(functools.partial(at_offset, dt.timezone(dt.timedelta(seconds=offset))), draw)
        return draw

    def _json(self, node: Node, spot: Spot) -> Draw:
        from pydantic_core import to_json

        inside = spot.item() if node.get("schema") is None else replace(spot, hint=bare(spot.hint))
        draw = self.draw(node.get("schema") or {"type": "any"}, inside)
        return Of(functools.partial(as_json, to_json), draw)

    def _referred(self, ref: str, spot: Spot) -> Draw:
        node = self.definitions.get(ref)
        if node is None:
            return unknown(spot, f"its core schema refers to {ref!r}, which is defined nowhere")
        record = self.reading.records.get(("pydantic", ref))
        if record is not None:
            return Nested(record, self.within)
        if not structures.is_structure(node) and structures.refers_to(node, ref, self.definitions):
            return structures.alias(ref, node, spot, self)
        return self.draw(node, spot)

    def _object(self, node: Node, spot: Spot) -> Draw:
        class_: type = node["cls"]
        if node["type"] == "model" or structures.is_pydantic_dataclass(class_):
            parameters = typing.get_args(bare(spot.hint)) if node["type"] == "dataclass" else ()
            return self.read(bare(spot.hint) if parameters else class_, spot)
        return self._structure(node, spot)

    def _structure(self, node: Node, spot: Spot) -> Draw:
        supplied = self.reading.supplied(node.get("cls"))
        if supplied is not None:
            return supplied
        return structures.nested(node, spot, self)

    def read(self, type_: object, spot: Spot) -> Draw:
        """How a value of a type is drawn that is read as it is outside of pydantic."""
        return self.reading.draw(type_, spot.name, spot.path, self.within, spot.said)


_RANDOM: Final = 4
