"""Which attribute a validator (`@validates`) refused: its error does not say it."""

from __future__ import annotations

import inspect
from types import CodeType
from typing import cast

import sqlalchemy as sa

from builders.plan.reading.sqlalchemy_models.model import AnyMapper


def validated_attribute(type_: type, error: Exception) -> str:
    """The attribute that was set when a validator raised an error; "" when it came from elsewhere."""
    mapper = cast("AnyMapper", sa.inspect(type_))
    validators = {_code_of(validator): name for name, (validator, _) in mapper.validators.items()}
    validators.pop(None, None)
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code in validators:
            # One validator may be that of several attributes; it is told which one is set.
            key = frame.f_locals.get(frame.f_code.co_varnames[1])
            return key if isinstance(key, str) and key in mapper.validators else validators[frame.f_code]
        trace = trace.tb_next
    return ""


def _code_of(validator: object) -> CodeType | None:
    if not callable(validator):
        return None
    code: object = getattr(inspect.unwrap(validator), "__code__", None)
    return code if isinstance(code, CodeType) and code.co_argcount >= 2 else None
