# The commands of Longan. `make run` starts it, `make test` proves it, `make dist` yields the one file to deploy.
#
# Every step is a file that is older or newer than what it is made from, so a second run calls neither cargo nor npm.
# Folders stand among the sources: a deleted file changes its folder's time.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ENV := . scripts/env.sh
SAY := printf '\033[1m▸ %s\033[0m\n'
STAMPS := target/stamps

sources = $(shell find $(1) -name node_modules -prune -o \( -type f -o -type d \) -print 2>/dev/null)
MANIFESTS := Cargo.toml Cargo.lock .cargo/config.toml rust-toolchain.toml
EDITOR := $(filter-out app/editor-js/tests%,$(call sources,app/editor-js))
# What reaches the browser. The portal's views are read by the server only, so they do not rebuild the wasm.
FRONT := $(MANIFESTS) app/Cargo.toml $(filter-out app/src/portal%,$(call sources,app/src)) \
	$(call sources,frontend crates/domain style) $(filter-out public/vendor%,$(call sources,public))
SERVER := $(MANIFESTS) $(call sources,app/src crates plans server)

.PHONY: help run dist dev test audit format clean

help: ## 列出全部命令
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

run: dist/longan ## 编译并启动（http://127.0.0.1:3000，数据存于 data/）
	@$(SAY) '启动隆安门户系统，按 Ctrl-C 停止'
	@scripts/run.sh

dist: dist/longan ## 生成可单独部署的程序 dist/longan
	@ls -lh dist/longan

dev: $(STAMPS)/tools node_modules/.package-lock.json public/vendor/editor/editor.js ## 开发：改动后自动重编并重启
	@$(SAY) '开发模式：监视改动，自动重编、重启'
	@scripts/dev.sh

test: ## 运行全部检查和测试
	@scripts/test.sh

audit: $(STAMPS)/tools ## 核对依赖的已知安全漏洞（需要联网）
	@$(ENV); cargo deny --all-features check advisories

format: ## 按统一格式重排全部 Rust 代码
	@$(ENV); cargo fmt --all

clean: ## 删除本目录内的编译结果（保留 data/ 和缓存）
	rm -rf target dist public/vendor/editor

$(STAMPS)/tools: scripts/tools.sh scripts/env.sh Cargo.toml
	@$(SAY) '检查编译工具'
	@scripts/tools.sh
	@mkdir -p $(@D) && touch $@

node_modules/.package-lock.json: package.json package-lock.json app/editor-js/package.json end2end/package.json
	@$(SAY) '安装前端依赖（npm ci）'
	@npm ci --silent
	@touch $@

public/vendor/editor/editor.js: node_modules/.package-lock.json $(EDITOR)
	@$(SAY) '打包编辑器'
	@npm run --silent build:editor
	@touch $@

$(STAMPS)/site: $(STAMPS)/tools node_modules/.package-lock.json public/vendor/editor/editor.js $(FRONT)
	@$(SAY) '编译后台页面（wasm）与样式，并预压缩'
	@$(ENV); for part in signing office studio assurance inspection desk; do \
		cargo leptos build --project $$part --release --frontend-only --precompress --cargo-locked; \
	done
	@for part in signing office studio assurance inspection; do \
		for file in js wasm; do for packed in '' .br .gz; do \
			cp target/$$part/pkg/desk.$$file$$packed target/site/pkg/$$part.$$file$$packed; \
		done; done; \
	done
	@mkdir -p $(@D) && touch $@

dist/longan: $(STAMPS)/site $(SERVER)
	@$(SAY) '编译服务程序（首次约需数分钟）'
	@$(ENV); cargo build --release --locked --package longan
	@$(ENV); mkdir -p $(@D) && cp "$$CARGO_TARGET_DIR/release/longan" $@.new && mv $@.new $@
