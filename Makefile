# The commands of this project. `make` by itself lists them.
#
# Everything runs in a Python environment of its own, .venv, which .ci/environment makes exactly as requirements.lock and
# requirements-dev.lock say, when it is not there yet or they have changed. The same applies to tests/npm/package-lock.json and
# the checkers of pages, which are published with npm alone. What is made is in this folder, with these exceptions:
# - As root on Debian or Ubuntu, what is missing is installed with apt-get: Python with its venv, and for the tests git,
#   Chromium's headless shell with what drives it, Firefox ESR and WebKitGTK's driver with Xvfb. Anybody else is told what to
#   install; without git and a Chromium the tests do not start, without the two others theirs are left out.
# - Where there is no Chromium and apt-get has none to give, Playwright downloads its headless shell into its own cache.
# - pip and npm keep what they have downloaded in their caches.

.DEFAULT_GOAL := help
.NOTPARALLEL: # the steps share .venv and site/
.SUFFIXES:

VENV := .venv
# The Python that .venv is made from, when python3 is not the right one: make site PYTHON=python3.12
PYTHON ?=
# What the command behind a target is given: make check ARGS="--strict stories/2026", or make unit ARGS="-n 0 tests/core"
ARGS ?=

ENVIRONMENT := @PYTHON='$(PYTHON)' TYPED='make $(firstword $(MAKECMDGOALS))' sh .ci/environment
# On all cores. Each process builds the sites that its tests ask for, and takes over what another has not come to yet.
# Compiled modules are kept, whatever is set here: each process, and each command that a test starts, would compile them again.
PYTEST := PYTHONDONTWRITEBYTECODE= $(VENV)/bin/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal
LOCKING := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock' $(ARGS)

# Material's notice about its own end of life is for the people who maintain this project, not for each build.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help
help: ## This list
	@echo "Innovation Stories. Type 'make' and one of these:"
	@echo
	@awk -F ' *:.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'Options go into ARGS, for example: make check ARGS=--strict'
	@echo 'Another Python than python3:       make site PYTHON=python3.12'

# ---- The site and the collection

.PHONY: site
site: environment ## Build the site into site/
	@$(VENV)/bin/python -m mkdocs build $(ARGS)
	@echo 'The site is in site/. To look at it: make serve'

.PHONY: serve
serve: environment ## Show the site on this machine, with drafts marked, and again after each change
	@$(VENV)/bin/python -m mkdocs serve $(ARGS)

.PHONY: new
new: environment ## Start a new story: asks a few questions and writes the file
	@$(VENV)/bin/stories new $(ARGS)

.PHONY: check
check: environment ## Check all stories and say what to fix
	@$(VENV)/bin/stories check $(ARGS)

.PHONY: check-site
check-site: checkers browser ## Build the site and check what readers get: links, anchors, HTML, accessibility, feeds, calendar
	@$(VENV)/bin/python -m tests.audit $(ARGS)

.PHONY: preview
preview: environment ## Build what editors see into preview/: drafts and scheduled stories too, marked
	@$(VENV)/bin/stories build --preview $(ARGS)

.PHONY: track
track: environment ## Open, update or close the issue on GitHub that says what the plan lacks (only to look: ARGS=--dry-run)
	@$(VENV)/bin/stories track $(ARGS)

.PHONY: plan
plan: environment ## Show how far the quota and the target are met
	@$(VENV)/bin/stories plan $(ARGS)

.PHONY: next
next: environment ## Show the next day on which the site changes by itself, and why
	@$(VENV)/bin/stories next $(ARGS)

# ---- The code

.PHONY: test
test: checkers browsers lint types ## Run everything that must pass: lint, types, all tests with coverage
	@echo 'Tests, with coverage'
	@$(PYTEST) --cov --cov-report=term $(ARGS)

.PHONY: unit
unit: checkers ## Run the tests that need no browser
	@$(PYTEST) -m 'not browser' $(ARGS)

.PHONY: lint
lint: environment-dev ## Check the code's style and layout, all words, and that the lock files fit pyproject.toml
	@echo 'Lint'
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/python .ci/words.py
	@$(VENV)/bin/python -m pip --disable-pip-version-check check

.PHONY: types
types: environment-dev ## Check the types of the code
	@echo 'Types'
	@$(VENV)/bin/mypy

.PHONY: format
format: environment-dev ## Lay out the code and fix what can be fixed by itself
	@$(VENV)/bin/ruff check --fix-only
	@$(VENV)/bin/ruff format

.PHONY: bench
bench: environment-dev ## Measure how long a build takes with many stories
	@$(VENV)/bin/python -m tests.bench $(ARGS)

.PHONY: schema
schema: environment ## Write the JSON Schema that VS Code gets, after a change of vocabularies or places
	@$(VENV)/bin/stories schema --output .vscode/story.schema.json $(ARGS)

.PHONY: rules
rules: environment ## Write site_builder/help/rules.md, the list of all rules, after a change of one
	@$(VENV)/bin/stories rules --format markdown --output site_builder/help/rules.md $(ARGS)

.PHONY: lock
lock: environment-dev ## Work out the lock files after a change in pyproject.toml or tests/npm/package.json (newer versions in them: ARGS=--upgrade)
	@echo 'Working out requirements.lock, requirements-dev.lock, constraints.txt and tests/npm/package-lock.json'
	@$(VENV)/bin/uv pip compile $(LOCKING) --group build --output-file requirements.lock pyproject.toml >/dev/null
	@$(VENV)/bin/uv pip compile $(LOCKING) --group build --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml >/dev/null
	@# The same versions without hashes, in the package: what a site installs that names only the version of the program.
	@sed -n 's/^\([a-z0-9][^ ]*==[^\]*[^ \]\) *\\$$/\1/p' requirements.lock > site_builder/data/constraints.txt
	@$(VENV)/bin/npm --prefix tests/npm install --package-lock-only >/dev/null

.PHONY: changes
changes: ## Say whether the last commit has changed anything but stories, for the workflow that then tests the code
	@sh .ci/changes

.PHONY: forget
forget: ## Forget what earlier builds have made: the next one makes everything again
	@rm -rf .cache

.PHONY: clean
clean: ## Remove what make has made: site/, .venv and caches
	@rm -rf .cache site site.building-* site.lock preview preview.building-* preview.lock $(VENV) tests/npm/node_modules .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# ---- What these need

.PHONY: environment
environment: # what a site needs
	$(ENVIRONMENT) site

.PHONY: environment-dev
environment-dev: # that, and the tools for the code
	$(ENVIRONMENT) dev

.PHONY: checkers
checkers: # that, and what checks the pages of a site: axe-core and the Nu Html Checker, as tests/npm/package.json says
	$(ENVIRONMENT) checkers

.PHONY: browser
browser: environment-dev # a Chromium, for what looks at pages: its headless shell where there is none
	@$(VENV)/bin/python tests/browser_install.py

.PHONY: browsers
browsers: environment-dev # that, and Firefox and WebKit for the browser tests
	@$(VENV)/bin/python tests/browser_install.py --all
