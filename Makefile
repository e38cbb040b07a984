# `make help` lists what there is. Everything runs from .venv, which the first command makes.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := chassis gateway $(patsubst %/pyproject.toml,%,$(wildcard services/*/pyproject.toml)) deploy/zhanggui
DATA_DIR ?= data
PORT ?= 8080
export DATA_DIR PORT

.DEFAULT_GOAL := help
.PHONY: help install install-dev web run up down test test-slow lint bench screenshots contracts migration clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# Where neither Node nor a way to get it is at hand, everything but the screen still runs.
install: $(VENV)/.installed  ## make the environment from constraints.txt, and the web app
	@deploy/bootstrap/web || echo "The web app was not built; everything else runs. / 网页未能生成，其余功能照常运行。"

install-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	@deploy/bootstrap/venv $(PYTHON) $(VENV)

$(VENV)/.installed: $(VENV)/bin/python constraints.txt $(PACKAGES:%=%/pyproject.toml)
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt hatchling editables
	$(BIN)/pip install -q --disable-pip-version-check --no-build-isolation -c constraints.txt $(PACKAGES:%=-e ./%)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -r requirements-dev.txt
	@touch $@

web: $(VENV)/.installed  ## build the web app, if its sources have changed
	@deploy/bootstrap/web

run: install  ## everything in one process, on http://127.0.0.1:8080 (PORT, DATA_DIR)
	@exec $(BIN)/zhanggui run --demo

up: install  ## the distributed runtime on this machine: RabbitMQ, PostgreSQL, every service its own process
	@exec $(BIN)/zhanggui up --demo

down:  ## stop what `make up` started
	@exec $(BIN)/zhanggui down

test: install-dev  ## lint, types, import contracts, and every suite in both runtimes
	@tests/run

test-slow: install-dev web  ## the long proofs that make test leaves out; CI runs both
	@tests/run --slow

lint: install-dev  ## ruff, mypy, import contracts
	@tests/run --only-lint

bench: install-dev  ## measure speed in both runtimes
	@exec $(BIN)/python -m benchmarks

screenshots: install-dev web  ## every page at 1440 and 360 pixels, into .run/screenshots
	@exec $(BIN)/python -m tests.browser.screenshots

contracts: install-dev  ## rewrite contracts/ from what the services declare
	@exec $(BIN)/python -m tests.contracts.write

migration: install-dev  ## SERVICE=sales MESSAGE="why": a new migration from the difference between models and schema
	@exec $(BIN)/python -m chassis.database.migrations $(SERVICE) "$(MESSAGE)"

clean:  ## remove the environment and what tests left; never DATA_DIR
	rm -rf $(VENV) .run .pytest_cache .mypy_cache .ruff_cache
