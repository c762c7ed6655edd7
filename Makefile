# Works with GNU make 3.81. Everything but `help` and `clean` runs in .venv, which .ci/environment
# makes and keeps up to date.

PYTHON ?= python3
DOSSIER ?= seeds
ARGS ?=
# Half of the tests' time is waiting for programs in terminals: on two cores four workers are not too many.
WORKERS ?= 4

python := .venv/bin/python
environment = PYTHON="$(PYTHON)" sh .ci/environment

# Set for some other Python, these would make .venv something else than what was installed into it.
unexport PYTHONHOME PYTHONPATH

.PHONY: help run test check format bench soak screenshot docs pins clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: ## read the seed dossier, or another: make run DOSSIER=folder
	@$(environment) run
	@$(python) -m briefing "$(DOSSIER)"

test: ## run the tests; ARGS goes to pytest: make test ARGS='-k export'
	@$(environment) dev
	$(python) -m pytest -n $(WORKERS) $(ARGS)

check: ## everything a change must pass: format, lint, types, tests
	@$(environment) dev
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	$(python) -m mypy
	@$(MAKE) --no-print-directory test

format: ## rewrite the sources the way `make check` wants them
	@$(environment) dev
	$(python) -m ruff check --fix-only .
	$(python) -m ruff format .

bench: ## how often anchors lie, and what they, starts, commands and keys cost; ARGS='--seeds 1 --trials 20' for a quick look
	@$(environment) dev
	$(python) -m benchmarks.anchoring $(ARGS)
	$(python) -m benchmarks.anchoring --cost
	$(python) -m benchmarks.speed
	$(python) -m benchmarks.wire

soak: ## press anything for a while, with laws checked after every key; ARGS='--seconds 600 --seed 7'
	@$(environment) dev
	$(python) -m tests.soak.walk $(ARGS)

screenshot: ## take the pictures in docs/ again
	@$(environment) dev
	$(python) docs/screenshots.py

docs: ## write docs/keys.md, docs/checks.md and docs/briefing.1 from the commands and rules themselves
	@$(environment) run
	$(python) -m briefing.keys_page > docs/keys.md.new
	mv docs/keys.md.new docs/keys.md
	$(python) -m briefing.rules.page > docs/checks.md.new
	mv docs/checks.md.new docs/checks.md
	$(python) -m briefing man > docs/briefing.1.new
	mv docs/briefing.1.new docs/briefing.1

pins: ## write .ci/constraints.txt anew: the newest versions that pyproject.toml allows, with their hashes
	$(PYTHON) -m venv .venv-pins
	.venv-pins/bin/python -m pip install --quiet pip-tools
	sed -n '/^#/p' .ci/constraints.txt > .ci/constraints.new
	.venv-pins/bin/pip-compile --quiet --upgrade --extra dev --generate-hashes --allow-unsafe --strip-extras \
		--no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--output-file .ci/constraints.body pyproject.toml
	cat .ci/constraints.body >> .ci/constraints.new
	mv .ci/constraints.new .ci/constraints.txt
	rm -rf .venv-pins .ci/constraints.body

clean: ## remove .venv and everything else that was made
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
