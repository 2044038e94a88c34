"""What mypy said, kept for as long as nothing changes that it looked at."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mockfactory.verification.by_mypy.watched import Look, changed, look_at

_FILE: Final = "mockfactory.json"
_NAMES: Final = ("HOME", "USERPROFILE", "VIRTUAL_ENV", "XDG_CONFIG_HOME")
_PREFIXES: Final = ("MYPY", "PYTHON")
_ALWAYS_READ: Final = "builtins.pyi"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where an answer is kept, and for which question.

    Attributes:
        folder: mypy's cache, where it stands: nothing is kept where there is none.
        question: a digest of the module of checks, of the project, and of what mypy takes from its surroundings.
    """

    folder: Path
    question: str

    @property
    def is_possible(self) -> bool:
        """Whether mypy has a cache, and Python tells of all that mypy looks at: on Windows it asks past `os.stat`."""
        return os.name == "posix" and str(self.folder) != os.devnull

    def kept(self) -> str | None:
        """What mypy printed when it was last asked, or `None` where it has to be asked again."""
        try:
            found: Any = json.loads((self.folder / _FILE).read_text(encoding="utf-8"))
            if found["question"] != self.question:
                return None
            same = all(look_at(path) == look for path, look in found["seen"].items())
            same = same and all(changed(path) == when for path, when in found["listed"].items())
            return str(found["printed"]) if same else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def unnoticed(self) -> Mapping[str, Sequence[int]]:
        """The files that mypy takes for what its cache knows, and are not: it compares sizes and whole seconds.

        Returns:
            Each with the second in which it was written, and its size. As long as these stay, mypy reads it no more.
        """
        if not self.is_possible:
            return {}
        try:
            found: Any = json.loads((self.folder / _FILE).read_text(encoding="utf-8"))
            known: dict[str, Sequence[int]] = found["unnoticed"]
            now = {path: look_at(path) for path in (*found["seen"], *known)}
            new = {path: _roughly(look) for path, look in found["seen"].items() if look != now[path]}
            return {path: rough for path, rough in {**new, **known}.items() if rough and rough == _roughly(now[path])}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def keep(self, printed: str, record: Path, unnoticed: Mapping[str, Sequence[int]]) -> None:
        """Keep what mypy printed, with what it looked at, where all of that is known.

        Args:
            printed: by mypy.
            record: the file in which it is written what mypy looked at.
            unnoticed: the files that its cache is wrong about.
        """
        with contextlib.suppress(OSError, ValueError):
            looked: Any = json.loads(record.read_text(encoding="utf-8"))
            if looked["started"] or not any(path.endswith(_ALWAYS_READ) for path in looked["seen"]):
                return
            new = self.folder / f"{_FILE}.{os.getpid()}"
            kept = {"question": self.question, "printed": printed, "unnoticed": unnoticed, **looked}
            new.write_text(json.dumps(kept), encoding="utf-8")
            new.replace(self.folder / _FILE)


def _roughly(look: Look) -> Sequence[int]:
    """What mypy compares of a file."""
    return [look[0] // 10**9, look[1]] if isinstance(look, list) else []


def keeping(text: str, project: Path, surroundings: Mapping[str, str]) -> Keeping:
    """Where the answer to a module of checks is kept.

    Args:
        text: the module.
        project: the folder that mypy is run in.
        surroundings: the environment that it is run with.
    """
    folder = project / Path(surroundings.get("MYPY_CACHE_DIR") or ".mypy_cache").expanduser()
    own = sorted(item for item in surroundings.items() if item[0] in _NAMES or item[0].startswith(_PREFIXES))
    question = json.dumps([text, str(project.resolve()), own, sys.version, sys.executable])
    return Keeping(folder.absolute(), hashlib.sha256(question.encode()).hexdigest())
