"""Objects that can be in one other only: the lines of an order. The next order that they are given to takes them away.

SQLAlchemy moves them without a word, so of several orders with the same lines only the last one would have any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from weakref import WeakKeyDictionary, ref

import sqlalchemy as sa
from sqlalchemy.orm import InstanceState, RelationshipDirection

from builders.plan.reading.sqlalchemy_models.holding import kind_of
from builders.plan.reading.sqlalchemy_models.model import Model, Relation

_State = InstanceState[Any]
_taken: Final[WeakKeyDictionary[_State, dict[str, ref[_State]]]] = WeakKeyDictionary()
"""What was given to an object, each with that object, by the relationship."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A relationship to objects of which each can be in one object only.

    Attributes:
        title: of the class: "Order".
        relation: the relationship: "lines".
        target: the name of the class that it leads to: "OrderLine".
        kind: the kind of its collection; `None` where it holds one object.
        key: the relationship, with the class that declares it: "Order.lines".
        back: the relationship of the target that leads back: "order"; "" for none.
    """

    title: str
    relation: str
    target: str
    kind: type | None
    key: str
    back: str

    def refused(self, values: Mapping[str, object]) -> dict[str, str]:
        """What is wrong with what is given: it was given to another object before, and still is there."""
        for child in self._given(values):
            held = _taken.get(child, {}).get(self.key)
            holder = held() if held is not None else None
            if holder is not None and self._is_in(child, holder):
                return {self.relation: self._reason()}
        return {}

    def _is_in(self, child: _State, holder: _State) -> bool:
        held: object = holder.dict.get(self.relation)
        if held is not None and held is not True:
            return child in map(_state, _items(held))
        # Not loaded, or never held in memory, for which SQLAlchemy puts `True`; but the child may know.
        owner: object = child.dict.get(self.back) if self.back else None
        return owner is not None and owner is holder.obj()

    def took(self, built: object, values: Mapping[str, object]) -> None:
        """Remember what was given to an object."""
        for child in self._given(values):
            _taken.setdefault(child, {})[self.key] = ref(_state(built))

    def _given(self, values: Mapping[str, object]) -> Iterator[_State]:
        return map(_state, _items(values[self.relation]))

    def _reason(self) -> str:
        title, name, target = self.title, self.relation, self.target
        if self.kind is None:
            said, way = f"it is that of another {title}", f"Builder({title}, {name}=fresh(Builder({target})))"
        elif self.kind is dict:
            said = f"one {target} in it is in another {title}"
            way = f"Builder({title}).deriving({name}=lambda _: {{...: build({target})}})"
        else:
            said = f"one {target} in it is in another {title}"
            way = f"Builder({title}, {name}=fresh_many(Builder({target}), 2))"
        return f"{said} already, and can be in one only\n  write:  {way}, which builds others for each {title}"


def belongings_of(model: Model) -> Iterator[Belonging]:
    """Those of a class's relationships to what can be in one object only."""
    for relation in model.relations:
        if _is_of_one(relation):
            target: type = relation.mapper.class_
            kind = kind_of(relation) or list if relation.uselist else None
            key = f"{relation.parent.class_.__qualname__}.{relation.key}"
            back = relation.back_populates or ""
            yield Belonging(model.type.__qualname__, relation.key, target.__qualname__, kind, key, back)


def _is_of_one(relation: Relation) -> bool:
    if relation.direction is RelationshipDirection.ONETOMANY:
        return True
    back = relation.mapper.relationships.get(relation.back_populates or "")
    return relation.direction is RelationshipDirection.MANYTOONE and back is not None and not back.uselist


def _items(value: object) -> Iterable[object]:
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return cast("Mapping[object, object]", value).values()
    return cast("Iterable[object]", value) if isinstance(value, Iterable) else (value,)


def _state(value: object) -> _State:
    return cast("_State", sa.inspect(value))
