# Everything needs Python 3.11+, pip and make; the first run sets up .venv from requirements.lock.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

.PHONY: demo test test-full bench bench-page fuzz faults lint types samples workbooks pictures docs lock kit page clean

demo: $(READY)  ## consolidate the sample town and print the result
	mkdir -p build
	$(RUN) -m scripts.green_community consolidate workbooks/samples/town --roster workbooks/samples/roster.csv \
		--as-of 2021-11-01 --output build/town.xlsx --fail-on never --no-ledger

test: $(READY)  ## the test suite
	$(RUN) -m pytest --numprocesses 2 --dist worksteal

test-full: $(READY)  ## the same as the continuous integration runs it: every filling, no skips
	CI=true $(RUN) -m pytest --numprocesses 2 --dist worksteal

bench: $(READY)  ## speed and size as ratios; takes about ten minutes
	$(RUN) -m benchmarks

bench-page: $(READY)  ## the page beside the command line, as ratios; needs node, npm and Chromium
	$(RUN) -m benchmarks.page

fuzz: $(READY)  ## 20,000 workbooks bent where coverage leads, 20,000 read by openpyxl too; about half an hour
	mkdir -p build/fuzz
	cd build/fuzz && PYTHONPATH=../.. ../../$(RUN) -m tests.fuzzing.guided -runs=20000
	cd build/fuzz && PYTHONPATH=../.. ../../$(RUN) -m tests.fuzzing.compared 20000

faults: $(READY)  ## consolidate killed at 100 moments, full disks, closed folders
	CI=true $(RUN) -m pytest tests/faults

lint: $(READY)  ## style
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .

types: $(READY)  ## types
	$(RUN) -m mypy

samples: $(READY)  ## rebuild workbooks/samples and the baseline of their findings
	$(RUN) -m tests.samples
	$(RUN) -m scripts.green_community validate workbooks/samples --fail-on never --quiet \
		--format json --output workbooks/baseline.json

workbooks: $(READY)  ## rebuild workbooks/template.xlsm, its macro-free twin and the add-in
	$(RUN) -m scripts.green_community template --output workbooks/template.xlsm
	$(RUN) -m scripts.green_community template --macro-free --output workbooks/template.xlsx
	$(RUN) -m scripts.green_community addin build --output workbooks/green-community.xlam

pictures: $(READY)  ## rebuild docs/img with LibreOffice
	$(RUN) -m tests.pictures

docs: $(READY)  ## rebuild docs/rules.md, docs/cli.md and the picture of the data flow
	$(RUN) -m tests.documents

LOCK := -m uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: $(READY)  ## pin what pyproject.toml asks for, with hashes, for every platform; and of that what a desk needs
	$(RUN) -m pip install --quiet uv
	$(RUN) $(LOCK) --group dev --output-file requirements.lock
	$(RUN) $(LOCK) --constraint requirements.lock --output-file requirements-desk.lock

kit: $(READY)  ## build/kit: what an office without network sets Excel up from, as a folder and a zip
	$(RUN) -m scripts.green_community addin kit --output build/kit

page: $(READY)  ## build/绿色社区审核.html: the same checks in a browser, in one file; needs node and npm
	$(RUN) -m page.build

clean:
	rm -rf $(VENV) build tests/clients/node_modules page/node_modules

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
