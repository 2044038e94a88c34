"""Models that were trained."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from builders.builder import Builder
from builders.domain.models.datasets import Dataset
from builders.domain.models.training import HYPERPARAMETERS, Algorithm, Scores, TrainedModel, harmonic_mean
from builders.domain.recipes.belonging import HOME
from builders.domain.recipes.material import LATEST, Material, drawn_by
from builders.errors import InvalidOverride

_ALGORITHMS: Final[tuple[Algorithm, ...]] = ("logistic_regression", "random_forest", "gradient_boosting")
_USUAL: Final[dict[str, tuple[object, ...]]] = {
    "c": (0.01, 0.1, 1.0, 10.0),
    "max_iter": (100, 200, 500),
    "penalty": ("l1", "l2"),
    "n_estimators": (50, 100, 200, 400),
    "max_depth": (3, 5, 8, 12),
    "min_samples_leaf": (1, 2, 5),
    "learning_rate": (0.01, 0.05, 0.1),
}
"""What people try first."""


@dataclass(frozen=True)
class Learnt:
    """An option: from what the model learnt.

    Attributes:
        dataset: the model is of its tenant; where there is none, an id is made up.
    """

    dataset: Dataset | None = None

    def __post_init__(self) -> None:
        if self.dataset is not None and len(self.dataset.rows) < 2:
            raise InvalidOverride(
                f"dataset has {'one row' if self.dataset.rows else 'no rows'}, and a model needs some to learn from and"
                " others to be validated on\n"
                "  write:  dataset=datasets.build(size=10)"
            )

    def rows(self, material: Material) -> int:
        """How many rows there are."""
        return len(self.dataset.rows) if self.dataset is not None else material.number("rows", 500, 50_000)


def _scores(material: Material, which: str, rows: int, accuracy: float, most: float = 1.0) -> Scores:
    """All figures of one count of right and wrong answers; the better the accuracy, the smaller the loss.

    Args:
        material: to draw from.
        which: of which rows.
        rows: how many there are.
        accuracy: about the share that is right: as near as so many rows allow.
        most: no larger share is.
    """
    right = min(round(accuracy * rows), int(most * rows))
    positive = max(round(rows * (0.3 + material.share(f"{which} positive") * 0.3)), 1)
    # Of the wrong answers some overlooked what they should have chosen, the others chose too much.
    overlooked = min(round((rows - right) * (0.3 + material.share(f"{which} overlooked") * 0.4)), positive)
    too_many = min(rows - right - overlooked, rows - positive)
    overlooked = rows - right - too_many
    chosen = positive - overlooked
    precision = _share(chosen, chosen + too_many)
    recall = _share(chosen, positive)
    return Scores(
        rows=rows,
        accuracy=_share(right, rows),
        precision=precision,
        recall=recall,
        f1=round(harmonic_mean(precision, recall), 3),
        log_loss=round((1 - right / rows) * (1.2 + material.share(f"{which} loss")), 3),
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _train(model: TrainedModel, options: Learnt) -> Scores:
    material = Material.of(model.id)
    rows = options.rows(material)
    return _scores(
        material, "train", rows - rows // 5 if rows >= 5 else rows - 1, 0.82 + material.share("accuracy") * 0.16
    )


def _validation(model: TrainedModel, options: Learnt) -> Scores:
    """A little worse than in training, as it is with rows that were not seen."""
    material = Material.of(model.id)
    rows = max(options.rows(material) - model.train.rows, 1)
    best = model.train.accuracy
    return _scores(material, "validation", min(rows, model.train.rows), best - material.share("gap") * 0.07, most=best)


def _parameters(model: TrainedModel, options: Learnt) -> dict[str, object]:
    material = Material.of(model.id)
    return {
        option.name: material.pick(option.name, _USUAL[option.name])
        for option in HYPERPARAMETERS.get(model.algorithm, ())
    }


trained_models: Final = (
    Builder(
        TrainedModel,
        id=drawn_by(lambda material: material.id("model")),
        algorithm=drawn_by(lambda material: material.pick("algorithm", _ALGORITHMS)),
        version=drawn_by(lambda material: material.number("version", 1, 9)),
    )
    .transient(Learnt)
    .deriving(
        tenant_id=lambda model, options: HOME.id if options.dataset is None else options.dataset.tenant_id,
        dataset_id=lambda model, options: (
            Material.of(model.id).id("dataset") if options.dataset is None else options.dataset.id
        ),
        name=lambda model, options: (
            f"{'Churn' if options.dataset is None else options.dataset.name}, {model.algorithm.replace('_', ' ')}"
        ),
        parameters=_parameters,
        train=_train,
        validation=_validation,
        started_at=lambda model, options: Material.of(model.id).moment(
            "started", HOME.created_at if options.dataset is None else options.dataset.created_at, LATEST
        ),
        trained_at=lambda model, options: (
            model.started_at + dt.timedelta(seconds=Material.of(model.id).number("took", 5, 7200))
        ),
    )
)
"""Builds models that do a little worse on rows they have not seen. Option: `dataset`."""
