"""From a node of a core schema to a draw of what its validator takes.

What is drawn is what goes *into* validation. Where a validator takes an instance as well as a text, the instance goes
in, so that strict models take it too.
"""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import re
import typing
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Final, cast
from uuid import UUID

from builders.draws.choices import Constant, Maybe, Pick
from builders.draws.draw import Draw
from builders.draws.gathering import Many
from builders.draws.numbers import Of
from builders.plan.ending import is_unknown
from builders.plan.reading.pydantic import gathering, structures, unions
from builders.plan.reading.pydantic.bounds import (
    both,
    of_type,
    otherwise,
    said_by,
    said_by_config,
    said_by_function,
)
from builders.plan.reading.pydantic.converting import as_json, at_offset, defaulting, nothing, of_version, turned_by
from builders.plan.reading.pydantic.known import known
from builders.plan.reading.pydantic.node import (
    LEAVES,
    UNKNOWN,
    Node,
    Spot,
    bare,
    class_looked_for,
    function_of,
    unknown,
)
from builders.plan.reading.pydantic.unions import first_of
from builders.plan.reading.pydantic.urls import url
from builders.plan.reading.reading import Reading
from builders.plan.record import Nested, Record
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
                return self._through(node, spot)
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
                return url(node)
            case "json":
                return self._json(node, spot)
            case "lax-or-strict":
                return first_of((node["strict_schema"], node["lax_schema"]), replace(spot, inner=True), self)
            case "json-or-python":
                return self.draw(node["python_schema"], replace(spot, inner=True))
            case "chain":
                return self._chain(node, spot)
            case "is-instance":
                return self._instance(node["cls"], spot)
            case "is-subclass":
                return Constant(node["cls"])
            case "callable":
                return self._hinted(spot, Constant(nothing))
            case "any":
                return self._hinted(spot, self._read(str, spot))
            case "function-plain":
                return known(node, spot, self._read) or self._plain(node, spot)
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
        draw = self._read(type_, replace(spot, said=said))
        version: object = node.get("version")
        if type_ is UUID and isinstance(version, int) and version != _RANDOM:
            return Of(functools.partial(of_version, version), draw)
        offset: object = node.get("tz_constraint")
        if isinstance(offset, int):
            return Of(functools.partial(at_offset, dt.timezone(dt.timedelta(seconds=offset))), draw)
        return draw

    def _through(self, node: Node, spot: Spot) -> Draw:
        """What goes through a function, or past a default."""
        draw = known(node, spot, self._read)
        if draw is not None:
            return draw
        function = function_of(node)
        if isinstance(function, functools.partial) and function.func.__name__ == "defaultdict_validator":
            factory: object = function.keywords.get("default_default_factory")
            return Of(functools.partial(defaulting, factory), self.draw(node["schema"], spot))
        taken = _declared_input(node)
        if taken is not None:
            return self.draw(taken, replace(spot, hint=UNKNOWN))
        draw = self.draw(node["schema"], replace(spot, said=both(spot.said, said_by_function(node))))
        turn = turned_by(function_of(node))
        return draw if turn is None else Of(turn, draw)

    def _chain(self, node: Node, spot: Spot) -> Draw:
        """What the first step takes that does more than to look at the class."""
        steps = cast("list[Node]", node["steps"])
        classes = [class_ for class_ in map(class_looked_for, steps) if class_ is not None]
        rest = [step for step in steps if class_looked_for(step) is None]
        if not rest:
            return self._instance(classes[0], spot) if classes else self.draw(steps[0], spot)
        draw = self.draw(rest[0], spot)
        for class_ in classes:
            if isinstance(draw, Many) and draw.gather is None and not _is_list(class_):
                draw = replace(draw, gather=cast("Callable[[list[object]], object]", class_))
        return draw

    def _instance(self, class_: object, spot: Spot) -> Draw:
        if isinstance(class_, tuple):
            class_ = cast("tuple[object, ...]", class_)[0]
        if class_ in _ANYTHING:
            return self._hinted(spot, self._read(str, spot))
        if class_ is type:
            return Constant(str)
        if class_ in _PATTERNS:
            return Constant(re.compile(r"\w+"))
        return self._read(class_, spot)

    def _plain(self, node: Node, spot: Spot) -> Draw:
        """What a function takes of which nothing more is known."""
        taken = _declared_input(node)
        if taken is not None:
            return self.draw(taken, replace(spot, hint=UNKNOWN))
        base = _built_in_base(function_of(node))
        if base is not None:
            return self._read(base, spot)
        return self._hinted(spot, unknown(spot, "its validator is a function, and what it takes is known to it alone"))

    def _hinted(self, spot: Spot, instead: Draw) -> Draw:
        """By the annotation, where it says more than the core schema does."""
        plain = bare(spot.hint)
        if plain is not UNKNOWN and plain not in _ANYTHING and not _has_own_schema(plain):
            draw = self._read(plain, spot)
            if not is_unknown(draw):
                return draw
        return instead

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
            return self._read(bare(spot.hint) if parameters else class_, spot)
        return self._structure(node, spot)

    def _structure(self, node: Node, spot: Spot) -> Draw:
        return structures.nested(node, spot, self)

    def _read(self, type_: object, spot: Spot) -> Draw:
        return self.reading.draw(type_, spot.name, spot.path, self.within, spot.said)


_RANDOM: Final = 4
_ANYTHING: Final[tuple[object, ...]] = (Hashable, typing.Hashable, typing.Any, object)
_PATTERNS: Final[tuple[object, ...]] = (re.Pattern, typing.Pattern)


def _declared_input(node: Node) -> Node | None:
    """What a validator says that it takes (`json_schema_input_type`), if it says it."""
    taken: Node | None = node.get("json_schema_input_schema")
    return taken if taken is not None and taken["type"] != "any" else None


def _is_list(class_: object) -> bool:
    plain: object = typing.get_origin(class_) or class_
    return isinstance(plain, type) and (issubclass(list, plain) or inspect.isabstract(plain))


def _built_in_base(function: object) -> type | None:
    """The built-in type of which the class is that a validator belongs to: of `class Color(str)` it is `str`."""
    owner: object = getattr(function, "__self__", function)
    if not isinstance(owner, type):
        return None
    return next((base for base in owner.__mro__ if base in _BASES), None)


_BASES: Final = frozenset({*LEAVES.values()} - {bool})


def _has_own_schema(type_: object) -> bool:
    return hasattr(type_, "__get_pydantic_core_schema__") and not hasattr(type_, "__pydantic_core_schema__")
