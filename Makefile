# Gongkai 公开. `make` alone lists what can be done. Nothing but Python 3.11–3.14, git and make is needed.
.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
export GONGKAI_HOME ?= $(CURDIR)/var
TEST_ARGS ?=
TEST_PROCESSES ?= 2
BENCH_ARGS ?=
FUZZ_SECONDS ?= 60

# The first Python that Gongkai runs on; `make PYTHON=/path/to/python3.12 …` chooses another.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1; \
	then echo $$each; break; fi; done)

define set_up
	@if [ -z "$(PYTHON)" ]; then \
		echo "没有找到 Python 3.11 至 3.14，请先安装，或用 make PYTHON=路径 指定。" >&2; exit 2; fi
	@$(PYTHON) scripts/set_up.py
endef

.PHONY: help setup demo test check bench fuzz docs lock clean

help: ## 列出可用的命令 · List the commands
	@echo "Gongkai 公开"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.dev ## 准备运行、测试、检查所需的环境 · Make the environment for everything

demo: $(VENV)/.base ## 跑一遍样例年度：登记、成表、写出、读回、核对 · Run the sample year
	@$(BIN)/gongkai demo

test: $(VENV)/.dev ## 运行全部测试 · Run the tests (TEST_ARGS="-k clock")
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder $(TEST_ARGS)

check: $(VENV)/.dev ## 检查代码、分层、篇幅、用词、文档 · Check style, types, layers, sizes, words, docs
	@$(BIN)/python -m scripts.check

bench: $(VENV)/.dev ## 测量速度并写入 docs/benchmarks.md · Measure and write the page
	@$(BIN)/python -m benchmarks $(BENCH_ARGS)

fuzz: $(VENV)/.dev ## 用损坏的文件试探读取器 · Try the readers on broken files (FUZZ_SECONDS=60)
	@$(BIN)/python -m benchmarks.fuzz_reading --seconds $(FUZZ_SECONDS)

docs: $(VENV)/.dev ## 重新生成参考文档 · Make the generated reference pages anew
	@$(BIN)/python -m scripts.pages

lock: $(VENV)/.dev ## 重新锁定依赖的版本与哈希 · Lock versions and hashes (LOCK_ARGS=--upgrade)
	@$(BIN)/python -m scripts.lock $(LOCK_ARGS)

clean: ## 删除环境与缓存，保留 var 中的数据 · Remove environment and caches, keep the data in var
	@rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.base: requirements/build.txt requirements/base.txt pyproject.toml scripts/set_up.py
	$(set_up) base

$(VENV)/.dev: requirements/build.txt requirements/dev.txt pyproject.toml scripts/set_up.py
	$(set_up) dev
