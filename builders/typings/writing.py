"""The stubs of a package's types: what they hold, and where they stand."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import builders.builder
import builders.building
from builders.typings.listing import models_in
from builders.typings.naming import Naming
from builders.typings.spelling import UNKNOWN, Speller
from builders.typings.stubbing import stub_of

_NAMES: Final = "builders.names_of_overrides"
_STUBBED: Final = {"builders/building.pyi": builders.building, "builders/builder.pyi": builders.builder}
_IMPORTS: Final = (
    "from typing import TypedDict as _TypedDict",
    "from builders.declaring.declaration import Declaration as _Declaration",
)
# Overloads of a class and its base overlap, and a list of the one is no list of the other: the rules of "strict" mind.
_HEAD: Final = """\
# Written by: builders typings {}
# When a type has changed, run it again; with --check, it says what has changed.
# pyright: basic
"""


def stubs_for(packages: Sequence[str]) -> dict[str, str]:
    """The text of each stub, by its path below the folder of stubs.

    The same types give the same text, byte for byte.

    Args:
        packages: dotted names of packages and modules. What `builders.domain` defines is listed always.

    Raises:
        NotImported: one of the modules can't be imported.
    """
    asked = sorted(set(packages))
    head = _HEAD.format(" ".join(asked))
    speller = Speller()
    models = [model for model in models_in(asked) if speller.spell(model.type) != UNKNOWN]
    naming = Naming(speller)
    for model in models:
        naming.model(model)
    blocks = "\n\n".join(text for _, text in sorted(naming.blocks.items()))
    imports = [*_IMPORTS, *speller.imports(blocks)]
    stubs = {f"{_NAMES.replace('.', '/')}.pyi": "\n".join([*imports, "", blocks, ""])}
    for path, module in _STUBBED.items():
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        stubs[path] = stub_of(source, models, Speller(), _NAMES)
    return {path: head + text for path, text in sorted(stubs.items())}


def stale(stubs: Mapping[str, str], folder: Path) -> list[str]:
    """What differs between stubs and what stands in a folder, one line for each difference."""
    found: list[str] = []
    for path, text in stubs.items():
        try:
            standing = (folder / path).read_text(encoding="utf-8")
        except FileNotFoundError:
            found.append(f"{folder / path}: missing")
            continue
        if standing != text:
            changed = _differing(_blocks(standing), _blocks(text))
            found.append(f"{folder / path}: {', '.join(changed) or 'changed'}")
    return found


def write(stubs: Mapping[str, str], folder: Path) -> None:
    """Write stubs, each file whole or not at all.

    Raises:
        OSError: a file can't be written.
    """
    for path, text in stubs.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(name, 0o644)
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise


def _blocks(text: str) -> dict[str, str]:
    """The dictionaries in a stub, by the type that they are of."""
    found: dict[str, str] = {}
    for block in re.split(r"\n(?=class )", text):
        title = re.match(r"class (\w+)_(?:values|declared|rules)\(", block)
        if title:
            found[title[1]] = found.get(title[1], "") + block
    return found


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [
        f"{name} is {'gone' if name not in after else 'new' if name not in before else 'changed'}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
