# Every target sets up what it needs: `make report` works on a fresh machine with Python 3.11 or later and make.
PYTHON ?= python3
FOLDER ?= seeds
OUT    ?= reports
BIN    := .venv/bin
READY  := .venv/.installed

# figures/ holds the figures of the default corpus and its own record only; any other report leaves it alone.
FIGURES = $(if $(RECORD),,$(if $(filter seeds,$(FOLDER)),--figures figures))
FACTS   = $(if $(RECORD),--record "$(RECORD)")

.PHONY: report test unit pages notebooks lab check bench fuzz train measure lock clean

report: $(READY)                ## execute the notebooks, leave OUT/index.html; RECORD=facts.csv compares with facts of your own
	$(BIN)/nbutils report "$(FOLDER)" --out "$(OUT)" $(FACTS) $(FIGURES)

test: unit pages notebooks      ## all tests

unit: $(READY)                  ## what needs no report and no browser
	$(BIN)/pytest -p no:nbmake tests --ignore tests/pages

pages: $(READY)                 ## the report's pages, in Chromium where there is one
	$(BIN)/pytest -p no:nbmake tests/pages

notebooks: $(READY)             ## execute every notebook; a warning is a failure
	PYTHONWARNINGS=error::UserWarning $(BIN)/pytest --nbmake --nbmake-timeout=120 notebooks

lab: $(READY)                   ## explore in JupyterLab
	NBUTILS_FOLDER=$(abspath $(FOLDER)) $(BIN)/jupyter lab notebooks

check: $(READY)                 ## lint, types, notebooks without outputs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/nbstripout --keep-id --extra-keys "metadata.language_info.version metadata.widgets" --verify notebooks/*.ipynb

bench: $(READY)                 ## ratios against other packages; CORPUS=DIR, default the seeds resampled
	$(BIN)/uv pip install --quiet --python $(BIN)/python -e ".[bench]"
	$(BIN)/python bench/reading.py $(CORPUS)
	$(BIN)/python bench/growth.py $(CORPUS)
	$(BIN)/python bench/side_by_side.py $(CORPUS)
	$(BIN)/python bench/patterns.py

fuzz: $(READY)                  ## feed every stage with damaged input, a minute each
	$(BIN)/uv pip install --quiet --python $(BIN)/python -e ".[fuzz]"
	$(BIN)/python bench/fuzz.py

train: $(READY)                 ## fit the weights of the worklist, print what a reader sees, corpus by corpus left out
	$(BIN)/python bench/train.py --blind --parts

measure: $(READY)               ## score the rules on the labelled corpora, read apart from blind
	$(BIN)/python bench/measure.py

lock: $(READY)                  ## renew the lock after a change of pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra explore --extra test --universal --generate-hashes \
	  --no-emit-index-url --no-header --quiet -o requirements.lock

# Bytecode is compiled once here; otherwise every notebook's kernel compiles its imports again.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; set PYTHON=...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	touch $(READY)

clean:                          ## remove everything that is built
	rm -rf .venv reports build .pytest_cache .mypy_cache .ruff_cache .hypothesis
