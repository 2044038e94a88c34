"""Models, root models and pydantic dataclasses: types with a core schema of their own."""

from __future__ import annotations

import inspect
import typing
from typing import TYPE_CHECKING, Any, cast

from builders.errors import CannotBuild
from builders.plan.reading.pydantic.fields import add, aliases_of, other_names, plain_aliases, refused_alone, said_of
from builders.plan.reading.pydantic.judging import FieldJudge
from builders.plan.reading.pydantic.makers import DataclassMaker, ModelMaker, RootMaker
from builders.plan.reading.pydantic.node import UNKNOWN, Node, around
from builders.plan.reading.pydantic.settings import is_settings
from builders.plan.reading.pydantic.structures import fields_of_dataclass, is_pydantic_dataclass
from builders.plan.reading.pydantic.walking import Walker
from builders.plan.reading.reading import Reading
from builders.plan.record import Record

if TYPE_CHECKING:
    from pydantic import BaseModel


def read_model(model: type[BaseModel], reading: Reading) -> Record:
    """Read a model or a root model."""
    _complete(model)
    schema = cast("Node", model.__pydantic_core_schema__)
    definitions = _definitions(schema)
    nodes = list(_own(schema, definitions))
    node = next((here for here in nodes if here["type"] == "model" and here["cls"] is model), None)
    if node is None:
        raise CannotBuild(
            f"{model.__qualname__}: its core schema is of its own making, and has no node of the model\n"
            "  write:  a builder of your own for it, or give each object"
        )
    if node.get("root_model"):
        record = reading.begin(model, RootMaker(model))
        hint: object = model.model_fields["root"].annotation
        add(record, Walker(reading, record, definitions, node.get("config")), "root", _root_node(node, model), hint)
        return record
    maker = ModelMaker(model)
    record = reading.begin(model, maker)
    record.extra = model.model_config.get("extra") == "allow"
    own = next((here for here in around(node["schema"]) if here["type"] == "model-fields"), None)
    fields: dict[str, Node] = own["fields"] if own is not None else {}
    _name(maker, fields)
    if _has_aliases(schema):
        maker.by_name()
    plain = plain_aliases(fields)
    if not _sees_the_input(nodes, node):
        maker.alone = refused_alone(fields, definitions)
    elif plain and not _takes_names(model):
        maker.by_alias(plain)
    record.aliases = other_names(fields)
    record.takes = FieldJudge(fields, definitions, node.get("config"))
    walker = Walker(reading, record, definitions, node.get("config"))
    for name, field in fields.items():
        info = model.model_fields.get(name)
        add(record, walker, name, field["schema"], UNKNOWN if info is None else said_of(info))
    return record


def read_dataclass(type_: object, reading: Reading) -> Record:
    """Read a pydantic dataclass, or an alias of a generic one."""
    class_ = cast("Any", typing.get_origin(type_) or type_)
    if typing.get_args(type_):
        from pydantic import TypeAdapter

        schema = cast("Node", TypeAdapter(cast("Any", type_)).core_schema)
    else:
        if not class_.__pydantic_complete__:
            _rebuild(class_)
        schema = cast("Node", class_.__pydantic_core_schema__)
    definitions = _definitions(schema)
    own = _own(schema, definitions)
    node = next((here for here in own if here["type"] == "dataclass"), None)
    if node is None:
        raise CannotBuild(
            f"{class_.__qualname__}: its core schema is of its own making, and has no node of the dataclass"
        )
    maker = DataclassMaker(cast("Any", type_))
    record = reading.begin(type_, maker)
    fields = fields_of_dataclass(node)
    _name(maker, fields)
    if not _sees_the_input(own, node):
        maker.alone = refused_alone(fields, definitions)
    config: Node = node.get("config") or {}
    if not config.get("validate_by_name"):
        maker.by_alias(plain_aliases(fields))
    record.extra = config.get("extra_fields_behavior") == "allow"
    record.aliases = other_names(fields)
    record.takes = FieldJudge(fields, definitions, config)
    infos: dict[str, Any] = class_.__pydantic_fields__
    walker = Walker(reading, record, definitions, config)
    for name, field in fields.items():
        if field.get("init", True):
            hint: object = said_of(infos[name]) if name in infos else UNKNOWN
            add(record, walker, name, field["schema"], hint)
    return record


def _complete(model: type[BaseModel]) -> None:
    """Have a model's core schema made, if a name was missing when the class was."""
    from pydantic import BaseModel

    if model is BaseModel:
        raise CannotBuild("BaseModel has no fields of its own.\n  write:  build(...) of a class that inherits from it")
    if inspect.isabstract(model):
        missing = ", ".join(sorted(model.__abstractmethods__))
        raise CannotBuild(
            f"{model.__qualname__} is abstract, so there are no objects of it: {missing} must be defined.\n"
            "  write:  build(...) of a class that defines them"
        )
    if not model.__pydantic_complete__:
        _rebuild(model)


def _rebuild(class_: Any) -> None:
    from pydantic import PydanticUndefinedAnnotation
    from pydantic.dataclasses import rebuild_dataclass

    title = class_.__qualname__
    try:
        if is_pydantic_dataclass(class_):
            rebuild_dataclass(class_, force=True)
        else:
            class_.model_rebuild(force=True)
    except PydanticUndefinedAnnotation as error:
        raise CannotBuild(
            f"{title}: {error.name!r} can't be resolved, so pydantic can't finish the model\n"
            "  perhaps:  it is imported under TYPE_CHECKING only, or defined later or inside a function\n"
            f"  write:    {title}.model_rebuild() where the name is known"
        ) from None


def _definitions(schema: Node) -> dict[str, Node]:
    if schema["type"] != "definitions":
        return {}
    return {definition["ref"]: definition for definition in schema["definitions"]}


def _own(schema: Node, definitions: dict[str, Node]) -> list[Node]:
    """The nodes that stand around the model, the outermost first, and it."""
    found: list[Node] = []
    for here in around(schema):
        found.append(here)
        if here["type"] == "definition-ref":
            found += around(definitions[here["schema_ref"]])
            break
    return found


def _root_node(node: Node, model: type[BaseModel]) -> Node:
    """The value of a root model; its default stands with the field."""
    inside: Node = node["schema"]
    info = model.model_fields["root"]
    if info.is_required() or inside["type"] == "default":
        return inside
    return {"type": "default", "schema": inside, "default": info.default}


def _name(maker: ModelMaker | DataclassMaker, fields: dict[str, Node]) -> None:
    """Tell a maker what an error may call its fields."""
    for name, choices in aliases_of(fields).items():
        for choice in choices:
            maker.names.setdefault(choice, name)
    maker.names.update({name: name for name in fields})


def _has_aliases(schema: object) -> bool:
    """Whether a field has an alias, here or in what stands in a field."""
    if isinstance(schema, dict):
        node = cast("Node", schema)
        return "validation_alias" in node or any(
            _has_aliases(part) for key, part in node.items() if key not in ("serialization", "metadata")
        )
    return isinstance(schema, list | tuple) and any(map(_has_aliases, cast("list[object]", schema)))


def _sees_the_input(nodes: list[Node], node: Node) -> bool:
    """Whether a function of the model looks at what the caller gave before pydantic does."""
    inside = [
        here for here in [*nodes, *around(node["schema"])] if here["type"] in ("function-before", "function-wrap")
    ]
    return bool(inside) or (bool(node.get("custom_init")) and not is_settings(node["cls"]))


def _takes_names(model: type[BaseModel]) -> bool:
    config = model.model_config
    return bool(config.get("populate_by_name") or config.get("validate_by_name"))
