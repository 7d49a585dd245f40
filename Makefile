# 两条命令：make demo 运行演示，make test 检查代码并运行测试；所需环境在首次运行时自动装好。
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
WHEEL  := build/wheel

.PHONY: demo test lint types unit wheel-test bench roundtrip clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $(READY)

demo: $(READY)
	$(BIN)/plan-align demo -o plan-align-demo

test: lint types unit wheel-test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check align tests

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/pytest -q -n 2

# The tests in which commands run and bundled data are read, against what users install: the built wheel, with nothing of the
# checkout on the path but the tests. The others would say nothing new of it.
WHEEL_TESTS := $(wildcard $(addprefix tests/test_,packaging.py cli*.py alignment.py chain.py evaluation.py library_*.py \
	mappings.py mapping_files.py opinion_word.py pipeline.py reading_document.py reporting_*.py review_commands.py))
wheel-test: $(READY)
	rm -rf build dist
	$(BIN)/python -m build --quiet --wheel --outdir dist
	$(BIN)/python -m pip install --quiet --no-deps --target $(WHEEL) dist/*.whl
	PYTHONPATH=$(WHEEL) $(BIN)/pytest -q -n 2 -p no:cacheprovider -m 'not real and not browser' $(WHEEL_TESTS)

bench: $(READY)
	$(BIN)/plan-align evaluate
	PYTHONPATH=tests $(BIN)/python -m bench

# Own plan texts as Word, web page, PDF and scan, read again; differences in out/roundtrip. Needs LibreOffice for all but the first two.
roundtrip: $(READY)
	PYTHONPATH=tests $(BIN)/python -m roundtrip --keep

clean:
	rm -rf build dist plan-align-demo out/roundtrip $(READY)
