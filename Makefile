# Thin: each target makes sure of the machine, then hands over to cargo. ARGS goes through, as in `make sim ARGS="--seed 7"`.
export PATH := $(CURDIR)/.tools/bin:$(PATH)
TARGET = $(or $(CARGO_TARGET_DIR),target)
BUILT = $(TARGET)/release
# With the features of the whole workspace, so that what it shares with the programs is compiled once.
XTASK = cargo build --quiet --locked --workspace --bin xtask && $(TARGET)/debug/xtask

.PHONY: demo test test-models check sim mutate bench fresh

demo: ## opens on the sample host; its accounts' real usage is replayed through the HTTP API. STORE=postgres keeps the ledger there
ifeq ($(STORE),postgres)
	@scripts/install.sh postgres
	cargo build --release --package scrip --package landing-builder
	cargo run --quiet --package scrip-pg-server --example with_postgres -- $(BUILT)/scrip demo --store {} $(ARGS)
else
	@scripts/install.sh demo
	cargo build --release --package scrip --package landing-builder
	@$(BUILT)/scrip demo $(ARGS)
endif

test: ## everything; ends with one line `N passed, N failed, N skipped`
	@scripts/install.sh test
	$(XTASK) ci $(ARGS)

test-models: ## the sample host's real models: masks of pictures, a page by a local model. Apart from `test`: tract compiles for minutes
	@scripts/install.sh models
	$(XTASK) models --installed $(abspath $(BUILT))/landing-builder-installed $(ARGS)

check: ## what takes seconds: format, lints, tidy, dependencies
	@scripts/install.sh check
	$(XTASK) ci --checks $(ARGS)

sim: ## random histories against the independent model
	@scripts/install.sh demo
	$(XTASK) sim $(ARGS)

mutate: ## breaks the rules in named ways; each must be caught
	@scripts/install.sh demo
	$(XTASK) mutate $(ARGS)

bench: ## speeds beside the ceilings of the same run
	@scripts/install.sh demo
	$(XTASK) bench $(ARGS)

fresh: ## `make demo` and `make test` in a bare Debian, as root
	@scripts/install.sh fresh
	$(XTASK) fresh $(ARGS)
