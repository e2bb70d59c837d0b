# Two commands: `make serve` takes a fresh clone to a served graph, `make test` runs all tests.
# Both need Python 3.11 or newer and make; everything else is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
# Workers of the test runner; the tests are independent of each other.
JOBS ?= auto

.PHONY: help install install-dev build serve test test-fast check format clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.installed ## Install what the service needs into .venv

install-dev: $(VENV)/.installed-dev ## Install what tests and checks need as well

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Mithaq needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.installed

build: install ## Make a release from data/documents
	$(BIN)/mithaq build

serve: install ## Serve the graph (built first if there is no release)
	$(BIN)/mithaq serve --host $(HOST) --port $(PORT)

test: install-dev ## Run all tests
	$(BIN)/pytest -n $(JOBS) --dist loadgroup

check: install-dev ## Lint, types, ontology, rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mithaq check
	$(BIN)/mithaq rules test

format: install-dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what was built (the releases stay)
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
