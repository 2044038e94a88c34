"""What the runs of pytester import, imported before: pytester forgets it after each run, `builders` does not."""

from __future__ import annotations

import builders

for _name in builders.__all__:
    getattr(builders, _name)
