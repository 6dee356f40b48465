# Two commands do everything: `make run` and `make test`. Each installs what it needs.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast bench fix assets messages schema wheel lint clean
SHELL := /bin/bash
PYTHON ?= python3.11
ifeq (,$(shell command -v $(PYTHON)))
PYTHON := python3
endif
BIN := .venv/bin
PORT ?= 8000
export JATIGI_VAR ?= $(CURDIR)/var

help:
	@echo "make run        the demonstration on http://127.0.0.1:$(PORT)"
	@echo "make test       everything: style, types, imports, tests on both databases, browser, documents"
	@echo "make test-fast  the daily loop"
	@echo "make bench      measured times, each beside a floor"
	@echo "make fix        format the code, sort imports, update catalogues"

.venv/.app: requirements/app.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || true
	if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/app.txt; else $(BIN)/python -m pip install --quiet --require-hashes -r requirements/app.txt; fi
	if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .; else $(BIN)/python -m pip install --quiet --no-deps -e .; fi
	touch $@

.venv/.dev: .venv/.app requirements/dev.txt
	if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt; else $(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt; fi
	touch $@

# Letters and patterns are cut from npm packages; fonttools, which cuts them, is a development tool.
assets: .venv/.assets
.venv/.assets: .venv/.dev package-lock.json assets/build.py
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python assets/build.py
	touch $@

messages: .venv/.app
	@$(BIN)/python -m jatigi.foundation.text.catalogues compile

run: .venv/.assets messages
	$(BIN)/jatigi demo --port $(PORT)

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --cache-dir var/mypy jatigi
	$(BIN)/lint-imports --cache-dir var/import-linter
	$(BIN)/python -m jatigi.foundation.text.catalogues check
	JATIGI_VAR=var/check $(BIN)/python manage.py makemigrations --check --dry-run

var/.chromium:
	mkdir -p var
	tests/browser.sh
	touch $@

test: .venv/.assets messages var/.chromium lint
	JATIGI_VAR=var/test-sqlite $(BIN)/pytest -n 2 -m "not postgres"
	JATIGI_VAR=var/test-postgres $(BIN)/python tests/withpg.py $(BIN)/pytest -n 2 -m "not browser"

test-fast: .venv/.assets messages
	JATIGI_VAR=var/test-sqlite $(BIN)/pytest -n 2 -m "not browser and not slow and not postgres"

bench: .venv/.assets messages
	JATIGI_VAR=var/bench $(BIN)/python -m benchmarks

fix: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m jatigi.foundation.text.catalogues update

schema: .venv/.dev
	$(BIN)/jatigi framework schema docs/formats
	$(BIN)/jatigi instruments schema docs/formats
	$(BIN)/jatigi round schema docs/formats
	$(BIN)/jatigi profile schema docs/formats

wheel: .venv/.assets messages
	$(BIN)/uv build --wheel --python $(BIN)/python

lock: .venv/.dev
	cd requirements && for set in app dev; do ../$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 $$set.in -o $$set.txt; done

clean:
	rm -rf .venv var node_modules dist build
