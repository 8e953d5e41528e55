# Verbs of the portal: `make help` lists them. GNU make 3.81 or later, and a POSIX shell.

# Given to Sphinx, as in: make html SPHINXOPTS="-W --keep-going -n -j2"
SPHINXOPTS ?=
# Given to pytest, as in: make test TESTOPTS="tests/languages -x"
TESTOPTS ?=
# What the random tests of `make test-all` begin from.
SEED := $(shell date +%s)
# Where `make serve` and `make live` answer.
PORT ?= 8000
# Which output `make serve` shows: html or dirhtml.
SITE ?= html

# A site that knows its address weighs more: `make audit` builds it for this one.
AUDIT_ADDRESS ?= https://portal.example.org/

BUILD = _build
PYTHON_HERE = .venv/bin/python
CANARY_PYTHON = $(or $(PYTHON),$(PYTHON_HERE))
SPHINX = $(PYTHON_HERE) -m sphinx
# Writes what there is to translate into _build/gettext; only warnings are shown.
EXTRACT = $(SPHINX) -q -E -a -b gettext -d $(BUILD)/doctrees/gettext . $(BUILD)/gettext
CODE = conf.py ext tests tools $(wildcard benchmarks)

# Sphinx's other targets, handed to it as they are.
SPHINX_TARGETS = changes coverage devhelp doctest dummy epub gettext htmlhelp info json latex \
  latexpdf latexpdfja man pickle pseudoxml qthelp singlehtml texinfo text xml

.PHONY: help html dirhtml typeface cards live serve serve-demo snapshot translations check-translations linkcheck check format test test-all browser \
  screenshots translations-clean canary fuzz bench lock clean site-environment dev-environment $(SPHINX_TARGETS)
.DEFAULT_GOAL = help

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile
	@echo "  make text, make epub and Sphinx's other targets work too."

html: site-environment ## build the site, every language, to look at: _build/html
	@$(SPHINX) -b html -d $(BUILD)/doctrees/html -j auto $(SPHINXOPTS) . $(BUILD)/html
	@echo "Look at $(BUILD)/html/index.html, or preview with: make serve"

dirhtml: site-environment ## build the site with the addresses that it is published with: _build/dirhtml
	@$(SPHINX) -b dirhtml -d $(BUILD)/doctrees/dirhtml -j auto $(SPHINXOPTS) . $(BUILD)/dirhtml
	@echo "It is in $(BUILD)/dirhtml. Preview with: make serve SITE=dirhtml"

live: dev-environment ## preview that builds again and reloads at each saved file
	@$(PYTHON_HERE) tools/live.py --port $(PORT) $(SPHINXOPTS)

serve: site-environment ## show what was built (PORT=8000, SITE=html or dirhtml)
	@test -e $(BUILD)/$(SITE)/index.html || $(MAKE) $(SITE)
	@$(PYTHON_HERE) tools/serve.py --port $(PORT) $(BUILD)/$(SITE)

serve-demo: site-environment ## show the site with an invented GBIF, offline (PORT=8000)
	@$(PYTHON_HERE) tools/serve_demo.py --port $(PORT)

typeface: dev-environment ## cut the typeface of titles to their letters: _static/fonts
	@$(PYTHON_HERE) tools/typeface.py

cards: dev-environment ## draw the favicon, and the pictures that networks show of the site: _static/cards
	@$(PYTHON_HERE) tools/cards.py

snapshot: site-environment ## ask GBIF for figures of the data sets: data/gbif.json (needs the internet)
	@$(PYTHON_HERE) tools/snapshot.py

gbif-check: site-environment ## ask GBIF one question of each kind, and report what the pages do not expect (needs the internet)
	@$(PYTHON_HERE) tools/gbif_check.py

translations: site-environment ## bring every catalog in locales/ up to date with the pages
	@$(EXTRACT)
	@$(PYTHON_HERE) -m ext.catalogs update

translations-clean: site-environment ## the same, and remove messages whose text is gone
	@$(EXTRACT)
	@$(PYTHON_HERE) -m ext.catalogs update --clean

check-translations: site-environment ## look for mistakes in the catalogs, each with its line and remedy (HINTS=no)
	@$(PYTHON_HERE) -m ext.catalogs check $(if $(filter no,$(HINTS)),--no-hints)

.PHONY: status in-step why open
open: site-environment ## list what waits for the owner: docs/owner.md
	@$(PYTHON_HERE) tools/open_questions.py

why: site-environment ## say where a page comes from, and why the last build read and wrote it (PAGE=nl/over)
	@$(PYTHON_HERE) tools/why.py $(PAGE)

