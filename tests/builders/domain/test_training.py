"""Trained models: parameters that the algorithm has, metrics that can be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from builders import InvalidOverride
from builders.domain import Scores, TrainedModel, datasets, tenants, trained_models


def scores(accuracy: object = 0.9, **changes: object) -> Scores:
    return Scores.model_validate(
        {"rows": 100, "accuracy": accuracy, "precision": 0.8, "recall": 0.5, "f1": 0.615, "log_loss": 0.3, **changes}
    )


def model(**changes: object) -> TrainedModel:
    return trained_models.build(
        algorithm="random_forest", parameters={"n_estimators": 100}, train=scores(), validation=scores(0.85)
    ).changed(**changes)


def test_f1_follows_from_precision_and_recall() -> None:
    with pytest.raises(ValidationError, match="f1 is 0.9, and precision 0.8 with recall 0.5 make it 0.615"):
        scores(f1=0.9)
    assert scores(precision=0.0, recall=0.0, f1=0.0).f1 == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"accuracy": 1.01},
        {"recall": -0.1},
        {"log_loss": -1},
        {"log_loss": float("inf")},
        {"accuracy": float("nan")},
        {"rows": 0},
    ],
)
def test_a_metric_is_in_its_range(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(changes))):
        scores(**changes)
    assert scores(1.0).accuracy == 1


def test_a_model_does_not_do_much_better_on_rows_it_has_not_seen() -> None:
    with pytest.raises(ValidationError, match="0.96 on unseen rows and 0.9 .* is a leak, or the two are mixed up"):
        model(validation=scores(0.96))
    assert model(validation=scores(0.94)).validation.accuracy == 0.94
    with pytest.raises(ValidationError, match="validated on 101 rows, more than the 100"):
        model(validation=scores(0.85, rows=101))


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "random_forest needs 'n_estimators'"),
        ({"n_estimator": 10}, "'n_estimator' is no parameter of random_forest (did you mean 'n_estimators'?)"),
        ({"n_estimators": 0}, "0 is less than the minimum 1"),
        ({"n_estimators": "10"}, "'10' is no integer"),
        ({"n_estimators": 10, "learning_rate": 0.1}, "'learning_rate' is no parameter of random_forest"),
    ],
)
def test_parameters_are_those_of_the_algorithm(parameters: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as raised:
        model(parameters=parameters)
    assert words in str(raised.value)
    assert model(parameters={"n_estimators": 10, "max_depth": 3}).parameters["max_depth"] == 3


def test_parameters_do_not_change() -> None:
    with pytest.raises(TypeError, match="frozen"):
        model().parameters["n_estimators"] = 1  # type: ignore[index]  # that it is refused is the point


def test_training_takes_time() -> None:
    made = model()
    with pytest.raises(ValidationError, match="training takes some time"):
        made.changed(trained_at=made.started_at)
    with pytest.raises(ValidationError, match="trained_at .* is before started_at"):
        made.changed(trained_at=made.started_at.replace(year=2000))


def test_a_model_is_built_for_a_dataset() -> None:
    acme = tenants.build()
    churn = datasets.build(tenant=acme, size=100)
    made = trained_models.build(dataset=churn)
    assert (made.tenant_id, made.dataset_id) == (acme.id, churn.id)
    assert (made.train.rows, made.validation.rows) == (80, 20)
    assert made.started_at > churn.created_at
    assert trained_models.build(dataset=datasets.build(size=2)).train.rows == 1
    with pytest.raises(InvalidOverride, match="dataset has no rows"):
        trained_models.build(dataset=datasets.build(size=0))
    with pytest.raises(InvalidOverride, match="dataset has one row"):
        trained_models.build(dataset=datasets.build(size=1))
    with pytest.raises(InvalidOverride, match="is not an instance of .*Dataset"):
        trained_models.build(dataset="churn")
