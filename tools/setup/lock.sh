#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml: every version and its hashes, for all systems and Python versions at once.
# All groups are solved together first, so that no two of them ask for different versions of one package.
# What is locked stays as it is unless pyproject.toml forbids it; UPGRADE=1 takes the newest of everything.
set -euo pipefail
cd "$(dirname "$0")/../.."
uv="${UV:-.venv/bin/uv}"
compile() {
  "$uv" pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate "$@"
}
together="$(mktemp)"
trap 'rm -f "$together"' EXIT
mkdir -p requirements
# uv prefers the versions that the file it writes already names.
[[ "${UPGRADE:-}" ]] || sed -n 's/^\([a-z][^ ]*==[^\\]*\).*/\1/p' requirements/*.txt | sort -u >"$together"
compile pyproject.toml --group build --group dev --output-file "$together"
compile --generate-hashes --constraints "$together" pyproject.toml --group build --output-file requirements/runtime.txt
for group in test lint tools; do
  compile --generate-hashes --constraints "$together" --group "$group" --output-file "requirements/$group.txt"
done
