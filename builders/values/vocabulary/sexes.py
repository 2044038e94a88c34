"""The names of one sex, and the forms that names have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builders.draws.wide import CHOICE_BITS
from builders.draws.words import Words
from builders.seed.mixing import LANE_BITS
from builders.values.vocabulary.vocabulary import TOKEN


@dataclass(frozen=True, slots=True, eq=False)
class Sex:
    """The names of women, or of men, or of all where a locale makes no difference."""

    given: Words
    family: Words
    forms: tuple[str, ...]
    thresholds: tuple[int, ...]

    def weights(self) -> list[int]:
        return Words(self.forms, self.thresholds).weights()


def kind_of(part: str) -> str:
    """What a part of a name is, for whomever: "first_name" for "first_name_female"."""
    return part.removesuffix("_female").removesuffix("_male").removesuffix("_nonbinary")


def of_any_sex(form: str) -> str:
    return TOKEN.sub(lambda token: f"{{{{{kind_of(token[1])}}}}}", form)


def usual_form(sexes: Sequence[Sex]) -> tuple[str, int]:
    """The form that is likeliest for all: a given and a family name; and how many of 2**16 names at least have it.

    The share is 0 where there is none such.
    """
    usual = {of_any_sex(max(zip(sex.weights(), sex.forms, strict=True))[1]) for sex in sexes}
    form = usual.pop()
    alike = not usual and all(sex.family.items == sexes[0].family.items for sex in sexes)
    if not alike or sorted(TOKEN.findall(form)) != ["first_name", "last_name"]:
        return form, 0
    weights = [
        sum(weight for weight, own in zip(sex.weights(), sex.forms, strict=True) if of_any_sex(own) == form)
        for sex in sexes
    ]
    return form, min(weights) >> LANE_BITS - CHOICE_BITS
