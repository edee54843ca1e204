# What a person or CI does with this project. Each target first sets up what it needs, which takes
# no time when nothing has changed.
MAKEFLAGS += --no-print-directory
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

ENV ?= prod
PYTEST := .venv/bin/python -m pytest
# Three workers, also on two cores: what deploys waits for the provider's own pauses half of its time.
# A file's tests stay together, because they share what they deployed. Files begin in the order of
# tests/support/order.py, what takes longest first, not by how many tests they have.
PARALLEL := -n 3 --dist loadfile --no-loadscope-reorder
SYNTHESIZED := .aeolus/check/cdktf.out

# Terraform finds the AWS provider where set-up found it.
export TF_CLI_CONFIG_FILE := $(CURDIR)/.aeolus/terraform.rc
export CHECKPOINT_DISABLE := 1
# Whatever the caller's Python is told: bytecode is kept, as tests start many a process.
export PYTHONDONTWRITEBYTECODE :=
# Each Lambda is a source root of its own.
space := $(subst ,, )
export MYPYPATH := $(subst $(space),:,$(wildcard lambda/*))

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup setup-gate
setup: ## Install what is missing, or say in one line why that cannot be
	@scripts/setup

setup-gate:
	@scripts/setup --checkov

.PHONY: sandbox sandbox-status sandbox-down
sandbox: setup ## Deploy ENV (prod) into an embedded AWS and print what was built
	@.venv/bin/aeolus sandbox up $(ENV)

sandbox-status: setup ## Show the embedded AWS and what is deployed there
	@.venv/bin/aeolus sandbox status

sandbox-down: setup ## Destroy through Terraform what is deployed there, and stop it
	@.venv/bin/aeolus sandbox down

.PHONY: test test-long test-fast coverage bench
test: setup-gate ## Run the tests
	@$(PYTEST) $(PARALLEL) -m "not bench and not long" --durations=40 --durations-min=10

test-long: setup-gate ## Run those that take most: rarer faults, what is broken at a boot, hibernation
	@$(PYTEST) $(PARALLEL) -m long --durations=40 --durations-min=10

test-fast: setup-gate ## Run the tests that deploy nothing
	@$(PYTEST) $(PARALLEL) -m "not bench and not sandbox"

coverage: setup-gate ## Run the tests that deploy nothing, and print which lines they leave out
	@$(PYTEST) $(PARALLEL) -m "not bench and not sandbox" --cov --cov-report=term:skip-covered

bench: setup ## Measure synth and deploy, and print tables
	@$(PYTEST) -m bench -s

N ?= 10
KINDS ?=
.PHONY: drills
drills: setup ## Each kind of fault of the active scheduler N (10) times, and a thousand tasks in one run
	@DRILLS=$(N) KINDS="$(KINDS)" $(PYTEST) -m bench -s $(addprefix tests/bench/test_,failover.py two_schedulers.py thousand_tasks.py)

FAULTS ?= 200000
SEED ?= 0
.PHONY: simulate
simulate: setup ## Simulate FAULTS (200000) faults of the failover from SEED (0) on, then leave out its lines in turn
	@PYTHONPATH=tests:lambda/scheduler_failover .venv/bin/python -m simulation --faults $(FAULTS) --seed $(SEED)

.PHONY: check format lint types imports policies
check: format lint types imports policies ## Run the gate: all of the next five

format: setup-gate ## Is everything formatted?
	@echo "== ruff format"
	@.venv/bin/ruff format --check .

lint: setup-gate ## ruff's rules
	@echo "== ruff check"
	@.venv/bin/ruff check .

types: setup-gate ## mypy, strict
	@echo "== mypy"
	@.venv/bin/mypy

imports: setup-gate ## Which package may import which
	@echo "== import-linter"
	@.venv/bin/lint-imports --no-logo

policies: setup-gate ## checkov on the Terraform JSON of every environment
	@echo "== checkov"
	@rm -rf $(SYNTHESIZED) && mkdir -p $(SYNTHESIZED)
	@AEOLUS_NODE_BUNDLE=unbuilt CDKTF_OUTDIR=$(SYNTHESIZED) .venv/bin/python -O -m aeolus_stacks
	@PYTHONPATH=scripts .venv/bin/python -m aeolus_gate $(SYNTHESIZED)

.PHONY: lock clean
lock: setup ## Lock the dependencies anew, with hashes and no index address
	@for name in uv python checkov; do \
		echo "requirements/$$name.lock"; \
		.venv/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 \
			--no-emit-index-url --no-emit-find-links \
			requirements/$$name.in --output-file requirements/$$name.lock; \
	done
	@PYTHONPATH=scripts .venv/bin/python -m aeolus_lock
	@npm install --package-lock-only --no-audit --no-fund

clean: ## Remove what set-up and builds have made
	rm -rf .venv .venv-checkov .aeolus node_modules cdktf.out .mypy_cache .ruff_cache \
		.pytest_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -prune -exec rm -rf {} +
