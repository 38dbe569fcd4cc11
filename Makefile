# Thin: each target makes sure of the machine, then hands over to cargo. ARGS goes through, as in `make sim ARGS="--seed 7"`.
export PATH := $(CURDIR)/.tools/bin:$(PATH)
XTASK := cargo run --quiet --package xtask --

.PHONY: demo test check sim mutate bench fresh

demo: ## sample accounts and real usage, replayed through the HTTP API; STORE=postgres keeps the ledger there
ifeq ($(STORE),postgres)
	@scripts/install.sh postgres
	cargo build --release --package scrip
	cargo run --quiet --package scrip-pg-server --example with_postgres -- cargo run --release --quiet --package scrip -- demo --store {} $(ARGS)
else
	@scripts/install.sh demo
	cargo run --release --package scrip -- demo $(ARGS)
endif

test: ## everything; ends with one line `N passed, N failed, N skipped`
	@scripts/install.sh test
	$(XTASK) ci $(ARGS)

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
