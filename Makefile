# The archive's commands. Python 3.11 or newer and make are all they need.

PYTHON ?= python3
PORT ?= 8000
# Tests wait for browsers and servers more than they count, so that three processes keep two cores busy.
TESTERS ?= 3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --only-binary :all:
# One line a package; pip's warnings are about the machine it runs on, its errors go through.
PROGRESS := 2> >(grep -v ^WARNING >&2) | sed -un \
	's/^Collecting \([^ ]*\).*/  \1/p; s|^Processing .*/\([^/-]*\)-\([^-]*\)-.*|  \1==\2|p; s/^Installing.*/  … unpacking/p'
export PORT

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run install test lint bench audit screenshots lock clean

help:
	@echo "make run      serve the archive at http://127.0.0.1:8000 (PORT=8001 for another port)"
	@echo "make install  make the environment in .venv, start nothing"
	@echo "make test     run the whole test suite"
	@echo "make lint     check style, imports and templates"
	@echo "make bench    measure pages, indexing and imports (BENCH_STORIES=50000; see docs/performance.md)"
	@echo "make audit    check every type of page: axe, HTML, CSS, Lighthouse, weight (needs npm, Java, chromium; AUDIT_URL=…)"
	@echo "make screenshots   picture every type of page, into var/screenshots/, and those of the README (needs chromium)"
	@echo "make lock     write the lock files anew from pyproject.toml"
	@echo "make clean    remove the environment (the archive's data in var/ stays)"

run: .venv/installed
	@$(BIN)/python -m newsarchive.supervisor

install: .venv/installed

test: .venv/installed-dev
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile

lint: .venv/installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates

bench: .venv/installed-dev
	@$(BIN)/python -m tests.benchmarks

audit: .venv/installed-dev
	@$(BIN)/python -m tests.audit

screenshots: .venv/installed-dev
	@$(BIN)/python -m tests.audit.screenshots

.venv/ready:
	@echo "Making the environment in .venv …"
	@$(PYTHON) newsarchive/bootstrap.py
	@touch $@

.venv/installed: requirements.lock .venv/ready
	@echo "Installing the packages of requirements.lock …"
	@$(PIP) -r requirements.lock $(PROGRESS)
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements-dev.lock $(PROGRESS)
	@touch $@

lock:
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
		pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
		--group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv
