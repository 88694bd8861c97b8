# make practice   the window on the practice shop        make test    the whole test suite, off screen
# make check      ruff, mypy, import-linter              make package wheel and frozen build, both tried out
# Everything needed is installed on the way (tools/setup.sh); a second run starts at once.

SHELL := /bin/sh
BIN := .venv/bin
TESTERS ?= 2
translations := $(wildcard resources/translations/*.ts)

.DEFAULT_GOAL := practice
.PHONY: practice env test soak browser-test check format package bench translations words lock clean

practice: env translations
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		$(BIN)/paymentdesk practice; \
	else \
		echo "No display here: the desk plays the practice journey off screen."; \
		QT_QPA_PLATFORM=offscreen $(BIN)/paymentdesk practice --offscreen; \
	fi

env:
	@tools/setup.sh env

test: env translations
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(TESTERS) --dist worksteal $(ARGS)

# The long proofs, one after the other.
soak: env translations
	HYPOTHESIS_PROFILE=soak QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m soak --timeout=0 -o faulthandler_timeout=0 $(ARGS)

# The whole way of an order with a real Chromium as the buyer; it says so when none is installed.
browser-test: env translations
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m browser -rs -v tests/ui/test_browser.py $(ARGS)

check: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: env
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

package: env translations
	@tools/setup.sh freezer
	$(BIN)/python tools/package.py

bench: env
	$(BIN)/python -m benchmarks

# .ts -> .qm, which Qt reads. `make words` first collects new words from the source.
translations: $(translations:.ts=.qm)

%.qm: %.ts | env
	$(BIN)/pyside6-lrelease -silent $< -qm $@

words: env
	$(BIN)/pyside6-lupdate -silent -no-obsolete -locations none -extensions py paymentdesk -ts $(translations)

# uv looks at no settings or extra places of this machine: the lock must not name any.
lock: env
	env -u UV_FIND_LINKS -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL UV_NO_CONFIG=1 \
		$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 $(ARGS) \
		--generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -f resources/translations/*.qm
