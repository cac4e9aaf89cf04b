# Every target sets up what it needs; on a fresh Debian 12 or 13 with CPython 3.11 or newer nothing else is wanted.
SHELL := /bin/bash
.DELETE_ON_ERROR:
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TABLES := policy/knowledge/built/taxonomy.json
# Compiled once, modules are read by every process that a test starts; where this is forbidden each compiles its own.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup demo run test fast check lint types suite compiled gate raise completeness steadiness laws soak knowledge format golden contract lock system clean

setup: $(READY) $(TABLES)

$(READY): requirements.lock pyproject.toml
	@./tools/setup-venv "$(PYTHON)" "$(VENV)"
	@touch $@

$(TABLES): $(wildcard policy/knowledge/*.toml policy/knowledge/*/*.toml) | $(READY)
	@$(BIN)/python hatch_build.py
	@touch $@

knowledge: $(TABLES)  ## the knowledge as built tables, which load faster; without them the sources are read

system:  ## Chromium and PostgreSQL for the tests, from Debian's packages when we may
	@./tools/setup-system

demo: setup  ## the whole line on a local example site; make demo SERVE=--no-serve ends instead of serving
	@$(BIN)/clausewatch demo $(SERVE)

SETTINGS ?= clausewatch.toml
run: setup  ## the daemon; make run SETTINGS=watch/clausewatch.toml
	@if sed -n '/^\[crawler\]/,/^\[/p' "$(SETTINGS)" 2>/dev/null | grep -q '^contact *= *""'; then \
		echo '$(SETTINGS) names nobody in crawler.contact. Make a watch of your own and write who you are into it:' >&2; \
		echo '  $(BIN)/clausewatch init watch' >&2; \
		echo '  make run SETTINGS=watch/clausewatch.toml' >&2; \
		exit 2; \
	fi
	@$(BIN)/clausewatch --settings "$(SETTINGS)" run --serve

check: lint types  ## format, lint, import contracts, types

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

types: setup
	@$(BIN)/mypy

# Schemathesis makes its cases while tests are collected, in every worker: what it tries is slow anyway.
fast: setup  ## the suite without what takes long: every room, in about a minute on two cores
	@$(BIN)/pytest -q -n auto -m "not slow and not browser and not postgres" \
		-p no:schemathesis --ignore tests/history/test_contract.py

compiled: setup  ## every module and test compiled, which the workers would else do each for itself
	@tests=$$($(BIN)/pytest -q --collect-only) || { echo "$$tests"; exit 1; }

test: lint system  ## everything
	@$(MAKE) --no-print-directory -j 2 types suite

# Many tests wait for time to pass: more of them run at once than there are cores.
suite: compiled
	@$(BIN)/pytest -q -n 4 --dist worksteal

gate: setup  ## score the labelled corpus beside the project; fail below the pinned floors
	@$(BIN)/python -m tests.gate --publish docs/accuracy-figures.md

completeness: setup  ## how much of a policy is read on pages of awkward layouts
	@$(BIN)/python -m tests.policy.reading.test_completeness

raise: setup  ## lift the floors to what is measured; lowering: python -m tests.gate --lower --why REASON
	@$(BIN)/python -m tests.gate --raise --publish docs/accuracy-figures.md

steadiness: setup  ## false changes on the series of real pages, where they are at hand; takes half a minute
	@$(BIN)/python -m tests.gate.steadiness

laws: setup  ## the laws of reading on more than twenty thousand generated pages, of headers on 100,000 titles; takes minutes
	@CLAUSEWATCH_CASES=3000 CLAUSEWATCH_TEST_TITLES=100000 $(BIN)/pytest -q -n auto tests/policy/reading/test_laws.py \
		tests/policy/looking/test_vouching.py tests/notifications/test_headers.py

golden: setup  ## rewrite the golden files; review them as a diff
	@UPDATE_GOLDEN=1 $(BIN)/pytest -q -k golden

contract: setup  ## ask the site 10,000 times what its OpenAPI description allows, and nearly allows
	@CLAUSEWATCH_CONTRACT_CASES=10000 $(BIN)/pytest -q tests/history/test_contract.py

soak: setup  ## ten thousand documents for thirty simulated days: nothing missed, nothing leaked; half an hour of CPU
	@$(BIN)/python -m benchmarks.soak

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

PIN := $(VENV)/lock/bin/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --all-extras \
	--python-version 3.11 --quiet pyproject.toml
lock:  ## pin every dependency again, and those that a service needs; the files name no registry
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install -q uv
	@$(PIN) --group dev -o requirements.lock
	@$(PIN) --group build --constraint requirements.lock -o requirements-service.lock

clean:
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
