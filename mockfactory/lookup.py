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

from mockfactory.importing import keep_failure, known_failure, place_of

_FORM: Final = "write MODULE:NAME, for instance httpx:AsyncClient"


class LookupFailed(Exception):
    """Nothing is found under such words; the message is one line."""


def look_up(target: str, *, of_project: bool = False) -> object:
    """Import what `target` names.

    Args:
        target: "module", "module:name" or "module:Outer.Inner".
        of_project: whether it is named by a project as its own: where its module is gone, none of Python is meant.

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
    found: object = _import(module_name, path, of_project)
    for depth, name in enumerate(names):
        place = f"{module_name}:{'.'.join(names[:depth])}".rstrip(":")
        found = _attribute(found, name, place)
    return found


def one_line(error: BaseException) -> str:
    """The message of an error, with no line breaks."""
    return " ".join(str(error).split())


def _import(name: str, path: str, of_project: bool = False) -> ModuleType:
    known = known_failure(name)
    if known is not None:
        raise LookupFailed(known)
    try:
        # What a module prints while it is imported is no part of the answer, least of all in JSON.
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(error.name + ".")):
            meant = _nearest_module(name, error.name, path, of_project)
            raise LookupFailed(f"there is no module {error.name!r}.{meant}") from None
        told = _failed(name, error)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        told = _failed(name, error)
    keep_failure(name, told)
    raise LookupFailed(told)


def _failed(name: str, error: BaseException) -> str:
    if isinstance(error, SystemExit):  # a script with no `if __name__ == "__main__"` may well call sys.exit()
        return f"importing {name} exits with {error.code!r}{place_of(error)}"
    text = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else one_line(error)}".rstrip(": ")
    return f"importing {name} failed: {text}{place_of(error)}"


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


def _nearest_module(wanted: str, missing: str, path: str, of_project: bool) -> str:
    """` Did you mean ...?` for a module: the nearest that can be imported, or the same words with a colon for a dot."""
    parent, _, last = missing.rpartition(".")
    if not parent:
        nearest = _did_you_mean(missing, _top_modules(of_project), 0.8 if of_project else 0.6)
        return _in_a_folder(missing) or nearest
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


def _top_modules(of_project: bool) -> list[str]:
    import pkgutil
    import sysconfig

    found = {(module.name, getattr(module.module_finder, "path", "")) for module in pkgutil.iter_modules()}
    if not of_project:
        return sorted({*sys.stdlib_module_names, *(name for name, _ in found)})
    places = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}  # also that of its tests: "test"
    return sorted({name for name, place in found if place not in places} - sys.stdlib_module_names)


def _did_you_mean(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    listed = list(names)
    close = difflib.get_close_matches(name, listed, n=1, cutoff=cutoff)
    close = close or [one for one in listed if one.lower() == name.lower()]
    return f" Did you mean {close[0]!r}?" if close else ""


def _of_path(name: str, path: str) -> str:
    """For the path of a file: the module that it most likely is."""
    parts = name.replace("\\", "/").removeprefix("./").removesuffix(".py").split("/")
    if all(part.isidentifier() for part in parts):
        return f". Did you mean '{'.'.join(parts)}{':' + path if path else ''}'?"
    return ""
