"""What every test of this suite may use."""

from __future__ import annotations

pytest_plugins = ["pytester"]
