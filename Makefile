# Dateline. `make demo` shows it, `make test` checks it; both set up what they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PAGE := src/dateline/web/static/index.html
ARGS ?=
DEMO := demo.sqlite

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types layers tests gate lock bench clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready $(PAGE) ## Make .venv with everything that Dateline runs on, and build its page
	@$(BIN)/python -m dateline.reference.gazetteer.compile

$(VENV)/.pip:
	@echo "Making $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 setup")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25' # older ones fail to resolve trafilatura's extras
	@touch $@

$(VENV)/.ready: $(VENV)/.pip requirements/runtime.txt requirements/build.txt pyproject.toml hatch_build.py
	@echo "Installing what Dateline runs on (about 60 packages, checked by hash) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@echo "Installing Dateline and compiling its gazetteer ..."
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.ready requirements/dev.txt
	@echo "Installing what the checks need ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(PAGE): $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*')
	@command -v npm >/dev/null || { echo "npm was not found: the page cannot be built. Install Node 20 or newer, then run make setup again."; exit 1; }
	@echo "Building the page ..."
	@cd frontend && npm ci --silent --no-audit --no-fund && npm run --silent build
	@touch $@

demo: setup ## Build a record from the packaged sample corpus and serve it (ARGS=--no-serve stops after the build)
	@$(BIN)/dateline build --sample --db $(DEMO)
	@case " $(ARGS) " in *" --no-serve "*) ;; *) $(BIN)/dateline serve $(DEMO) $(ARGS);; esac

test: check ## Every check that CI runs

check: setup $(VENV)/.dev lint types layers tests

format: $(VENV)/.dev ## Put the code into the house's layout
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache

tests: $(VENV)/.dev $(PAGE)
	@sh scripts/chromium.sh
	@$(BIN)/python -m pytest $(ARGS)

bench: $(VENV)/.dev ## Speed and memory of a build, beside the bare spaCy pipeline
	@$(BIN)/python -m bench.build $(ARGS)

lock: $(VENV)/.dev ## Pin the requirements anew, with hashes
	@cd requirements && for each in runtime build dev; do ../$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate $$each.in -o $$each.txt; done

clean: ## Remove everything that make has made
	rm -rf $(VENV) frontend/node_modules src/dateline/web/static src/dateline/reference/data/gazetteer.* $(DEMO)*
