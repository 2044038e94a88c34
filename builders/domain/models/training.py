"""Models that were trained: with which parameters, and how well they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from builders.domain.models.entity import Entity, Instant, in_order
from builders.domain.models.frozen import FrozenDict
from builders.domain.models.identifiers import Identifier
from builders.domain.models.identity import Name
from builders.domain.models.options import Option
from builders.domain.names import meant

Algorithm = Literal["logistic_regression", "random_forest", "gradient_boosting"]
Share = Annotated[float, Field(ge=0, le=1)]
LUCK: Final = 0.05
"""By how much a model may do better on unseen rows than on those it learnt from: more is a leak or a mix-up."""

HYPERPARAMETERS: Final[Mapping[Algorithm, tuple[Option, ...]]] = {
    "logistic_regression": (
        Option(name="c", type="number", required=True, minimum=1e-6, maximum=1e6),
        Option(name="max_iter", type="integer", required=True, minimum=1),
        Option(name="penalty", type="string", choices=("l1", "l2", "none")),
    ),
    "random_forest": (
        Option(name="n_estimators", type="integer", required=True, minimum=1),
        Option(name="max_depth", type="integer", minimum=1),
        Option(name="min_samples_leaf", type="integer", minimum=1),
    ),
    "gradient_boosting": (
        Option(name="n_estimators", type="integer", required=True, minimum=1),
        Option(name="learning_rate", type="number", required=True, minimum=1e-6, maximum=1),
        Option(name="max_depth", type="integer", minimum=1),
    ),
}
"""What each algorithm takes, by the names that scikit-learn gives them."""


class Scores(Entity):
    """How well a classifier does on one set of rows.

    Attributes:
        rows: how many there were.
        accuracy: the share that it got right.
        precision: of those it chose, the share that was right.
        recall: of those it should have chosen, the share that it did.
        f1: the harmonic mean of precision and recall, to three places.
        log_loss: not negative; the smaller the better.
    """

    rows: Annotated[int, Field(ge=1)]
    accuracy: Share
    precision: Share
    recall: Share
    f1: Share
    log_loss: Annotated[float, Field(ge=0)]

    @model_validator(mode="after")
    def _f1_follows(self) -> Self:
        right = harmonic_mean(self.precision, self.recall)
        if abs(self.f1 - right) > 0.0006:
            raise ValueError(
                f"f1 is {self.f1}, and precision {self.precision} with recall {self.recall} make it {right:.3f}"
            )
        return self


def harmonic_mean(one: float, other: float) -> float:
    """The harmonic mean; 0 where either is."""
    return 2 * one * other / (one + other) if one and other else 0.0


class TrainedModel(Entity):
    """A classifier that was trained on a dataset.

    Attributes:
        id: of the model.
        tenant_id: whose it is.
        dataset_id: what it learnt from.
        name: for people.
        version: from 1, one more each time it is trained.
        algorithm: how it learns.
        parameters: what the algorithm was given; checked against `HYPERPARAMETERS`.
        train: how it does on the rows that it learnt from.
        validation: how it does on rows that it has not seen: at most `LUCK` better.
        started_at, trained_at: when the training began and ended.
    """

    id: Identifier
    tenant_id: Identifier
    dataset_id: Identifier
    name: Name
    version: Annotated[int, Field(ge=1)]
    algorithm: Algorithm
    parameters: Mapping[str, object]
    train: Scores
    validation: Scores
    started_at: Instant
    trained_at: Instant

    @field_validator("parameters")
    @classmethod
    def _fit_the_algorithm(cls, parameters: Mapping[str, object], info: ValidationInfo) -> Mapping[str, object]:
        algorithm = info.data.get("algorithm")
        if algorithm is None:
            return parameters  # it was refused, and that is said
        declared = {option.name: option for option in HYPERPARAMETERS[algorithm]}
        for name, value in parameters.items():
            if name not in declared:
                raise ValueError(f"{name!r} is no parameter of {algorithm}{meant(name, declared)}")
            reason = declared[name].why_not(value)
            if reason is not None:
                raise ValueError(f"{name!r} does not fit: {reason}")
        for name, option in declared.items():
            if option.required and name not in parameters:
                raise ValueError(f"{algorithm} needs {name!r}")
        return FrozenDict(parameters)

    @model_validator(mode="after")
    def _is_plausible(self) -> Self:
        in_order(started_at=self.started_at, trained_at=self.trained_at)
        if self.started_at == self.trained_at:
            raise ValueError("trained_at is started_at: training takes some time")
        if self.validation.accuracy > self.train.accuracy + LUCK:
            raise ValueError(
                f"accuracy is {self.validation.accuracy} on unseen rows and {self.train.accuracy} on those it learnt"
                f" from: more than {LUCK} better is a leak, or the two are mixed up"
            )
        if self.validation.rows > self.train.rows:
            raise ValueError(
                f"it was validated on {self.validation.rows} rows, more than the {self.train.rows} it learnt from"
            )
        return self
