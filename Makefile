VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= python3

# A new .venv is compiled as it is first imported: without that each process would compile it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check format

demo: $(VENV)/installed
	$(BIN)/python -m tools.demo

test: $(VENV)/installed
	$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile

check: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The lock files are complete, so that pip need not resolve anything, however old it is.
$(VENV)/installed: requirements.lock requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile -r requirements.lock -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "import torch" || { echo "torch does not load: on Linux set PIP_EXTRA_INDEX_URL to PyTorch's CPU wheel index (README) and run make again"; exit 1; }
	touch $@
