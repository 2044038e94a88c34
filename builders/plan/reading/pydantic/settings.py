"""Settings, whose constructor looks for values in the environment and in files: data would differ between machines."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any


def is_settings(model: type) -> bool:
    """Whether a model is a `BaseSettings` of pydantic-settings."""
    if "pydantic_settings" not in sys.modules:
        return False
    from pydantic_settings import BaseSettings

    return issubclass(model, BaseSettings)


def validation_of(model: Any) -> Callable[..., object]:
    """What makes and validates an object of a model from values by field name.

    Of settings it goes past the constructor, and so takes nothing but what it is given, and the defaults that the class
    declares.
    """
    validate: Callable[..., object] = model.__pydantic_validator__.validate_python
    return functools.partial(_validated, model, validate) if is_settings(model) else validate


def _validated(model: Any, validate: Callable[..., object], values: object, **how: object) -> object:
    return validate(values, self_instance=model.__new__(model), **how)
