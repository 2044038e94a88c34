"""`python -m mockfactory`."""

from __future__ import annotations

import sys

from mockfactory.cli import main

if __name__ == "__main__":
    sys.exit(main())
