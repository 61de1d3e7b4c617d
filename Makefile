# `make demo` and `make test` are promised: they need make, Python 3.11 or newer and a package index, nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT = build/demo

# The environment variables, and not `-c`, because only they also hold for the isolated build (pip 25.3 renamed the second).
INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test fuzz mutation integration accessibility lint docs bench scale clean

demo: $(VENV)/.runtime
	@$(BIN)/sdg-standard demo --out "$(OUT)"

# A file stays with one worker, so that what its tests share is made once; short files come last, and both workers end together.
test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

# Fresh examples and fresh damage, many more of them; SDG_STANDARD_SEED=… repeats the damage of an earlier run.
fuzz: $(VENV)/.test
	SDG_STANDARD_TESTS=fuzz $(BIN)/python -m pytest -n 2 -m hypothesis $(ARGS)
	SDG_STANDARD_TESTS=fuzz $(BIN)/python -m pytest -n 2 tests/fuzz $(ARGS)

# Faults put into the code one at a time: how many the tests notice. ARGS='--only formula' tries fewer.
mutation: $(VENV)/.mutation
	$(BIN)/python tests/mutation $(ARGS)

# What needs a program from the system (a browser, LibreOffice), or an extra that `all` does not have.
integration: $(VENV)/.integration
	$(BIN)/python -m pytest -m integration -rs tests/integration $(ARGS)

# Reports and pages of the site in Chromium, under the rules of axe for WCAG 2.1 AA. Without Chromium or npm it says that it was left out.
accessibility: $(VENV)/.accessibility
	@npm ci --silent --no-audit --no-fund --prefix tests/accessibility || echo 'no npm here, or no registry for it'
	$(BIN)/python -m pytest -n 2 -m accessibility -rs tests/accessibility $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src

docs: $(VENV)/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

# 20 million areas × 91 series, written in parts and scored under 2 GiB; 2 GB of disk. ARGS='--areas 2000000' tries fewer.
scale: $(VENV)/.test
	$(BIN)/python -m benchmarks.scale $(ARGS)

clean:
	rm -rf build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Each stamp says that its set of packages is installed; what it is made from is named behind the colon.
$(VENV)/.runtime: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'sdg-standard needs Python 3.11 or newer, and "$(PYTHON)" is not. Name another one: make demo PYTHON=python3.12'; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
		echo 'Python has no working venv module. On Debian and Ubuntu: apt install python3-venv'; exit 1; }
	$(INSTALL) -e '.[excel]'
	@touch $@

$(VENV)/.test: $(VENV)/.runtime
	$(INSTALL) -e '.[test]'
	@touch $@

# vtlengine asks for a PyArrow below 26 and works with later ones; what else it needs is in the extra.
$(VENV)/.integration: $(VENV)/.test
	$(INSTALL) -e '.[integration]'
	$(INSTALL) --no-deps vtlengine
	@touch $@

$(VENV)/.bench: $(VENV)/.runtime
	$(INSTALL) -e '.[bench]'
	@touch $@

$(VENV)/.mutation: $(VENV)/.runtime
	$(INSTALL) -e '.[mutation]'
	@touch $@

$(VENV)/.accessibility: $(VENV)/.runtime $(VENV)/.dev
	$(INSTALL) -e '.[accessibility]'
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	$(INSTALL) -e '.[dev]'
	@touch $@
