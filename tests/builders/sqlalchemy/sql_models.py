"""Models of SQLModel. Annotations of its relationships may not be text, so there is no future import here."""

from typing import Optional
from uuid import UUID, uuid4

from sqlmodel import Field, Relationship, SQLModel


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=10, unique=True)
    heroes: list["Hero"] = Relationship(back_populates="team")


class HeroIn(SQLModel):
    """No table."""

    name: str = Field(max_length=30)
    age: int = Field(ge=18, lt=21)


class Hero(HeroIn, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    level: int = 4
    team_id: int = Field(foreign_key="team.id")
    team: Team = Relationship(back_populates="heroes")
    mentor_id: UUID | None = Field(default=None, foreign_key="hero.id")
    mentor: Optional["Hero"] = Relationship(sa_relationship_kwargs={"remote_side": "Hero.id"})
