"""What is known of a field when its name is read."""

from __future__ import annotations

from dataclasses import dataclass

from builders.values.vocabulary.people import People, people
from builders.values.vocabulary.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class Asking:
    """A field whose values a name is to say something about.

    Attributes:
        name: the words of its name.
        before: how many of them stand before those that say what it is: one in `billing_city`.
        locale: in which the values are.
    """

    name: tuple[str, ...]
    before: int
    locale: str

    @property
    def prefix(self) -> str:
        """The words before those that say what it is. Fields with the same prefix speak of the same person or place."""
        return "_".join(self.name[: self.before])

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.locale)

    @property
    def people(self) -> People:
        return people(self.locale)

    @property
    def person(self) -> str:
        """The address of the person that the field speaks of: in `author_email` that of the author."""
        return f"{self.prefix}~person"

    @property
    def role(self) -> str:
        """The address of the person that the name itself is a word for: that of the author in `author`."""
        return f"{'_'.join(self.name)}~person"

    @property
    def place(self) -> str:
        """The address of the place that the field speaks of."""
        return f"{self.prefix}~place"

    @property
    def file(self) -> str:
        """The address of the file, site or page that the field speaks of."""
        return f"{self.prefix}~file"
