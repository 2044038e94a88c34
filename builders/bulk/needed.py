"""Libraries that are asked for only here."""

from __future__ import annotations

from importlib.util import find_spec


def need(extra: str, *modules: str) -> None:
    """See that modules are installed.

    Raises:
        ModuleNotFoundError: one is not. The message names the extra that brings it.
    """
    for module in modules:
        if find_spec(module) is None:
            raise ModuleNotFoundError(
                f"millions of rows need {module}, which is not installed.\n"
                f"  install:  pip install 'mockfactory[{extra}]'",
                name=module,
            )
