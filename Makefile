# Two commands are enough on a fresh machine: make demo, make test.
# ARGS= reaches the command that a target runs: make demo ARGS=--no-serve, make test ARGS="-x tests/core".

PY := .venv/bin/python
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test slow bench docs pictures sample lint format wheel clean

help:  ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo:  ## a whole study from questionnaire to report, then its form at http://127.0.0.1:8000
	@scripts/setup.sh demo
	@.venv/bin/surveykit demo $(ARGS)

test:  ## the tests
	@scripts/setup.sh test
	@$(PY) -m pytest $(ARGS)

slow:  ## the long forms of the tests
	@scripts/setup.sh test
	@$(PY) -m pytest -m slow $(ARGS)

bench:  ## the figures of speed and memory
	@scripts/setup.sh test
	@$(PY) -m pytest tests/benchmarks -m "" -s $(ARGS)

docs:  ## the generated pages of docs/
	@scripts/setup.sh dev
	@$(PY) scripts/docs.py $(ARGS)

pictures:  ## the pictures of pages and PDFs
	@scripts/setup.sh test
	@$(PY) scripts/pictures.py $(ARGS)
	@$(PY) scripts/item_pictures.py

sample:  ## the worked sample of a report, in reports/sample/
	@scripts/setup.sh demo
	@$(PY) scripts/report_sample.py

lint:  ## format, lint, types, and the import rule
	@scripts/setup.sh dev
	@$(PY) -m ruff format --check
	@$(PY) -m ruff check
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo

format:  ## put the code into its one format
	@scripts/setup.sh dev
	@$(PY) -m ruff check --select I --fix
	@$(PY) -m ruff format

wheel:  ## the wheel and the source archive, in dist/
	@scripts/setup.sh dev
	@$(PY) -m hatchling build --directory dist

clean:  ## remove what the tools made; .venv stays
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find surveykit tests scripts -name __pycache__ -prune -exec rm -rf {} +