status: site-environment ## say how far the translation is (FORMAT=html, json, badge), or what has changed (BASE=main)
	@$(EXTRACT)
	@$(PYTHON_HERE) -m ext.catalogs status --format "$(or $(FORMAT),table)" $(if $(BASE),"--base=$(BASE)")

in-step: site-environment ## say that pages written by hand in several languages are in step (PAGE=nl/x, or all)
	@$(PYTHON_HERE) -m ext.in_step $(PAGE)

linkcheck: site-environment ## try the links to other sites (needs the internet)
	@$(SPHINX) -b linkcheck -d $(BUILD)/doctrees/linkcheck $(SPHINXOPTS) . $(BUILD)/linkcheck

check: dev-environment ## check the code: format, lint, types, and known faults of packages
	@$(PYTHON_HERE) -m ruff format --check $(CODE)
	@$(PYTHON_HERE) -m ruff check $(CODE)
	@$(PYTHON_HERE) -m mypy
	@$(PYTHON_HERE) tools/advisories.py

.PHONY: audit
audit: dev-environment ## look at every page: weight, requests, policy, HTML, accessibility (WRITE=docs/audit.md)
	@$(PYTHON_HERE) tools/browser.py
	@READTHEDOCS_CANONICAL_URL=$(AUDIT_ADDRESS) $(SPHINX) -q -b dirhtml -d $(BUILD)/doctrees/audit $(SPHINXOPTS) . $(BUILD)/audit
	@$(PYTHON_HERE) tools/audit.py $(BUILD)/audit $(if $(WRITE),--write "$(WRITE)")

format: dev-environment ## put the code into its format
	@$(PYTHON_HERE) -m ruff check --fix-only $(CODE)
	@$(PYTHON_HERE) -m ruff format $(CODE)

# Tests wait for browsers and for programs most of the time: four processes keep two cores busy.
PYTEST = $(PYTHON_HERE) -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

test: dev-environment ## run the tests (TESTOPTS="tests/languages -x" for some)
	@$(PYTEST) $(TESTOPTS)

test-all: dev-environment ## run them all, those that take long and random ones from a new SEED too
	@echo "SEED=$(SEED)"
	@FUZZ=600 FUZZ_SEED=$(SEED) INCREMENTAL_SERIES=40 INCREMENTAL_SEED=$(SEED) INTERRUPTED_BUILDS=20 \
	  INTERRUPTED_SEED=$(SEED) SEARCH_SERIES=8 SEARCH_SEED=$(SEED) $(PYTEST) -m "" $(TESTOPTS)

browser: dev-environment ## say which browser the tests use, and get one ahead if there is none
	@$(PYTHON_HERE) tools/browser.py

screenshots: dev-environment dirhtml ## renew the pictures in docs
	@$(PYTHON_HERE) tools/browser.py
	@$(PYTHON_HERE) tools/screenshots.py $(BUILD)/dirhtml docs/screenshots

canary: dev-environment ## try ext/languages on the newest Sphinx, MyST and theme (PYTHON=python3.13); it may fail
	@$(PYTHON_HERE) tools/newest_sphinx.py $(CANARY_PYTHON)
	@$(CANARY_PYTHON) -m venv --clear $(BUILD)/canary
	@$(BUILD)/canary/bin/python -m pip install --quiet --disable-pip-version-check \
	  -r requirements/dev.txt
	@$(BUILD)/canary/bin/python -m pip install --quiet --disable-pip-version-check --upgrade \
	  sphinx myst-parser pydata-sphinx-theme
	@$(BUILD)/canary/bin/python -m pip freeze | grep -i -E '^(sphinx|myst-parser|pydata-sphinx-theme)=='
	@$(BUILD)/canary/bin/python -m pytest tests/languages

fuzz: dev-environment ## spoil files at random, FUZZ=10000 of them, and look at what the build does
	@FUZZ=$(or $(FUZZ),10000) $(PYTHON_HERE) -m pytest -s tests/fuzz

bench: dev-environment ## compare one build with one Sphinx build per language: docs/performance.md
	@$(PYTHON_HERE) benchmarks/one_build.py --write docs/performance.md

lock: dev-environment ## renew the pinned versions in requirements/
	@$(PYTHON_HERE) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@$(PYTHON_HERE) tools/lock.py

clean: ## remove what was built (.venv stays)
	rm -rf $(BUILD) .mypy_cache .pytest_cache .ruff_cache

$(SPHINX_TARGETS): site-environment
	@$(SPHINX) -M $@ . $(BUILD) -d $(BUILD)/doctrees/$@ $(SPHINXOPTS)

site-environment:
	@sh tools/environment.sh site

dev-environment:
	@sh tools/environment.sh dev
