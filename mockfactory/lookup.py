"""From the words `MODULE:NAME` to the thing itself, and what to say when there is none."""

from __future__ import annotations

import contextlib
import difflib
import importlib
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Final

_FORM: Final = "write MODULE:NAME, for instance httpx:AsyncClient"


class LookupFailed(Exception):
    """Nothing is found under such words; the message is one line."""


def look_up(target: str) -> object:
    """Import what `target` names.

    Args:
        target: "module", "module:name" or "module:Outer.Inner".

    Returns:
        The module, class, function, or whatever stands there.

    Raises:
        LookupFailed: there is no such module or name, or importing the module failed.

    Example:
        >>> look_up("decimal:Decimal.sqrt").__name__
        'sqrt'
    """
    module_name, colon, path = target.partition(":")
    names = path.split(".") if colon else []
    if not module_name or not all(names):
        raise LookupFailed(f"{target!r} names nothing: {_FORM}")
    if not all(part.isidentifier() for part in module_name.split(".")):
        raise LookupFailed(f"{module_name!r} is no name of a module: {_FORM}{_of_path(module_name, path)}")
    found: object = _import(module_name, path)
    for depth, name in enumerate(names):
        place = f"{module_name}:{'.'.join(names[:depth])}".rstrip(":")
        found = _attribute(found, name, place)
    return found


def one_line(error: BaseException) -> str:
    """The message of an error, with no line breaks."""
    return " ".join(str(error).split())


def _import(name: str, path: str) -> ModuleType:
    try:
        # What a module prints while it is imported is no part of the answer, least of all in JSON.
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(error.name + ".")):
            raise LookupFailed(f"there is no module {error.name!r}.{_nearest_module(name, error.name, path)}") from None
        raise LookupFailed(f"importing {name} failed: {type(error).__name__}: {one_line(error)}") from None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        # A script with no `if __name__ == "__main__"` may well call sys.exit().
        words = f"exits with {error.code!r}" if isinstance(error, SystemExit) else None
        told = words or f"failed: {type(error).__name__}: {one_line(error)}".rstrip(": ")
        raise LookupFailed(f"importing {name} {told}") from None


def _attribute(holder: object, name: str, place: str) -> object:
    try:
        return getattr(holder, name)
    except AttributeError:
        hint = _did_you_mean(name, dir(holder))
        if isinstance(holder, ModuleType):
            # A submodule that nobody has imported yet is no attribute.
            with contextlib.suppress(LookupFailed):
                return _import(f"{holder.__name__}.{name}", "")
        raise LookupFailed(f"{place} has no {name!r}.{hint}") from None
    except Exception as error:
        raise LookupFailed(f"reading {name!r} of {place} failed: {type(error).__name__}: {one_line(error)}") from None


def _nearest_module(wanted: str, missing: str, path: str) -> str:
    """` Did you mean ...?` for a module: the nearest that can be imported, or the same words with a colon for a dot."""
    parent, _, last = missing.rpartition(".")
    if not parent:
        return _in_a_folder(missing) or _did_you_mean(missing, _top_modules())
    holder = sys.modules[parent]
    if hasattr(holder, last):
        name = wanted[len(parent) + 1 :] + (f".{path}" if path else "")
        return f" Did you mean '{parent}:{name}'?"
    modules = [f"{parent}.{name}" for name in _submodules(holder)]
    return _did_you_mean(missing, modules) or _did_you_mean(missing, [f"{parent}:{name}" for name in dir(holder)])


def _in_a_folder(missing: str) -> str:
    """Where a module is that is not looked for there: in `src`, as many projects have it, or in another folder."""
    with contextlib.suppress(OSError):
        here = Path.cwd()
        files = [file for form in (f"*/{missing}.py", f"*/{missing}/__init__.py") for file in here.glob(form)]
        for name in sorted(file.relative_to(here).parts[0] for file in files):
            return f" There is one in {name!r}: set PYTHONPATH={name}, or pythonpath of pytest"
    return ""


def _submodules(package: object) -> list[str]:
    import pkgutil

    return [module.name for module in pkgutil.iter_modules(getattr(package, "__path__", ()))]


def _top_modules() -> list[str]:
    import pkgutil

    return [*sys.stdlib_module_names, *(module.name for module in pkgutil.iter_modules())]


def _did_you_mean(name: str, names: Iterable[str]) -> str:
    listed = list(names)
    close = difflib.get_close_matches(name, listed, n=1, cutoff=0.6)
    close = close or [one for one in listed if one.lower() == name.lower()]
    return f" Did you mean {close[0]!r}?" if close else ""


def _of_path(name: str, path: str) -> str:
    """For the path of a file: the module that it most likely is."""
    parts = name.replace("\\", "/").removeprefix("./").removesuffix(".py").split("/")
    if all(part.isidentifier() for part in parts):
        return f". Did you mean '{'.'.join(parts)}{':' + path if path else ''}'?"
    return ""
