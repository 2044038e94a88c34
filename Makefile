# make demo    set up .venv and show what a double catches
# make unit    set up .venv and run the tests that stay in their own process
# make test    run all of them                          (PYTEST_ARGS=... to choose)
# make check   ruff, mypy --strict and pyright over both packages and the tests, and what checkers see of the public API
# make bench   the benchmark table
# make clean   remove .venv and every cache
#
# PYTHON=... chooses the interpreter: any Python from 3.11 on.

PYTHON ?= $(shell python3.11 -c "" 2>/dev/null && echo python3.11 || echo python3)
# What `make check` asks of the checkers it need not ask again.
PYTEST_ARGS ?= -n 2 --dist worksteal --ignore=tests/typing

BIN := .venv/bin
READY := .venv/.ready
CONSTRAINTS := .ci/constraints.txt

.PHONY: demo unit test check bench clean

demo: $(READY)
	$(BIN)/mockfactory demo

unit: $(READY)
	$(BIN)/python -m pytest $(PYTEST_ARGS) -m "not integration"

test: $(READY)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright --project pyproject.toml --pythonpath $(BIN)/python
	$(BIN)/python -m pytest -q tests/typing

bench: $(READY)
	$(BIN)/python tests/benchmarks/run.py

# One environment for every target. It is made again when what it is made from changes, and is ready only when all went well.
# The constraints go through the environment so that they hold for the build backend too (pip 25.3 and later ask for a second name).
$(READY): pyproject.toml $(CONSTRAINTS)
	@command -v "$(PYTHON)" >/dev/null || { echo "No $(PYTHON) found. Install Python 3.11 or later, or say where it is: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mockfactory needs Python 3.11 or later, but $(PYTHON) is " + sys.version.split()[0] + ". Say which to use: make PYTHON=/path/to/python")'
	@echo "Installing into .venv (about a minute) ..."
	"$(PYTHON)" -m venv .venv
	PIP_CONSTRAINT=$(CONSTRAINTS) PIP_BUILD_CONSTRAINT=$(CONSTRAINTS) $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
