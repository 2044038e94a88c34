"""A key and the object that it refers to, both given: they have to say the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.sql.elements import ClauseElement

from builders.plan.reading.sqlalchemy_models.model import AnyMapper, Model

_WRITE: Final = "\n  write:  one of the two"


@dataclass(frozen=True, slots=True)
class Key:
    """The attributes by which a row refers to a parent.

    Attributes:
        relation: the relationship: "user".
        pairs: each attribute of the row, with the parent's that it repeats: ("user_id", "id").
    """

    relation: str
    pairs: tuple[tuple[str, str], ...]

    def contradictions(self, values: Mapping[str, object], given: Collection[str]) -> dict[str, str]:
        """What is wrong with the attributes that were given beside the parent, which fills them when it is saved."""
        if self.relation not in given:
            return self._without_parent(values, given)
        parent = values[self.relation]
        reasons = {
            name: _contradiction(values[name], parent, self.relation, remote)
            for name, remote in self.pairs
            if name in given and values[name] is not None and not isinstance(values[name], ClauseElement)
        }
        return {name: reason + _WRITE for name, reason in reasons.items() if reason}

    def _without_parent(self, values: Mapping[str, object], given: Collection[str]) -> dict[str, str]:
        """What is wrong with attributes that were given, or computed by rules, where the parent is drawn."""
        parent = values.get(self.relation)
        if parent is None:
            return {}
        there: Mapping[str, object] = sa.inspect(parent).dict
        others = {
            name: remote
            for name, remote in self.pairs
            if name in given
            and not isinstance(values[name], ClauseElement)
            and values[name] not in (None, there.get(remote))
        }
        rest = ", ".join(f"{name}=..." for name, _ in self.pairs if name not in given)
        if not rest:
            # Rules see the parent, so there is one.
            return {
                name: f"a {self.relation} is built along, and its {remote} is another\n"
                f"  write:  {name}=sequence(...), or a rule for {self.relation}"
                for name, remote in others.items()
            }
        names = " and ".join(name for name, _ in self.pairs)
        return {
            name: f"{names} together say which {self.relation} is meant, and this is only a part of them\n"
            f"  write:  {rest} too, or {self.relation}=..., or {self.relation}__{remote}={values[name]!r}"
            for name, remote in others.items()
        }


def keys_of(model: Model) -> Iterator[Key]:
    """Those of a class's relationships to its parents."""
    order = [name for name, _ in model.columns()]
    for relation in model.parents():
        pairs = [
            (_attribute(model.mapper, here), _attribute(relation.mapper, there))
            for here, there in relation.local_remote_pairs or ()
        ]
        known = [(here, there) for here, there in pairs if here in order and there]
        yield Key(relation.key, tuple(sorted(known, key=lambda pair: order.index(pair[0]))))


def _attribute(mapper: AnyMapper, column: sa.ColumnElement[Any]) -> str:
    """The attribute that holds a column; "" where the column is left out of the mapping."""
    return next(
        (found.key for found in mapper.column_attrs if any(column is one for one in found.columns)),
        "",
    )


def _contradiction(value: object, parent: object, relation: str, remote: str) -> str:
    if parent is None:
        return f"{relation}=None is given too, which empties it"
    state = sa.inspect(parent)
    there: Mapping[str, object] = state.dict
    if remote not in there and state.key is not None:
        return ""  # in the database already, and not loaded
    known = there.get(remote)
    if known is None:
        return f"the {relation} that is given too gets its {remote} when it is saved"
    return "" if known == value else f"the {relation} that is given too has {remote}={known!r}"
