# The archive's commands. Python 3.11 or newer and make are all they need.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --only-binary :all:
PROGRESS := sed -un 's/^Collecting \([^ ]*\).*/  \1/p; s/^Installing collected packages.*/  … unpacking/p; /ERROR/p'
export PORT

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run install test lint bench lock clean

help:
	@echo "make run      serve the archive at http://127.0.0.1:8000 (PORT=8001 for another port)"
	@echo "make install  make the environment in .venv, start nothing"
	@echo "make test     run the whole test suite"
	@echo "make lint     check style, imports and templates"
	@echo "make bench    run the benchmarks of tests/benchmarks/"
	@echo "make lock     write the lock files anew from pyproject.toml"
	@echo "make clean    remove the environment (the archive's data in var/ stays)"

run: .venv/installed
	@$(BIN)/python -m newsarchive.supervisor

install: .venv/installed

test: .venv/installed-dev
	@$(BIN)/python -m pytest

lint: .venv/installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/djlint --check --lint --quiet templates

bench: .venv/installed-dev
	@$(BIN)/python -m tests.benchmarks

# pip comes with the environment, or from python3's own bundle where Debian has split it off.
.venv/bin/python:
	@echo "Making the environment in .venv …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python's venv module is incomplete here. On Debian: apt-get install python3-venv"; exit 1; }

.venv/installed: requirements.lock | .venv/bin/python
	@echo "Installing the packages of requirements.lock …"
	@$(PIP) -r requirements.lock | $(PROGRESS)
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements-dev.lock | $(PROGRESS)
	@touch $@

lock:
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
		pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
		--group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv
